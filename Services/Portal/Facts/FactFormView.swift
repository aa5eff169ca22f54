import Contracts
import FactKinds
import PortalDomain
import Tabular
import Texts
import Values

/// The form of a fact in the markup of its template (Templates/fact.mustache).
struct FactFormView {
  let fact: OwnFact
  let draft: FactDraft
  let visit: Visit

  private func pick(_ french: String, _ english: String) -> String { visit.pick(french, english) }

  var values: PageTemplates.Values {
    var values: PageTemplates.Values = [
      "action": PageAddress.path(fact.path), "cancelHref": fact.cancel,
      "cancel": pick("Ne rien changer", "Change nothing"),
      "save": pick("Enregistrer", "Save"),
      "hidden": [
        ["hiddenName": "cle", "hiddenValue": draft.key],
        ["hiddenName": "version", "hiddenValue": String(draft.version)],
        ["hiddenName": "fait", "hiddenValue": fact.form.kind.file],
      ] as [PageTemplates.Values],
      "fields": fact.form.fields.map(field),
    ]
    if !fact.about.isEmpty { values["about"] = fact.about }
    if let note { values["note"] = note }
    values.merge(PageTemplates.crumbs(fact.crumbs, visit)) { $1 }
    return values
  }

  // MARK: What is said

  /// What is said above the form, with a link to each field that is to be settled.
  private var note: PageTemplates.Values? {
    let wrong = fact.form.fields.filter {
      draft.said[$0.column.name] != nil || draft.theirs[$0.column.name] != nil
    }
    let count = wrong.count
    let said =
      draft.note
      ?? (wrong.isEmpty
        ? nil
        : FactDraft.Note(
          kind: "ask",
          title: visit.language.count(
            count, .init("réponse à régler", "réponses à régler"),
            .init("answer to settle", "answers to settle")),
          text: pick(
            "Rien n'est encore enregistré. Ce que vous avez tapé est gardé dans cette page.",
            "Nothing is saved yet. What you typed is kept in this page.")))
    guard let said else { return nil }
    var values: PageTemplates.Values = [
      "noteKind": said.kind, "noteTitle": said.title, "noteText": said.text,
    ]
    if let link = said.link {
      values["noteHref"] = link.href
      values["noteLabel"] = link.text
    }
    if !wrong.isEmpty {
      values["hasPoints"] = true
      values["points"] = wrong.map { field in
        ["point": label(field.column), "pointHref": "#" + field.column.name] as PageTemplates.Values
      }
    }
    return values
  }

  // MARK: Fields

  private func field(_ field: FactForm.Field) -> PageTemplates.Values {
    let (column, name) = (field.column, field.column.name)
    let typed = draft.typed[name] ?? ""
    let (said, theirs) = (draft.said[name], draft.theirs[name])
    var described = ["\(name)-aide"]
    if said != nil { described.append("\(name)-dit") }
    if theirs != nil { described.append("\(name)-autre") }
    var values: PageTemplates.Values = [
      "field": name, "fieldLabel": label(column), "fieldHelp": help(field),
      "described": described.joined(separator: " "), "isBad": said != nil,
      "longest": String(min(column.kind.mostCharacters ?? 40, FactForm.mostTyped)),
    ]
    if let said { values["said"] = said }
    if let theirs {
      let shown = theirs.isEmpty ? pick("rien", "nothing") : told(theirs, column)
      values["theirs"] = pick(
        "Une autre personne a écrit entre-temps : « \(shown) ». Si vous enregistrez, votre texte le remplace.",
        "Another person wrote meanwhile: “\(shown)”. If you save, your text takes its place.")
    }
    switch field.input {
    case .choice(let codes):
      values["list"] = list(codes.map { .init(code: $0, label: word($0, column)) }, typed)
    case .codes where fact.options[name] != nil:
      values["boxes"] = true
      values["codes"] = boxes(fact.options[name] ?? [], typed, name)
    case .line where fact.options[name]?.isEmpty == false:
      values["list"] = list(fact.options[name] ?? [], typed)
    case .text: values["area"] = ["typed": typed] as PageTemplates.Values
    case .line(let isNumber):
      values["line"] = ["typed": typed, "isNumber": isNumber] as PageTemplates.Values
    case .codes: values["line"] = ["typed": typed, "isNumber": false] as PageTemplates.Values
    }
    return values
  }

  /// A list with nothing chosen first. What was typed stays in it, also where it is no code that is offered.
  private func list(_ options: [OwnFact.Option], _ typed: String) -> PageTemplates.Values {
    var shown = [OwnFact.Option(code: "", label: "–")] + options
    if !shown.contains(where: { $0.code == typed }) {
      shown.append(OwnFact.Option(code: typed, label: typed))
    }
    return [
      "choices": shown.map { option in
        [
          "choice": option.code, "choiceText": option.label, "isChosen": option.code == typed,
        ] as PageTemplates.Values
      }
    ]
  }

  private func boxes(
    _ options: [OwnFact.Option], _ typed: String, _ name: String
  ) -> [PageTemplates.Values] {
    let ticked = FactForm.codes(typed)
    let known = Set(options.map(\.code))
    let more = ticked.filter { !known.contains($0) }.map { OwnFact.Option(code: $0, label: $0) }
    return (options + more).map { option in
      [
        "boxId": "\(name)-\(option.code)", "boxName": name + FactForm.mark + option.code,
        "boxLabel": option.label, "isTicked": ticked.contains(option.code),
      ] as PageTemplates.Values
    }
  }

  // MARK: Words

  private func label(_ column: Column) -> String { Self.label(column, visit.language) }

  /// What people call a column, as a label begins.
  static func label(_ column: Column, _ language: Language) -> String {
    let caption = language == .french ? column.french : column.english
    return capital(caption?.label ?? column.name)
  }

  /// A text that begins a line or a sentence.
  static func capital(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// What a column means, and how it is written.
  private func help(_ field: FactForm.Field) -> String {
    let column = field.column
    let caption = visit.language == .french ? column.french : column.english
    var sentences = [caption?.help ?? ""]
    if field.input == .codes, let options = fact.options[column.name] {
      sentences = [
        options.isEmpty
          ? pick("Rien à cocher pour le moment", "Nothing to tick yet")
          : pick("Cochez ce qui convient", "Tick what fits")
      ]
    }
    switch column.kind {
    case .date:
      sentences.append(pick("Par exemple 04/06/2026", "For example 2026-06-04"))
    case .integer(let least, let most):
      sentences.append(
        pick("Un nombre entier, de \(least) à \(most)", "A whole number, \(least) to \(most)"))
    default: break
    }
    if !field.isNeeded { sentences.append(pick("Facultatif", "Optional")) }
    return sentences.filter { !$0.isEmpty }.map { $0 + "." }.joined(separator: " ")
  }

  /// What people call a value of a list.
  private func word(_ code: String, _ column: Column) -> String {
    switch (column.kind, code) {
    case (.flag, "true"): pick("oui", "yes")
    case (.flag, "false"): pick("non", "no")
    default: Catalogue.diagnosis(code, visit.language)
    }
  }

  private func told(_ cell: String, _ column: Column) -> String {
    if column.values != nil { return word(cell, column) }
    return Self.shown(cell, column, visit.language)
  }

  /// A cell as people type it: a day in the language's own form.
  static func shown(_ cell: String, _ column: Column?, _ language: Language) -> String {
    guard let column, column.kind == .date, CivilDate(cell) != nil else { return cell }
    return language.day(cell)
  }
}

extension PageTemplates {
  /// The pages above a page, as templates show them; nothing for none.
  static func crumbs(_ links: [PagePart.Link], _ visit: Visit) -> Values {
    links.isEmpty ? [:] : ["crumbs": steps(links, visit)]
  }

  /// The pages above a page and the page itself, which leads nowhere.
  static func steps(_ links: [PagePart.Link], _ visit: Visit) -> Values {
    [
      "crumbsLabel": visit.language.crumbsLabel,
      "steps": links.map { link in
        var step = kept(["stepHref": link.href])
        step["stepText"] = link.text
        step["isHere"] = link.href.isEmpty
        return step
      } as [Values],
    ]
  }
}
