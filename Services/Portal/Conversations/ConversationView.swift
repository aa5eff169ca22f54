import Contracts
import PortalDomain
import Texts
import Values

/// A page on which somebody writes: the conversation so far, the form, and what stands beside it.
struct ConversationView {
  /// The form as it is shown.
  struct Form {
    let action: String
    let label: String
    let hint: String
    let button: String
    /// What was typed; it is never lost.
    var text = ""
    var fault: Conversation.Fault?
    var hidden: [(name: String, value: String)] = []
    /// The officer's choices: the value, its words, and what it means; the first one is chosen unless another one is.
    var choices: [(value: String, label: String, hint: String)] = []
    var chosen = ""
    var other: (href: String, label: String)?
  }

  let visit: Visit
  var crumbs: [PagePart.Link] = []
  /// A quiet line below the title.
  var about = ""
  /// Where the conversation stands; nil where there is none yet.
  var conversation: Conversation?
  var notes: [PageTemplates.Values] = []
  /// What stood there, if it is not in the title.
  var quoted = ""
  var messages: [Conversation.Message] = []
  var paging: [PagePart] = []
  /// A time in words.
  var moment: (Instant) -> String = { _ in "" }
  var form: Form?
  var side: (title: String, parts: [PagePart])?

  private func pick(_ french: String, _ english: String) -> String { visit.pick(french, english) }

  /// The values of the page's template. None of their names is a part's: where a part has no value of a name, Mustache shows the one around it.
  var values: PageTemplates.Values {
    var values = PageTemplates.kept([
      "about": about, "quoted": quoted,
      "quotedTitle": pick("Ce qui est écrit", "What is written"),
    ])
    if !crumbs.isEmpty { values["crumbs"] = PageTemplates.steps(crumbs, visit) }
    if let conversation {
      values["stateLabel"] = pick("État :", "State:")
      values["state"] = Self.word(conversation.state, visit)
      values["stateKind"] = Self.mark(conversation.state)
      values["stateText"] = Self.next(conversation, visit)
    }
    values["notes"] = notes
    if !messages.isEmpty { values["talk"] = talk }
    if let form { values["form"] = Self.form(form, visit) }
    if let side {
      values["side"] =
        ["sideTitle": side.title, "parts": side.parts.map(\.values)] as PageTemplates.Values
    }
    return values
  }

  // MARK: States

  /// A state in a word.
  static func word(_ state: Conversation.State, _ visit: Visit) -> String {
    switch state {
    case .told: visit.pick("signalée", "reported")
    case .asked: visit.pick("posée", "asked")
    case .answered: visit.pick("avec réponse", "answered")
    case .settled: visit.pick("réglée", "settled")
    }
  }

  /// The kind of a state's mark: a word first, then an edge.
  static func mark(_ state: Conversation.State) -> String {
    switch state {
    case .told, .answered: "ask"
    case .asked: "sent"
    case .settled: "ok"
    }
  }

  /// Whose turn it is, in one sentence.
  static func next(_ conversation: Conversation, _ visit: Visit) -> String {
    let isStructure = visit.session?.way.structure != nil
    switch conversation.waitsFor {
    case .caf:
      return isStructure
        ? visit.pick("La Caf va lire votre message.", "The Caf will read your message.")
        : visit.pick("À traiter par la Caf.", "The Caf is to settle it.")
    case .structure:
      return isStructure
        ? visit.pick("Répondez ci-dessous.", "Answer below.")
        : visit.pick("La structure doit répondre.", "The structure is to answer.")
    case nil:
      return visit.pick(
        "L'échange reste consultable.", "The conversation can still be read.")
    }
  }

  // MARK: Messages

  private var talk: PageTemplates.Values {
    let last = messages.last?.number
    return [
      "threadTitle": pick("Échanges", "Messages"), "start": messages.first?.number ?? 1,
      "messages": messages.map { message in
        [
          "who": who(message), "isLast": message.number == last,
          "lines": Self.lines(deed(message), message.text),
        ] as PageTemplates.Values
      } as [PageTemplates.Values],
      "parts": paging.map(\.values),
    ]
  }

  private func who(_ message: Conversation.Message) -> String {
    let when = moment(message.saidAt)
    return "\(message.name), \(message.way), \(when)"
  }

  private func deed(_ message: Conversation.Message) -> String {
    switch message.deed {
    case .said: ""
    case .settled: pick("Réglée.", "Settled.")
    case .reopened:
      pick(
        "Correction demandée : cette valeur peut être modifiée.",
        "A correction is asked for: this value can be changed.")
    case .sent:
      pick("La réponse a été envoyée de nouveau.", "The answer was sent once more.")
    }
  }

  /// The paragraphs of a message; what comes after the first 60 of them stands in one.
  private static func lines(_ deed: String, _ text: String) -> [PageTemplates.Values] {
    let lines = [deed] + text.split(separator: "\n", maxSplits: 60).map(String.init)
    return lines.filter { !$0.isEmpty }.map { ["line": $0] as PageTemplates.Values }
  }

  // MARK: The form

  private static func form(_ form: Form, _ visit: Visit) -> PageTemplates.Values {
    var values: PageTemplates.Values = [
      "action": form.action, "label": form.label, "hint": form.hint, "button": form.button,
      "text": form.text,
      "hidden": form.hidden.map {
        ["hiddenName": $0.name, "hiddenValue": $0.value] as PageTemplates.Values
      } as [PageTemplates.Values],
    ]
    if let fault = form.fault { values["fault"] = Self.fault(fault, visit) }
    if let other = form.other {
      values["other"] = other.label
      values["otherHref"] = other.href
    }
    if let first = form.choices.first {
      let known = form.choices.contains { $0.value == form.chosen }
      let chosen = known ? form.chosen : first.value
      values["choicesTitle"] = visit.pick("Que voulez-vous faire ?", "What do you want to do?")
      values["choices"] =
        form.choices.map { choice in
          var one = PageTemplates.kept(["choiceHint": choice.hint])
          one["choice"] = choice.value
          one["choiceLabel"] = choice.label
          one["isChosen"] = choice.value == chosen
          return one
        } as [PageTemplates.Values]
    }
    return values
  }

  /// Why a message was not taken, and what to do.
  static func fault(_ fault: Conversation.Fault, _ visit: Visit) -> String {
    let kept = visit.pick(
      "Ce que vous avez tapé est gardé dans cette page.", "What you typed is kept in this page.")
    let most = visit.language.number(Conversation.mostCharacters)
    switch fault {
    case .empty:
      return visit.pick(
        "Écrivez un message avant d'envoyer.", "Write a message before you send it.")
    case .tooLong(let count):
      let typed = visit.language.number(count)
      return visit.pick(
        "Le message compte \(typed) caractères ; le maximum est de \(most). Raccourcissez-le. ",
        "The message has \(typed) characters; \(most) at most. Shorten it. ") + kept
    case .full:
      return visit.pick(
        "Cet échange a atteint \(Conversation.mostMessages) messages : poursuivez par téléphone. ",
        "This conversation has reached \(Conversation.mostMessages) messages: go on by telephone. ")
        + kept
    case .tooMany:
      return visit.pick(
        "\(Conversation.mostOpen) échanges sont ouverts pour cette structure : il faut en régler avant d'en ouvrir un autre. ",
        "\(Conversation.mostOpen) conversations are open for this structure: some must be settled before another one begins. "
      ) + kept
    case .unread:
      return visit.pick(
        "Un message est arrivé entre-temps. Lisez-le ci-dessus, puis enregistrez de nouveau. ",
        "A message came in the meantime. Read it above, then save again. ") + kept
    }
  }

  /// Says that what somebody typed is not kept anywhere but in this page.
  static func note(_ title: String, _ text: String, link: PagePart.Link? = nil)
    -> PageTemplates.Values
  {
    var note: PageTemplates.Values = [
      "isFirst": true, "noteKind": "ask", "noteTitle": title, "noteText": text,
    ]
    if let link {
      note["noteLinks"] =
        [["noteHref": link.href, "noteLabel": link.text]] as [PageTemplates.Values]
    }
    return note
  }
}
