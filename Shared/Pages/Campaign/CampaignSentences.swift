package import Texts
package import Values

/// What is told of a SENACS campaign in sentences: who is expected, who answered, who did not and why, and whom to remind.
///
/// Commands and the portal say the same because they ask here.
package struct CampaignSentences: Bilingual {
  package let language: Language
  /// The campaign's code, such as `2025`.
  private let campaign: String

  /// Takes the campaign that is told of, and the language.
  package init(_ campaign: String, _ language: Language) {
    self.campaign = campaign
    self.language = language
  }

  // MARK: Who is expected

  /// A number of expected structures: `104 structures attendues`.
  package func expected(_ count: Int) -> String {
    language.count(
      count, .init("structure attendue", "structures attendues"),
      .init("expected structure", "expected structures"))
  }

  /// How many of some structures are expected, and on which days their approvals were looked at.
  package func expected(
    _ count: Int, of all: Int, reference: CivilDate, opening: CivilDate
  ) -> String {
    let known = language.number(all)
    let told =
      count == 0
      ? pick("Aucune structure attendue sur \(known).", "None of \(known) structures is expected.")
      : pick(
        "\(expected(count)) sur \(known).",
        "\(language.number(count)) of \(known) structures \(count == 1 ? "is" : "are") expected.")
    return told
      + pick(
        " Agréments examinés à la date de référence (\(day(reference))) et à l'ouverture (\(day(opening))).",
        " Approvals were looked at on the reference date (\(day(reference))) and on the opening day (\(day(opening)))."
      )
  }

  /// How many structures are not expected, by the reason; nil where there are none.
  ///
  /// - Parameter excluded: how many there are by the code of the reason (acceptance/indicators.md, “details of I1”).
  /// - Returns: one sentence, such as `Non attendues : 6 structures fermées avant l'ouverture.`.
  package func notExpected(_ excluded: [String: Int]) -> String? {
    let counts = excluded.filter { $0.value > 0 }.sorted { $0.key < $1.key }
    guard !counts.isEmpty else { return nil }
    let all = counts.reduce(0) { $0 + $1.value }
    let head = language.form(
      all, .init("Non attendue", "Non attendues"), .init("Not expected", "Not expected"))
    let parts = counts.map { reason, count in
      Self.exclusions[reason].map { language.count(count, $0.french, $0.english) }
        ?? "\(language.number(count)) (\(Catalogue.reason(reason, language)))"
    }
    return "\(head)\(pick(" : ", ": "))\(parts.joined(separator: ", "))."
  }

  private static let exclusions: [String: (french: Language.Noun, english: Language.Noun)] = [
    "OUT_OF_PERIMETER": (
      .init("structure hors du Rhône", "structures hors du Rhône"),
      .init("structure outside the Rhône", "structures outside the Rhône")
    ),
    "NO_APPROVAL_AT_REFERENCE": (
      .init(
        "structure non agréée à la date de référence",
        "structures non agréées à la date de référence"),
      .init(
        "structure not approved on the reference date",
        "structures not approved on the reference date")
    ),
    "NO_APPROVAL_AT_OPENING": (
      .init("structure non agréée à l'ouverture", "structures non agréées à l'ouverture"),
      .init(
        "structure not approved on the opening day", "structures not approved on the opening day")
    ),
    "FIRST_APPROVAL_TOO_RECENT": (
      .init(
        "structure agréée pour la première fois cette année",
        "structures agréées pour la première fois cette année"),
      .init("structure first approved this year", "structures first approved this year")
    ),
    "CLOSED_BEFORE_OPENING": (
      .init("structure fermée avant l'ouverture", "structures fermées avant l'ouverture"),
      .init("structure closed before the opening", "structures closed before the opening")
    ),
  ]

  // MARK: Who answered

  /// How many of the expected structures answered, and how many of them by the campaign's last day.
  ///
  /// - Parameters:
  ///   - answered: how many have an answer that counts.
  ///   - expected: how many are expected.
  ///   - onTime: how many of the answers came by the last day; nil where that is not told.
  ///   - closedOn: the last day; nil while it is not past, or not known: then nothing is said of it.
  /// - Returns: one sentence.
  package func answers(
    _ answered: Int, of expected: Int, onTime: Int? = nil, closedOn: CivilDate? = nil
  ) -> String {
    guard expected > 0 else {
      return pick("Aucune structure n'est attendue.", "No structure is expected.")
    }
    let all = language.number(expected)
    guard answered > 0, let rate = language.percent(answered, of: expected) else {
      return pick(
        "Aucune structure attendue n'a répondu (0 sur \(all)).",
        "No expected structure answered (0 of \(all)).")
    }
    let verb = language.form(
      answered, .init("a répondu", "ont répondu"), .init("answered", "answered"))
    let number = language.number(answered)
    let told = pick(
      "\(self.expected(answered)) sur \(all) \(verb) (\(rate))",
      "\(number) of \(self.expected(expected)) \(verb) (\(rate))")
    guard let onTime, let closedOn else { return told + "." }
    let closing = pick(
      "avant la clôture du \(day(closedOn))", "by the closing day, \(day(closedOn))")
    switch onTime {
    case 0: return told + pick(", aucune \(closing).", ", none \(closing).")
    case answered where answered > 1:
      return told + pick(", toutes \(closing).", ", all \(closing).")
    case answered: return told + ", \(closing)."
    default:
      let part = language.number(onTime)
      return told + pick(", dont \(part) \(closing).", ", \(part) of them \(closing).")
    }
  }

  /// How many of the expected structures have no answer that counts, and why.
  ///
  /// - Parameter reasons: the code of each one's reason, such as `DRAFT_ONLY`.
  /// - Returns: one sentence; where there is none, that all answered.
  package func missing(_ reasons: [String]) -> String {
    guard !reasons.isEmpty else {
      return pick(
        "Toutes les structures attendues ont répondu.", "All expected structures answered.")
    }
    let counts = Dictionary(grouping: reasons) { $0 }.mapValues(\.count)
    let known = ["NO_SUBMISSION", "DRAFT_ONLY", "TOO_FEW_ITEMS", "RECEIVED_LATER"]
    let others = counts.keys.filter { !known.contains($0) }.sorted()
    let parts = (known + others).compactMap { reason in
      counts[reason].map { "\(language.number($0)) \(lack(reason, $0))" }
    }
    let verb = language.form(
      reasons.count, .init("n'a pas de réponse retenue", "n'ont pas de réponse retenue"),
      .init("has no answer that counts", "have no answer that counts"))
    return "\(expected(reasons.count)) \(verb)\(pick(" : ", ": "))"
      + "\(parts.joined(separator: ", "))."
  }

  /// What so many structures lack, as a verb: `n'ont rien envoyé`.
  private func lack(_ reason: String, _ count: Int) -> String {
    switch reason {
    case "NO_SUBMISSION":
      language.form(
        count, .init("n'a rien envoyé", "n'ont rien envoyé"), .init("sent nothing", "sent nothing"))
    case "DRAFT_ONLY":
      language.form(
        count, .init("a un brouillon", "ont un brouillon"), .init("has a draft", "have a draft"))
    case "TOO_FEW_ITEMS":
      language.form(
        count, .init("a une réponse trop incomplète", "ont une réponse trop incomplète"),
        .init("has an answer that is too incomplete", "have an answer that is too incomplete"))
    case "RECEIVED_LATER":
      language.form(
        count, .init("a répondu après la date demandée", "ont répondu après la date demandée"),
        .init("answered after the day asked about", "answered after the day asked about"))
    default: "(\(Catalogue.reason(reason, language)))"
    }
  }

  // MARK: Whom to remind

  /// How many structures are to be reminded, those with another director first: they are better called.
  ///
  /// - Parameters:
  ///   - count: how many are to be reminded.
  ///   - changed: how many of them have another director, or none; they come first in the list.
  ///   - since: the day with whose directors those of today were compared.
  /// - Returns: two sentences; one where nobody is to be reminded.
  package func reminders(_ count: Int, changed: Int, since: CivilDate) -> String {
    guard count > 0 else {
      return pick(
        "Aucune structure à relancer pour la campagne \(campaign).",
        "No structure to remind for campaign \(campaign).")
    }
    let told = language.count(
      count, .init("structure à relancer", "structures à relancer"),
      .init("structure to remind", "structures to remind"))
    let head = pick("\(told) pour la campagne \(campaign). ", "\(told) for campaign \(campaign). ")
    let (first, start) = (language.number(changed), day(since))
    let french =
      switch changed {
      case 0 where count == 1: "Elle n'a pas changé de direction depuis le \(start)."
      case 0: "Aucune n'a changé de direction depuis le \(start)."
      case count where count == 1: "Sa direction a changé depuis le \(start)"
      case count: "Toutes ont changé de direction depuis le \(start)"
      case 1: "La première a changé de direction depuis le \(start)"
      default: "Les \(first) premières ont changé de direction depuis le \(start)"
      }
    let english =
      switch changed {
      case 0 where count == 1: "It has not changed director since \(start)."
      case 0: "None has changed director since \(start)."
      case count where count == 1: "Its director has changed since \(start)"
      case count: "All have changed director since \(start)"
      case 1: "The first has changed director since \(start)"
      default: "The first \(first) have changed director since \(start)"
      }
    guard changed > 0 else { return head + pick(french, english) }
    return head
      + pick(
        "\(french) : un appel est préférable à un courriel.",
        "\(english): a call is better than an e-mail.")
  }
}
