import Contracts
import Foundation
import RPCContract
import Values

/// Figures as acceptance/indicators.md writes them: exact decimal numbers, never binary fractions.
enum FiguresJSON {
  /// What ``text(_:)`` writes: an array of figures.
  static var schema: JSONSchema {
    let rate = JSONSchema.number.orNull
    let members: [String: JSONSchema] = [
      "code": .string(), "scope": .string(), "numerator": .number, "denominator": .number,
      "value": rate.described("The rate; null where the denominator is 0"),
      "bounds": JSONSchema.array(rate).orNull.described("Between which values the figure lies"),
      "details": detailsSchema,
    ]
    return .array(.object(members, required: members.keys.sorted(), isClosed: true))
  }

  private static var detailsSchema: JSONSchema {
    let members: [String: JSONSchema] = [
      "excluded": .array(entrySchema("reason")), "unexpected": .array(.string()),
      "levels": .array(entrySchema("level")),
    ]
    return JSONSchema.object(members, required: [], isClosed: true).orNull
  }

  private static func entrySchema(_ name: String) -> JSONSchema {
    .object(
      ["structure_code": .string(), name: .string()], required: ["structure_code", name].sorted(),
      isClosed: true)
  }

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
