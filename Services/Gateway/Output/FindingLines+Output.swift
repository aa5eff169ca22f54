import Composition
import Contracts
import FactKinds
import Pages
import Texts
import Values

extension FindingLines {
  /// Writes a line for each refused row, then a line for each finding about the others.
  static func write(
    refused: [Finding], findings: [Finding], namesFile: Bool = false, indent: String = ""
  ) {
    for (listed, isRefused) in [(refused, true), (findings, false)] {
      for finding in listed {
        Output.line(
          indent + text(finding, isRefused: isRefused, namesFile: namesFile, language))
      }
    }
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
