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
      throw problem(error.code)
    } catch let error as CSVError {
      throw problem(error.code, row: error.row)
    } catch let error as TableSchemaError {
      throw ConfigurationProblem(schema, error.fault)
    }
  }

  private static func problem(_ code: String, row: Int? = nil) -> ConfigurationProblem {
    func text(_ language: Language) -> String {
      let place = row.map { ["row": String($0)] } ?? [:]
      let hint =
        code == CSVError.notUTF8(row: 1).code
        ? language.pick(
          " Ou précisez --encoding windows-1252.", " Or say --encoding windows-1252.") : ""
      return "\(Catalogue.refusal(code, place, language) ?? code)\(hint) [\(code)]"
    }
    return ConfigurationProblem(text(.french), text(.english))
  }
}
