import Contracts
import Foundation
import Values

/// Figures as acceptance/indicators.md writes them: exact decimal numbers, never binary fractions.
enum FiguresJSON {
  static func text(_ figures: [Figure]) throws -> String {
    "[\n" + (try figures.map(object).joined(separator: ",\n")) + "\n]"
  }

  private static func object(_ figure: Figure) throws -> String {
    let bounds = figure.bounds.map { list($0.map(value)) }
    let fields = [
      ("code", try OutputFormat.jsonLine(figure.code)),
      ("scope", try OutputFormat.jsonLine(figure.scope)),
      ("numerator", figure.numerator.text), ("denominator", figure.denominator.text),
      ("value", value(figure.ratio)), ("bounds", bounds ?? "null"),
      ("details", try figure.details.map(details) ?? "null"),
    ]
    return "{" + fields.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
  }

  private static func value(_ ratio: Ratio) -> String { ratio.value?.text ?? "null" }

  private static func list(_ items: [String]) -> String {
    "[" + items.joined(separator: ", ") + "]"
  }

  private static func details(_ details: FigureDetails) throws -> String {
    let excluded = try details.excluded?.map { try entry($0.structureCode, "reason", $0.reason) }
    let unexpected = try details.unexpected?.map { try OutputFormat.jsonLine($0) }
    let levels = try details.levels?.map { try entry($0.structureCode, "level", $0.level) }
    let fields = [("excluded", excluded), ("unexpected", unexpected), ("levels", levels)]
      .compactMap { name, items in items.map { "\"\(name)\": \(list($0))" } }
    return "{" + fields.joined(separator: ", ") + "}"
  }

  private static func entry(_ code: String, _ name: String, _ word: String) throws -> String {
    let (code, word) = (try OutputFormat.jsonLine(code), try OutputFormat.jsonLine(word))
    return "{\"structure_code\": \(code), \"\(name)\": \(word)}"
  }
}
