import Foundation
import Tabular
import Testing
import Values

/// A finding in the form in which frictionless reports it.
private struct Told: Hashable, CustomStringConvertible {
  let type: String
  let row: Int
  let field: String
  let cell: String

  var description: String { "\(type) row \(row) \(field) “\(cell)”" }
}

@Suite("A table checked by its schema")
struct SchemaTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Frictionless")

  private func schema(_ json: String) throws -> TableSchema {
    try JSONDecoder().decode(TableSchema.self, from: Data(json.utf8))
  }

  private func findings(
    _ schema: TableSchema, _ text: String, mapping: [String: String] = [:]
  ) throws -> [Finding] {
    try told(schema, text, mapping: mapping).map(\.finding)
  }

  private func told(
    _ schema: TableSchema, _ text: String, mapping: [String: String] = [:]
  ) throws -> [(finding: Finding, fault: CellFault?)] {
    let reader = CSVReader(keepsEmptyLines: true, bytes: Array(text.utf8))
    var table = try SchemaReader(schema, reader, file: "t.csv", mapping: mapping)
    var found = table.headerFindings.map { finding in
      (finding: finding, fault: CellFault.allCases.first { $0.code == finding.code })
    }
    while try table.next({ found.append(($0, $1)) }) != nil {}
    return found
  }

  private func brief(_ findings: [Finding]) -> [String] {
    findings.map { "\($0.row) \($0.column) \($0.code) \($0.value)" }
  }

  @Test("what is found in a file with every kind of error is what frictionless finds, cell by cell")
  func frictionless() throws {
    let schema = try JSONDecoder().decode(
      TableSchema.self, from: try Data(contentsOf: Self.folder.appending(path: "schema.json")))
    let text = try String(
      contentsOf: Self.folder.appending(path: "dirty.csv"), encoding: .utf8)
    let lines = try JSONSerialization.jsonObject(
      with: try Data(contentsOf: Self.folder.appending(path: "findings.json")))
    let right = try #require(lines as? [[Any]]).map { one in
      Told(
        type: one[0] as? String ?? "", row: one[1] as? Int ?? 0, field: one[2] as? String ?? "",
        cell: one[3] as? String ?? "")
    }
    let found = try told(schema, text).map {
      Told(
        type: $1?.frictionlessType ?? $0.code, row: $0.row, field: $0.column, cell: $0.value)
    }
    for (one, other) in zip(found, right) { #expect(one == other) }
    #expect(found.count == right.count)
  }

  @Test("one missing column is one finding, and the others are checked; columns stand in any order")
  func columns() throws {
    let schema = try schema(
      """
      {"fields": [{"name": "a", "constraints": {"required": true}}, {"name": "b", "type": "integer"},
                  {"name": "c", "type": "integer"}]}
      """)
    #expect(
      try brief(findings(schema, "c;a;d;;a\nx;;1;2;3\n4;y;1;2;3\n")) == [
        "1 d UNKNOWN_COLUMN ", "1  BLANK_COLUMN ", "1 a DUPLICATE_COLUMN a",
        "1 b MISSING_COLUMN ", "2 a MISSING_VALUE ", "2 c BAD_NUMBER x",
      ])
    #expect(
      try brief(findings(schema, "A;b;c\n;1;2\n", mapping: ["A": "a"])) == ["2 a MISSING_VALUE "])
    #expect(try brief(findings(schema, "")).first == "1  BLANK_HEADER ")
  }

  @Test("a key that comes again is told at its first column; empty lines are rows without a value")
  func keys() throws {
    let schema = try schema(
      #"{"fields": [{"name": "a"}, {"name": "b"}], "primaryKey": ["a", "b"]}"#)
    #expect(
      try brief(findings(schema, "a;b\n1;23\n12;3\n\n1;23\n")) == [
        "4  BLANK_ROW ", "5 a DUPLICATE_ROW 1",
      ])
  }

  @Test("numbers are compared as they are written, not as the nearest double")
  func exact() throws {
    let schema = try schema(
      """
      {"fields": [{"name": "n", "type": "number", "constraints": {"minimum": "-0.3", "maximum": "1e20"}}]}
      """)
    let right = ["0.1", "1e20", "100000000000000000000", "-0.30", "+5.", "1E-30", "0e0"]
    let wrong = [
      "100000000000000000000.1", "-0.300000000000000000000000001", "1.0000000001e20", "1e300",
      "99999999999999999999999999999999999999999",
    ]
    let none = ["", "1e", "e5", "1.2.3", "--1", "1 2", "NaN", "inf", "0x10", ".", "1e99999"]
    let text = (["n"] + right + wrong + none.dropFirst()).joined(separator: "\n")
    #expect(
      try findings(schema, text).map { "\($0.code) \($0.value)" }
        == wrong.map { "OUT_OF_RANGE \($0)" } + none.dropFirst().map { "BAD_NUMBER \($0)" }
    )
  }

  @Test("a schema that is not understood says which field and why")
  func refusals() throws {
    for (field, reason) in [
      (#"{"name": "x", "constraints": {"pattern": "["}}"#, "SCHEMA_PATTERN x ["),
      (#"{"name": "x", "type": "date", "format": "any"}"#, "SCHEMA_FORMAT x any"),
      (#"{"name": "x", "type": "integer", "constraints": {"minimum": "a"}}"#, "SCHEMA_NUMBER x a"),
      (#"{"name": "x", "type": "number", "decimalChar": "-"}"#, "SCHEMA_DECIMAL x"),
      (#"{"name": "x", "constraints": {"minimum": 1}}"#, "SCHEMA_BOUNDS x"),
    ] {
      let schema = try schema("{\"fields\": [\(field)]}")
      let failed = #expect(throws: TableSchemaError.self) { try findings(schema, "x\n") }
      #expect(failed?.description.contains(reason) == true, "\(failed?.description ?? "")")
    }
  }

  @Test("a text that the compiled pattern has no stack for is matched all the same")
  func deepPattern() throws {
    let schema = try schema(
      #"{"fields": [{"name": "x", "constraints": {"pattern": "([a-z]+ ?)*"}}]}"#)
    let text = "x\n" + String(repeating: "ab ", count: 4_000) + "\n"
    #expect(try findings(schema, text).isEmpty)
  }

  @Test("a pattern that takes for ever is given up, which is told as such")
  func patternBound() throws {
    let schema = try schema(
      #"{"fields": [{"name": "x", "constraints": {"pattern": "(a+)+[bc]"}}]}"#)
    let text = "x\n" + String(repeating: "a", count: 5_000) + "\n"
    #expect(try findings(schema, text).map(\.code) == ["PATTERN_TOO_COSTLY"])
  }
}
