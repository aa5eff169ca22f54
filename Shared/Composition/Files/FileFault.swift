import ServiceKit
import Spreadsheet
import Tabular
import Texts

/// Turns the errors of a file that other software wrote into messages for the people who can correct the file.
package enum FileFault {
  /// Runs `body`, and turns its errors into `ConfigurationProblem`s that people can act on.
  package static func naming<T>(_ schema: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as SpreadsheetError {
      throw ConfigurationProblem(
        "\(error.code) : \(Catalogue.reason(error.code, .french))", "\(error.code): \(error)")
    } catch let error as CSVError {
      let hint =
        error == .notUTF8(row: error.row) ? (" ; dire --encoding", "; say --encoding") : ("", "")
      throw ConfigurationProblem(
        "ligne \(error.row) : \(error.code), \(Catalogue.reason(error.code, .french))\(hint.0)",
        "row \(error.row): \(error.code), \(Catalogue.reason(error.code, .english))\(hint.1)")
    } catch let error as TableSchemaError {
      throw ConfigurationProblem("\(schema) : \(error)", "\(schema): \(error)")
    }
  }
}
