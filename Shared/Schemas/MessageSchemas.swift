import Contracts
public import FactKinds
import Foundation
import RPC
public import RPCContract
import Tabular
import Values

/// The JSON Schemas of what the exchange carries, made from the contracts and the kinds of facts.
public struct MessageSchemas: Sendable {
  /// A JSON object.
  public typealias Object = [String: Any]

  private let catalogue: FactCatalogue

  /// Takes the kinds of facts that there are.
  public init(_ catalogue: FactCatalogue = .vigie) { self.catalogue = catalogue }

  /// The schema that an id names; nil where there is none.
  ///
  /// - Parameters:
  ///   - id: such as `urn:vigie:schema:vigie.senacs.v1.campaign-recorded:1`, a type's data, or
  ///     `urn:vigie:file:attendance.csv:1`, a row that can be submitted.
  ///   - isKnown: whether the caller may know a type.
  /// - Returns: the schema, a JSON object.
  /// - Throws: what reading JSON throws.
  public func schema(_ id: String, where isKnown: (MessageType) -> Bool) throws -> Object? {
    if let file = catalogue.submitted(by: id) { return row(of: file) }
    let type = catalogue.messageTypes.first { $0.schema == id && isKnown($0) }
    return try type.map(data)
  }

  /// Returns the schema of the data of a type's messages.
  ///
  /// - Throws: what reading JSON throws.
  public func data(of type: MessageType) throws -> Object {
    switch type.row {
    case .fact(let kind, let event) where event.isTyped: try Self.typed(event, of: kind)
    case .fact(let kind, let event):
      Self.texts(event.members.compactMap { kind.column($0.column) }, of: kind)
    case .contract(let contract):
      try Self.object(JSONSchema(of: contract, texts: MemberTexts.all))
    }
  }

  /// Returns the schema of a submitted row: every cell is a text in the form of its column.
  public func row(of file: SubmittedFile) -> Object {
    catalogue.kind(ofFile: file.name).map { Self.texts($0.form.columns, of: $0) } ?? Self.answer
  }

  /// The schema of an answer by a codebook: the three members that every answer has, and the fields of the campaign's codebook.
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

  /// Returns the schema of a row whose members have types.
  private static func typed(_ event: FactEvent, of kind: FactKind) throws -> Object {
    let properties = event.members.map { member in
      var schema: JSONSchema =
        switch kind.column(member.column)?.kind {
        case .flag: .boolean
        case .integer, .year: .integer
        case .date: CivilDate.schema
        default: .string()
        }
      schema.description = kind.column(member.column)?.english?.help
      return (member.name, schema)
    }
    return try object(
      .object(
        Dictionary(uniqueKeysWithValues: properties),
        required: event.members.filter { !$0.mayBeAbsent }.map(\.name)))
  }

  /// Returns the schema of a row whose cells are all texts.
  private static func texts(_ columns: [Column], of kind: FactKind) -> Object {
    [
      "type": "object",
      "properties": Dictionary(
        uniqueKeysWithValues: columns.map { ($0.name, cell($0)) }),
      "required": columns.filter { !$0.mayBeEmpty && kind.form.emptyWhen[$0.name] == nil }
        .map(\.name).sorted(),
    ]
  }

  private static func cell(_ column: Column) -> Object {
    let pattern: String? =
      switch column.kind {
      case .code, .text, .freeText, .email, .siret, .siren: column.mayBeEmpty ? nil : "."
      case .date: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
      case .time: "^[0-9]{2}:[0-9]{2}$"
      case .instant: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"
      case .flag: "^(true|false)$"
      case .integer, .year: "^[0-9]{1,15}$"
      case .decimal: "^[0-9]+([.][0-9]+)?$"
      case .amount: "^[0-9]{1,12}([.][0-9]{1,2})?$"
      case .choice(let values): "^(\(values.joined(separator: "|")))$"
      case .level: "^[0-3]$"
      case .territory: "^69([MD]|[0-9]{3})?$"
      case .list: "^[^ ]+( [^ ]+)*$"
      }
    var cell: Object = ["type": "string"]
    cell["maxLength"] = column.kind.mostCharacters
    cell["description"] = column.english?.help
    if let pattern { cell["pattern"] = column.mayBeEmpty ? "^$|\(pattern)" : pattern }
    return cell
  }
}
