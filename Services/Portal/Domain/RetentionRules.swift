public import Values

/// How long the portal keeps what it keeps of people, in microseconds. What is older is dropped once an hour.
public enum RetentionRules {
  private static let day: Int64 = 86_400_000_000
  /// A link after its end: as long as somebody may ask why it does not work.
  public static let link = day
  /// Mails that went, and those that did not arrive.
  public static let mail = 90 * day
  /// When somebody was last reminded: longer than a campaign can be open.
  public static let reminder = 400 * day
  /// When somebody was last told of a conversation: longer than ``Conversation/mailRest``.
  public static let conversationMail = day
  /// When an officer came in last.
  public static let officer = 400 * day
  /// Drafts with their receipts, the forms they are of, marks of reading and conversations, since they changed last: five years.
  public static let answer = 1826 * day
  /// What is known of a file that was loaded, and of one that was not; the content goes after a day (``FileLoad/keeps``).
  public static let loadedFile = 400 * day, otherFile = 30 * day
  /// The time within which attempts to come in are counted: a quarter of an hour.
  public static let attempts = day / 96

  /// What stands in place of the name of somebody who was erased.
  public static let erasedName = "nom effacé"

  /// The last day on which each former text of a draft's fields, and who wrote it, is kept: the end of the year after the campaign's, or
  /// after the year that the action sheet's questions are about.
  ///
  /// - Parameter campaign: its code, which begins with its year, or the key of what else is asked for.
  /// - Returns: the day; nil for a code without a year, whose texts go with the draft.
  public static func lastDayOfChanges(ofCampaign campaign: String) -> CivilDate? {
    guard let year = Questionnaire(key: campaign).year, year < 2199 else { return nil }
    return CivilDate("\(year + 1)-12-31")
  }

  /// A rule as people read it.
  public struct Line: Sendable, Hashable {
    /// What is kept, and how long, in French.
    public let french: String
    /// The same in English.
    public let english: String
  }

  /// All rules, for the page that says who answers for the data.
  public static let lines = [
    Line(
      french: "une session : jusqu'à sa fin, 12 heures ou 30 jours au plus",
      english: "a session: until its end, 12 hours or 30 days at most"),
    Line(
      french: "un lien pour entrer : un jour après sa fin",
      english: "a link to come in: a day after its end"),
    Line(
      french: "les courriels envoyés, et ceux qui ne sont pas arrivés : 90 jours",
      english: "mails that were sent, and those that did not arrive: 90 days"),
    Line(
      french: "la date de votre dernière relance : 400 jours",
      english: "the day of your last reminder: 400 days"),
    Line(
      french: "les demandes de lien, sous forme d'empreinte de l'adresse : un quart d'heure",
      english: "requests for a link, by a digest of the address: a quarter of an hour"),
    Line(
      french:
        "dans un brouillon, chaque texte remplacé et la personne qui l'a écrit : jusqu'à la fin de l'année qui suit la campagne",
      english:
        "in a draft, each former text and who wrote it: until the end of the year after the campaign"
    ),
    Line(
      french:
        "un brouillon, ses accusés de réception et les échanges avec la Caf : cinq ans après le dernier changement",
      english:
        "a draft, its receipts and conversations with the Caf: five years after the last change"),
    Line(
      french:
        "un fichier déposé par la Caf : un jour ; son nom et la personne qui l'a déposé : 400 jours, ou 30 s'il n'a pas été chargé",
      english:
        "a file that the Caf uploads: a day; its name and who uploaded it: 400 days, or 30 if it was not loaded"
    ),
    Line(
      french: "le jour de la dernière session d'un agent de la Caf : 400 jours",
      english: "the day of the last session of somebody of the Caf: 400 days"),
  ]
}
