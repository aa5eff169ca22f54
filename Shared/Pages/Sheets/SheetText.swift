package import Contracts
package import Texts
import Values

/// A feedback sheet in words: its peers, its sentences, its table; for a terminal, and as a page.
package struct SheetText: Bilingual {
  package let sheet: GetFeedbackSheet.Reply
  package let language: Language

  package init(sheet: GetFeedbackSheet.Reply, language: Language) {
    self.sheet = sheet
    self.language = language
  }

  package func number(_ text: String?) -> String { text.map(language.number) ?? "–" }

  package func label(_ row: GetFeedbackSheet.Row) -> String {
    row.labels[language.rawValue] ?? row.field
  }

  /// A group in words: `12 centres sociaux en zone urbaine, de 5 à moins de 15 équivalents temps plein`.
  package func text(_ group: GetFeedbackSheet.Group) -> String {
    var text = "\(language.number(group.count)) \(Catalogue.kinds(group.kind, language))"
    if let area = group.area {
      let areas = area.split(separator: "+").map { Catalogue.area(String($0), language) }
      text += " " + areas.joined(separator: pick(" ou ", " or "))
    }
    if let size = group.size {
      let unit = sheet.sizeLabels?[language.rawValue].map(Self.inSentence) ?? pick("ETP", "FTE")
      text += ", " + Catalogue.size(size, of: unit, language)
    }
    return text
  }

  /// A label within a sentence: its first letter small, unless it begins with an abbreviation such as `ETP`.
  private static func inSentence(_ label: String) -> String {
    guard let second = label.dropFirst().first, second.isLowercase else { return label }
    return label.prefix(1).lowercased() + label.dropFirst()
  }

  package var title: String {
    pick("Votre restitution SENACS \(sheet.campaign)", "Your SENACS \(sheet.campaign) feedback")
  }

  package var subject: String {
    "\(sheet.name) (\(sheet.structure)), \(sheet.commune)"
  }

  /// What the sheet is about: the year of its data, and when the answer came.
  package var origin: String {
    pick(
      "Données \(sheet.dataYear), réponse reçue le \(day(sheet.answeredOn)).",
      "Data of \(sheet.dataYear), answer received on \(day(sheet.answeredOn)).")
  }

  /// Says who the peers are and that none is named; and why, where they come from another campaign or there are none.
  package var peers: String {
    guard let group = sheet.group else {
      return held ?? pick("Aucune comparaison n'est affichée.", "No comparison is shown.")
    }
    let other = sheet.compared.flatMap { $0.campaign == sheet.campaign ? nil : $0.campaign }
    let named =
      other.map { pick(" (réponses à la campagne \($0))", " (answers to campaign \($0))") } ?? ""
    return (held.map { $0 + " " } ?? "")
      + pick(
        "Votre structure est comparée à \(text(group))\(named). Aucun n'est nommé, et les valeurs sont arrondies à des paliers.",
        "Your structure is compared with \(text(group))\(named). None is named, and values are rounded to steps."
      )
  }

  /// Why the campaign's own peers are not shown, as a sentence; nil where they are.
  private var held: String? {
    sheet.held.map { held in
      held == "TOO_FEW_PEERS"
        ? pick(
          "Trop peu de structures comparables ont répondu à cette campagne.",
          "Too few comparable structures answered this campaign.")
        : Catalogue.held(held, language)
    }
  }

  /// Where the values come from: the campaigns of the answer, of the one before it and of the peers.
  package var source: String {
    let before = sheet.rows.compactMap { $0.past.first?.campaign }
    let all = [sheet.campaign] + before + [sheet.compared?.campaign].compactMap(\.self)
    let campaigns = Set(all).sorted()
    let list = language.list(campaigns)
    return campaigns.count == 1
      ? pick("Source : SENACS, campagne \(list).", "Source: SENACS, campaign \(list).")
      : pick("Source : SENACS, campagnes \(list).", "Source: SENACS, campaigns \(list).")
  }

  /// What stands above the sentences; there are three at most.
  package var sentencesTitle: String {
    switch sentences.count {
    case 1:
      pick("Un constat pour votre diagnostic partagé", "One finding for your shared diagnosis")
    case 2:
      pick("Deux constats pour votre diagnostic partagé", "Two findings for your shared diagnosis")
    default:
      pick(
        "Trois constats pour votre diagnostic partagé", "Three findings for your shared diagnosis")
    }
  }

  /// What stands above the table.
  package var tableTitle: String {
    pick(
      "Votre structure dans le temps et par rapport aux autres",
      "Your structure in time, and beside the others")
  }

  /// The sentences for the shared diagnosis; their ``source`` is told once.
  package var sentences: [String] {
    sheet.sentences.compactMap { sentence in
      sheet.rows.first { $0.field == sentence.field }.flatMap { row in
        sentence.kind == "past" ? past(row) : peers(row)
      }
    }
  }

  /// The sentences and their source, for a document without the sheet's table; nothing without sentences.
  package var quotation: [String] { sentences.isEmpty ? [] : sentences + [source] }

  private func past(_ row: GetFeedbackSheet.Row) -> String? {
    guard let last = row.past.first else { return nil }
    let (name, unit) = measured(row)
    return pick(
      "\(name) : \(number(last.value))\(unit) en \(last.dataYear), \(number(row.own))\(unit) en \(sheet.dataYear).",
      "\(name): \(number(last.value))\(unit) in \(last.dataYear), \(number(row.own))\(unit) in \(sheet.dataYear)."
    )
  }

  private func peers(_ row: GetFeedbackSheet.Row) -> String? {
    guard let peers = row.peers else { return nil }
    let (name, unit) = measured(row)
    let (half, median) = (self.half(peers) + unit, self.median(peers) + unit)
    return pick(
      "\(name) : \(number(row.own))\(unit). Au moins la moitié des structures comparables se situent \(half) (médiane : \(median)).",
      "\(name): \(number(row.own))\(unit). At least half of the comparable structures lie \(half) (median: \(median))."
    )
  }

  /// A question's name without its unit, and the unit: `Résultat (€)` is `Résultat` and ` €`.
  private func measured(_ row: GetFeedbackSheet.Row) -> (name: String, unit: String) {
    let (label, unit) = (self.label(row), " (€)")
    return label.hasSuffix(unit) ? (String(label.dropLast(unit.count)), " €") : (label, "")
  }

  /// `entre 5 et 20`.
  private func between(_ lower: String, _ upper: String) -> String {
    pick(
      "entre \(number(lower)) et \(number(upper))",
      "between \(number(lower)) and \(number(upper))")
  }

  package func half(_ peers: GetFeedbackSheet.Quartiles) -> String {
    between(peers.lower, peers.upper)
  }

  package func median(_ peers: GetFeedbackSheet.Quartiles) -> String {
    // A service of version 0.2 does not give the step of the median.
    guard let lower = peers.medianLower, let upper = peers.medianUpper else {
      return number(peers.median)
    }
    return between(lower, upper)
  }

  package var header: [String] {
    [
      "", pick("votre valeur", "your value"), pick("valeur précédente", "value before"),
      pick(
        "moitié centrale des structures comparables", "middle half of the comparable structures"),
      pick("leur médiane", "their median"),
    ]
  }

  package func cells(_ row: GetFeedbackSheet.Row) -> [String] {
    let last = row.past.first.map { "\(number($0.value)) (\($0.dataYear))" }
    let broken = pick("question modifiée", "the question changed")
    return [
      label(row), number(row.own), last ?? (row.isRedefined ? broken : "–"),
      row.peers.map(half) ?? row.held.map { Catalogue.held($0, language) } ?? "–",
      row.peers.map(median) ?? "–",
    ]
  }

  /// The whole sheet for a terminal.
  package var text: String {
    var parts = [title, "\(subject). \(origin)", peers, ""]
    if !sentences.isEmpty {
      parts.append(sentencesTitle + pick(" :", ":"))
      parts += sentences.enumerated().map { "\($0 + 1). \($1)" }
    }
    parts += [source, "", Table(header: header, rows: sheet.rows.map(cells)).text]
    return parts.joined(separator: "\n")
  }
}
