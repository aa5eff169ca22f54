public import Contracts
import FactForms
import Foundation
import RPC
public import RPCContract
import Tabular

/// The JSON Schemas of what the exchange carries, made from the contracts and the forms of the fact files.
public enum MessageSchemas {
  /// A JSON object.
  public typealias Object = [String: Any]

  /// The schema that an id names; nil where there is none.
  ///
  /// - Parameters:
  ///   - id: such as `urn:vigie:schema:vigie.senacs.v1.campaign-recorded:1`, a type's data, or
  ///     `urn:vigie:file:attendance.csv:1`, a row that can be submitted.
  ///   - isKnown: which types are known to who asks.
  /// - Returns: the schema, a JSON object.
  /// - Throws: what reading JSON throws.
  public static func schema(
    _ id: String, where isKnown: (MessageType) -> Bool
  ) throws -> Object? {
    if let file = SubmittedFile.of(schema: id) { return row(of: file.name, without: []) }
    let type = MessageType.all.first { $0.schema == id && isKnown($0) }
    return try type.map(data)
  }

  /// The data of a type's messages.
  ///
  /// - Throws: what reading JSON throws.
  public static func data(of type: MessageType) throws -> Object {
    switch type.row {
    case .file(let file, let without): row(of: file, without: without)
    case .contract(let contract): try object(JSONSchema(of: contract, texts: MemberTexts.all))
    }
  }

  /// A fact file's row: every cell is a text of the column's form.
  public static func row(of file: String, without: [String]) -> Object {
    if file == AnswersFile.name { return answer }
    guard let form = FactForms.byFile[file] else { preconditionFailure("no form of \(file)") }
    let columns = form.columns.filter { !without.contains($0.name) }
    return [
      "type": "object",
      "properties": Dictionary(uniqueKeysWithValues: columns.map { ($0.name, cell($0, of: file)) }),
      "required": columns.filter { !$0.mayBeEmpty && form.emptyWhen[$0.name] == nil }
        .map(\.name).sorted(),
    ]
  }

  /// The columns that a type's data lacks where their cells are empty, since its schema has no empty text for them: those that
  /// may be empty under a condition only.
  public static let leftOutWhenEmpty: [String: Set<String>] = Dictionary(
    uniqueKeysWithValues: MessageType.all.compactMap { type in
      guard case .file(let file, let without) = type.row, let form = FactForms.byFile[file] else {
        return nil
      }
      let columns = form.columns.filter { !$0.mayBeEmpty && form.emptyWhen[$0.name] != nil }
      return (type.name, Set(columns.map(\.name)).subtracting(without))
    })

  /// An answer by a codebook: its fields are those of the campaign's codebook, beside what every one has.
  private static var answer: Object {
    let text: Object = ["type": "string", "minLength": 1]
    return [
      "type": "object",
      "properties": [
        AnswersFile.campaign: described(text, "The code of the campaign"),
        AnswersFile.structure: described(text, "The code of the structure that answers"),
        AnswersFile.state: described(text, "Whether the answer is a draft or validated"),
      ],
      "required": [AnswersFile.campaign, AnswersFile.structure, AnswersFile.state],
      "additionalProperties": described(
        ["type": "string"], "The answer to a field of the campaign's codebook"),
    ]
  }

  private static func described(_ schema: Object, _ text: String) -> Object {
    schema.merging(["description": text]) { _, new in new }
  }

  /// A contract's schema as a JSON object.
  ///
  /// - Throws: what reading JSON throws.
  public static func object(_ schema: JSONSchema) throws -> Object {
    let data = try JSONEncoder().encode(schema)
    return try JSONSerialization.jsonObject(with: data) as? Object ?? [:]
  }

  private static func cell(_ column: Column, of file: String) -> Object {
    let pattern: String? =
      switch column.kind {
      case .code, .text, .freeText, .email, .siret, .siren: column.mayBeEmpty ? nil : "."
      case .date: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
      case .instant: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"
      case .flag: "^(true|false)$"
      case .integer, .year: "^[0-9]{1,15}$"
      case .decimal: "^[0-9]+([.][0-9]+)?$"
      case .choice(let values): "^(\(values.joined(separator: "|")))$"
      case .level: "^[0-3]$"
      case .list: "^[^ ]+( [^ ]+)*$"
      }
    var cell: Object = ["type": "string"]
    cell["maxLength"] = column.kind.mostCharacters
    cell["description"] = ColumnTexts.text(of: column.name, in: file)
    if let pattern { cell["pattern"] = column.mayBeEmpty ? "^$|\(pattern)" : pattern }
    return cell
  }
}
