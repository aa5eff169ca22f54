import Composition
import Contracts
import FactKinds
import Pages
import Texts
import Values

extension FindingLines {
  /// Writes the findings by kind: those for which rows were refused, then those about the others.
  ///
  /// - Returns: how many findings the lines do not tell one by one.
  @discardableResult
  static func write(
    refused: [Finding], findings: [Finding], namesFile: Bool = false, indent: String = ""
  ) -> Int {
    var tally = FindingTally(place: namesFile ? .file : .row)
    for finding in refused { tally.add(finding, isRefused: true) }
    for finding in findings { tally.add(finding, isRefused: false) }
    let told = tally.told(language)
    for line in told.lines { Output.line(indent + line) }
    return told.untold
  }

  /// Writes a line for each finding about a record that stands, such as that its structure was closed by then. The methods that record a
  /// person's registration or attendance do not tell these.
  static func write(
    about kind: FactKind, _ key: [String: String], _ gateway: Gateway
  ) async throws {
    let told = try await gateway.call(
      kind.owner, RehearseFact(file: kind.file, cells: key, isNew: false))
    write(refused: [], findings: told.findings, namesFile: true)
  }
}
