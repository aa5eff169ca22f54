import ServiceKit

/// What the pages `/accessibilite` and `/donnees` say that only the Caf knows. A text that is not given is empty; the page then says that the
/// Caf must complete it, and invents nothing.
struct StatementOptions: Sendable {
  private static let mostCharacters = 300

  /// `responsible`: who answers for the data, with an address.
  let responsible: String
  /// `dataOfficer`: the data protection officer, with an address.
  let dataOfficer: String
  /// `legalBasis`: on which ground of article 6 of the RGPD the data are kept.
  let legalBasis: String
  /// `keptFor`: how long the registry and the services keep what they know of people.
  let keptFor: String
  /// `statedOn`: the day of the declaration of accessibility, as it is to be read.
  let statedOn: String

  /// Reads the options.
  ///
  /// - Throws: `ConfigurationProblem`.
  init(_ options: ServiceConfiguration) throws {
    func text(_ name: String) throws -> String {
      String((try options.text(name) ?? "").prefix(Self.mostCharacters))
    }
    responsible = try text("responsible")
    dataOfficer = try text("dataOfficer")
    legalBasis = try text("legalBasis")
    keptFor = try text("keptFor")
    statedOn = try text("statedOn")
  }
}
