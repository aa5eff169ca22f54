import Contracts
import Foundation
import Values

/// Figures as acceptance/indicators.md writes them: exact decimal numbers, never binary fractions.
enum FiguresJSON {
  static func text(_ figures: [Figure]) throws -> String {
    "[\n" + (try figures.map(object).joined(separator: ",\n")) + "\n]"
  }

  private static func object(_ figure: Figure) throws -> String {
    let bounds = figure.bounds.map { "[" + $0.map(value).joined(separator: ", ") + "]" }
    let fields = [
      ("code", try string(figure.code)), ("scope", try string(figure.scope)),
      ("numerator", figure.numerator.text), ("denominator", figure.denominator.text),
      ("value", value(figure.ratio)), ("bounds", bounds ?? "null"),
      ("details", try figure.details.map(details) ?? "null"),
    ]
    return "{" + fields.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
  }

  private static func value(_ ratio: Ratio) -> String { ratio.value?.text ?? "null" }

  private static func string(_ text: String) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return String(decoding: try encoder.encode(text), as: UTF8.self)
  }

  private static func list(_ items: [String]) -> String {
    "[" + items.joined(separator: ", ") + "]"
  }

  private static func details(_ details: FigureDetails) throws -> String {
    var fields: [String] = []
    if let excluded = details.excluded {
      let items = try excluded.map {
        "{\"structure_code\": \(try string($0.structureCode)), \"reason\": \(try string($0.reason))}"
      }
      fields.append("\"excluded\": \(list(items))")
    }
    if let unexpected = details.unexpected {
      fields.append("\"unexpected\": \(list(try unexpected.map(string)))")
    }
    if let levels = details.levels {
      let items = try levels.map {
        "{\"structure_code\": \(try string($0.structureCode)), \"level\": \(try string($0.level))}"
      }
      fields.append("\"levels\": \(list(items))")
    }
    return "{" + fields.joined(separator: ", ") + "}"
  }
}
