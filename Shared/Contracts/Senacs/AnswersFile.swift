/// The names in a file of answers by a codebook, which its sender and its receiver share.
public enum AnswersFile {
  /// The name by which it is announced in `BeginImport`.
  public static let name = "senacs-answers"

  /// The campaign's code; the column may be missing, since the one who loads the file names the campaign.
  public static let campaign = "campagne"
  /// The year of the data; the column may be missing.
  public static let dataYear = "annee_donnees"
  /// The structure's code.
  public static let structure = "code_structure"
  /// `CS` or `EVS`.
  public static let kind = "type"
  /// One of ``State``.
  public static let state = "statut"
  /// The day of validation.
  public static let validatedOn = "date_validation"

  /// What a cell says of an answer's state.
  public enum State: String, Sendable {
    /// Nobody began to answer.
    case notBegun = "non_commence"
    /// The answer is still being worked on.
    case draft = "brouillon"
    /// It is final.
    case validated = "valide"
  }
}
