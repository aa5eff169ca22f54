import CodebookRules
import Foundation
import Tabular
import Testing

@Suite("Two codebooks of a campaign, for whoever reads the answers")
struct ReadingChangesTests {
  private static let count = #"{"name": "n", "type": "integer", "constraints": {"minimum": 0}}"#
  private static let choice = #"{"name": "c", "constraints": {"enum": ["a", "b"]}}"#

  private func changes(from old: [String], to new: [String]) throws -> ReadingChanges {
    func schema(_ fields: [String]) throws -> TableSchema {
      let document = "{\"fields\": [\(fields.joined(separator: ", "))]}"
      return try JSONDecoder().decode(TableSchema.self, from: Data(document.utf8))
    }
    return ReadingChanges(from: try schema(old), to: try schema(new))
  }

  @Test("words, the order, and what is required or unique change nothing")
  func words() throws {
    let mended = [
      #"{"name": "c", "valueLabels": {"a": {"fr": "Un a"}}, "constraints": {"enum": ["b", "a"]}}"#,
      #"""
      {"name": "n", "type": "integer", "labels": {"fr": "Nombre"}, "help": {"fr": "en tout"}, "unit": {"fr": "€"},
       "section": "staff", "constraints": {"required": true, "unique": true, "minimum": "0"}}
      """#,
    ]
    #expect(try changes(from: [Self.count, Self.choice], to: mended).isEmpty)
  }

  @Test(
    "another type, bound, length, pattern or list of values is a change of its field",
    arguments: [
      #"{"name": "n", "type": "number", "constraints": {"minimum": 0}}"#,
      #"{"name": "n", "type": "integer", "constraints": {"minimum": 1}}"#,
      #"{"name": "n", "type": "integer", "constraints": {"minimum": 0, "maximum": 9}}"#,
      #"{"name": "n", "type": "integer"}"#,
      #"{"name": "n", "constraints": {"maxLength": 9}}"#,
      #"{"name": "n", "constraints": {"pattern": "[0-9]+"}}"#,
    ])
  func fields(other: String) throws {
    let found = try changes(from: [Self.count, Self.choice], to: [other, Self.choice])
    #expect(found.altered == ["n"] && found.added.isEmpty && found.removed.isEmpty)
    #expect(!found.isEmpty)
  }

  @Test("allowed values that come or go are a change of their field")
  func values() throws {
    for values in [#"["a"]"#, #"["a", "b", "c"]"#] {
      let other = #"{"name": "c", "constraints": {"enum": "# + values + "}}"
      #expect(try changes(from: [Self.choice], to: [other]).altered == ["c"])
    }
  }

  @Test("a field under another name is gone, and another one is new")
  func names() throws {
    let other = #"{"name": "m", "type": "integer", "constraints": {"minimum": 0}}"#
    let found = try changes(from: [Self.count, Self.choice], to: [Self.choice, other])
    #expect(found.removed == ["n"] && found.added == ["m"] && found.altered.isEmpty)
  }
}
