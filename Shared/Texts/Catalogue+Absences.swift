/// The words for what a figure does not count, and why: as an item of a list and as a sentence.
extension Catalogue {
  /// How many a figure does not count for a reason, with a noun that agrees: `7 brouillons`.
  ///
  /// - Parameters:
  ///   - reason: the reason's code, such as `DRAFT_ONLY`.
  ///   - count: how many, at least 1.
  ///   - language: the language.
  /// - Returns: an item of a list.
  public static func absence(_ reason: String, _ count: Int, _ language: Language) -> String {
    absence(reason, count, language) { $0.item }
      ?? "\(language.number(count)) \(Catalogue.reason(reason, language))"
  }

  /// The same in a sentence, without a capital and without a full stop: `24 structures n'ont pas répondu`.
  public static func absenceSentence(
    _ reason: String, _ count: Int, _ language: Language
  ) -> String {
    absence(reason, count, language) { $0.sentence } ?? absence(reason, count, language)
  }

  private static func absence(
    _ reason: String, _ count: Int, _ language: Language, _ form: (Absence) -> Words
  ) -> String? {
    absences[reason].map {
      language.sentence(form($0).text(language), String(count), of: String(count))
    }
  }

  /// Patterns of ``Language/sentence(_:_:of:)``.
  private struct Absence {
    let item, sentence: Words
  }

  private static let absences: [String: Absence] = [
    "NO_SUBMISSION": Absence(
      item: Words("{n} structure[s] sans envoi", "{n} structure[s] that sent nothing"),
      sentence: Words("{n} structure[s] [n'a|n'ont] rien envoyé", "{n} structure[s] sent nothing")),
    "DRAFT_ONLY": Absence(
      item: Words("{n} brouillon[s]", "{n} draft[s]"),
      sentence: Words(
        "{n} structure[s] [a|ont] un brouillon", "{n} structure[s] [has|have] a draft")),
    "TOO_FEW_ITEMS": Absence(
      item: Words("{n} réponse[s] trop incomplète[s]", "{n} answer[s] too incomplete"),
      sentence: Words(
        "{n} structure[s] [a|ont] une réponse trop incomplète",
        "{n} structure[s] gave an answer that is too incomplete")),
    "RECEIVED_LATER": Absence(
      item: Words(
        "{n} réponse[s] reçue[s] après la date demandée",
        "{n} answer[s] received after the day asked about"),
      sentence: Words(
        "{n} structure[s] [a|ont] répondu après la date demandée",
        "{n} structure[s] answered after the day asked about")),
    "NO_ANSWER": Absence(
      item: Words("{n} structure[s] sans réponse", "{n} structure[s] without an answer"),
      sentence: Words(
        "{n} structure[s] [n'a|n'ont] pas répondu", "{n} structure[s] did not answer")),
    "NO_LEVEL": Absence(
      item: Words(
        "{n} structure[s] sans réponse à cette question",
        "{n} structure[s] without an answer to this question"),
      sentence: Words(
        "{n} structure[s] [n'a|n'ont] pas répondu à cette question",
        "{n} structure[s] did not answer this question")),
    "ARBITRATION": Absence(
      item: Words("{n} diagnostic[s] à arbitrer", "{n} [diagnosis|diagnoses] to be arbitrated"),
      sentence: Words(
        "{n} diagnostic[s] [est|sont] à arbitrer",
        "{n} [diagnosis is|diagnoses are] to be arbitrated")),
    "NOT_EVALUATED": Absence(
      item: Words("{n} diagnostic[s] non évalué[s]", "{n} [diagnosis|diagnoses] not evaluated"),
      sentence: Words(
        "{n} diagnostic[s] [n'est pas évalué|ne sont pas évalués]",
        "{n} [diagnosis is|diagnoses are] not evaluated")),
    "NO_MEETING_NEARBY": Absence(
      item: Words(
        "{n} structure[s] sans réunion dans [sa|leur] commune",
        "{n} structure[s] without a meeting in [its|their] commune"),
      sentence: Words(
        "{n} structure[s] [n'a|n'ont] eu aucune réunion dans [sa|leur] commune",
        "{n} structure[s] had no meeting in [its|their] commune")),
  ]
}
