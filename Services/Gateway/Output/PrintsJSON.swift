import ArgumentParser
import Contracts
import RPC
import RPCContract

/// A command that can write JSON. `vigie describe --json-schemas` prints the schemas of all of them.
protocol PrintsJSON: ParsableCommand {
  /// What it writes on standard output when it is asked for JSON.
  static var jsonSchema: JSONSchema { get }
}

extension JSONSchema {
  /// What a value is in JSON, of a type that encodes itself as it decodes itself.
  static func value(_ type: any (Decodable & Sendable).Type) -> JSONSchema {
    JSONSchema(of: type, texts: MemberTexts.all)
  }

  /// What a list is in JSON: an array of objects, each with a member for each column and no other. Columns that an option adds may be missing.
  static func listing<Row>(
    _ columns: [ListingColumn<Row>], optional: [ListingColumn<Row>] = []
  ) -> JSONSchema {
    let members = (columns + optional).compactMap { column in
      column.member.map { ($0, column.schema) }
    }
    return .array(
      .object(
        Dictionary(uniqueKeysWithValues: members),
        required: columns.compactMap(\.member).sorted(), isClosed: true))
  }

  /// The same, and what there is to say of it.
  func described(_ text: String) -> JSONSchema {
    var schema = self
    schema.description = text
    return schema
  }

  /// The same, or another one that an option or an argument asks for.
  func or(_ option: String, _ other: JSONSchema) -> JSONSchema {
    .any(of: (anyOf ?? [self]) + [other.described("With \(option)")])
  }
}
