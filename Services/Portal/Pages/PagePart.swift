import Pages
import Texts

/// A part of a page, in the markup of the prototype (Templates/part.mustache). Everything in it is text, which the template escapes.
enum PagePart: Sendable {
  case heading(String, anchor: String = "")
  case subheading(String)
  case lead(String)
  case soft(String)
  case plain(String)
  /// What must be seen; the kind is `ok`, `ask`, `bad` or empty.
  case note(kind: String, title: String, text: String)
  case table(PageTable)
  case facts([(name: String, value: String)])
  case links([Link])
  case ordered([String])
  case thread([Version])
  /// What the colours of bars mean: the class of a mark, and its words.
  case key([(mark: String, text: String)])
  /// What the marks of strips mean.
  case stripKey(own: String, half: String, middle: String)
  case filters(action: String, label: String, button: String, [Field])
  case acts([Link], help: String = "")
  case pages(label: String, [PageLink], next: Link?)
  /// What somebody writes to somebody; its language where that is not the page's.
  case quote([String], language: String = "")
  /// What `Pages` made: its markup is its own, and every text in it is escaped there.
  case report(HTML)
  /// A picture of the portal's own, what it shows, and what stands below.
  case picture(path: String, alt: String, caption: String)
  case send(to: String, button: String, help: String, hidden: [(name: String, value: String)])

  /// A link, or a text that leads nowhere.
  struct Link: Sendable {
    let text: String
    var href = ""
    var more = ""
    var isCurrent = false
  }

  /// A version of a record.
  struct Version: Sendable {
    let name, time, origin: String
    let changes: [String]
    let isNow: Bool
  }

  /// A page of a list.
  struct PageLink: Sendable {
    let number: Int
    let href, label: String
    let isCurrent: Bool
  }

  /// A field of a filter: a choice, or a text where there are no choices.
  struct Field: Sendable {
    let name, label: String
    var choices: [(value: String, text: String)] = []
    let value: String
  }

  /// What the template shows. A key that has nothing to show is left out: an empty text counts as true there.
  var values: PageTemplates.Values {
    switch self {
    case .heading(let text, let anchor): PageTemplates.kept(["heading": text, "anchor": anchor])
    case .subheading(let text): ["subheading": text]
    case .lead(let text): ["lead": text]
    case .soft(let text): ["soft": text]
    case .plain(let text): ["plain": text]
    case .note(let kind, let title, let text):
      [
        "note": ["noteKind": kind, "noteTitle": title, "noteText": text] as PageTemplates.Values
      ]
    case .table(let table): ["table": table.values]
    case .facts(let lines):
      PageTemplates.list("facts", "lines", lines) { ["factName": $0.name, "factValue": $0.value] }
    case .links(let links): PageTemplates.list("links", "items", links, Self.item)
    case .ordered(let sentences):
      PageTemplates.list("ordered", "sentences", sentences) { ["sentence": $0] }
    case .thread(let versions):
      PageTemplates.list("thread", "versions", versions, Self.version)
    case .key(let marks):
      PageTemplates.list("key", "marks", marks) { ["markClass": $0.mark, "markText": $0.text] }
    case .stripKey(let own, let half, let middle):
      [
        "stripKey": ["keySelf": own, "keyHalf": half, "keyMiddle": middle] as PageTemplates.Values
      ]
    case .filters(let action, let label, let button, let fields):
      Self.filterValues(action, label, button, fields)
    case .acts(let links, let help):
      PageTemplates.list("acts", "buttons", links, more: ["actsHelp": help]) {
        ["buttonHref": $0.href, "buttonText": $0.text, "isMain": $0.isCurrent]
      }
    case .pages(let label, let numbers, let next): Self.pageValues(label, numbers, next)
    case .report(let html): ["report": html.text]
    case .picture(let path, let alt, let caption):
      [
        "picture": [
          "picturePath": path, "pictureAlt": alt, "pictureCaption": caption,
        ] as PageTemplates.Values
      ]
    case .quote(let lines, let language):
      PageTemplates.list(
        "quote", "paragraphs", lines, more: language.isEmpty ? [:] : ["quoteLang": language]
      ) { ["paragraph": $0] }
    case .send(let path, let button, let help, let hidden):
      PageTemplates.list(
        "send", "hidden", hidden, more: ["sendTo": path, "sendText": button, "sendHelp": help]
      ) { ["hiddenName": $0.name, "hiddenValue": $0.value] }
    }
  }

  private static func item(_ link: Link) -> PageTemplates.Values {
    var values = PageTemplates.kept(["itemHref": link.href, "itemMore": link.more])
    values["itemText"] = link.text
    values["itemIsCurrent"] = link.isCurrent
    return values
  }

  private static func version(_ version: Version) -> PageTemplates.Values {
    [
      "versionName": version.name, "versionTime": version.time,
      "versionOrigin": version.origin, "isNow": version.isNow,
      "changes": version.changes.map { ["change": $0] as PageTemplates.Values },
    ]
  }

  private static func filterValues(
    _ action: String, _ label: String, _ button: String, _ fields: [Field]
  ) -> PageTemplates.Values {
    PageTemplates.list(
      "filters", "fields", fields,
      more: ["action": action, "filtersLabel": label, "filtersButton": button]
    ) { field in
      var values: PageTemplates.Values = ["field": field.name, "fieldLabel": field.label]
      if field.choices.isEmpty {
        values["search"] = ["typed": field.value] as PageTemplates.Values
      } else {
        values["select"] =
          [
            "choices": field.choices.map { choice in
              [
                "choice": choice.value, "choiceText": choice.text,
                "isChosen": choice.value == field.value,
              ] as PageTemplates.Values
            }
          ] as PageTemplates.Values
      }
      return values
    }
  }

  private static func pageValues(
    _ label: String, _ numbers: [PageLink], _ next: Link?
  ) -> PageTemplates.Values {
    var pages: PageTemplates.Values = [
      "pagesLabel": label,
      "numbers": numbers.map { number in
        [
          "pageHref": number.href, "pageLabel": number.label, "isPage": number.isCurrent,
          "pageNumber": String(number.number),
        ] as PageTemplates.Values
      },
    ]
    if let next {
      pages["next"] = ["nextHref": next.href, "nextText": next.text] as PageTemplates.Values
    }
    return ["pages": pages]
  }
}

extension PagePart {
  /// Says how many lines of a list are shown; nothing where all are.
  static func cut(_ shown: Int, of count: Int, _ language: Language) -> [PagePart] {
    guard count > shown else { return [] }
    let (first, all) = (language.number(shown), language.number(count))
    return [
      .soft(
        language.pick(
          "Les \(first) premières lignes sur \(all).", "The first \(first) rows of \(all)."))
    ]
  }
}

extension PageTemplates {
  /// The texts that have something to show.
  static func kept(_ texts: [String: String]) -> Values {
    texts.filter { !$0.value.isEmpty }.mapValues { $0 as Any }
  }

  /// A part with a list in it.
  static func list<Element>(
    _ part: String, _ name: String, _ elements: [Element], more: [String: String] = [:],
    _ make: (Element) -> Values
  ) -> Values {
    var values: Values = more.mapValues { $0 as Any }
    values[name] = elements.map(make)
    return [part: values]
  }
}
