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
  /// The time within which attempts to come in are counted: a quarter of an hour.
  public static let attempts = day / 96

  /// What stands in place of the name of somebody who was erased.
  public static let erasedName = "nom effacé"

  /// The last day on which each former text of a draft's fields, and who wrote it, is kept: the end of the year after the campaign's, or
  /// after the year that the action sheet's questions are about.
  ///
  /// - Parameter campaign: the name by which the draft is kept; a campaign's code begins with its year.
  /// - Returns: the day; nil for a code without a year, whose texts stay.
  public static func lastDayOfChanges(ofCampaign campaign: String) -> CivilDate? {
    let digits =
      switch Questionnaire(key: campaign) {
      case .campaign(let code): String(code.prefix(4))
      case .sheet(let year): String(year)
      }
    guard digits.utf8.count == 4, digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let year = Int(digits), (1900...2198).contains(year)
    else { return nil }
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
      french: "les échanges avec la Caf, et qui les a écrits : sans limite fixée",
      english: "conversations with the Caf, and who wrote them: no limit is set"),
    Line(
      french:
        "un fichier apporté par la Caf, et par qui : 400 jours s'il est chargé, 30 jours sinon",
      english:
        "a file that the Caf brought, and who brought it: 400 days if it was loaded, otherwise 30"),
    Line(
      french: "la date de votre dernière relance : 400 jours",
      english: "the day of your last reminder: 400 days"),
    Line(
      french: "les demandes de lien, par empreinte de l'adresse : un quart d'heure",
      english: "requests for a link, by a digest of the address: a quarter of an hour"),
    Line(
      french:
        "dans un brouillon, chaque texte d'avant et qui l'a écrit : jusqu'à la fin de l'année qui suit la campagne",
      english:
        "in a draft, each former text and who wrote it: until the end of the year after the campaign"
    ),
  ]
}
