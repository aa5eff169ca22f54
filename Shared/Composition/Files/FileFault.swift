import ServiceKit
import Spreadsheet
import Tabular
import Texts

/// What is the matter with a file of foreign make, in the words of who can mend it.
package enum FileFault {
  /// What went wrong with a file, as people can mend it.
  package static func told<T>(_ schema: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as SpreadsheetError {
      throw ConfigurationProblem(
        "\(error.code) : \(Catalogue.reason(error.code, .french))", "\(error.code): \(error)")
    } catch let error as CSVError {
      let hint: (String, String) =
        if case .notUTF8 = error { (" ; dire --encoding", "; say --encoding") } else { ("", "") }
      throw ConfigurationProblem(
        "ligne \(error.row) : \(error.code), \(Catalogue.reason(error.code, .french))\(hint.0)",
        "row \(error.row): \(error.code), \(Catalogue.reason(error.code, .english))\(hint.1)")
    } catch let error as TableSchemaError {
      throw ConfigurationProblem("\(schema) : \(error)", "\(schema): \(error)")
    }
  }
}
