import Foundation
import Tabular
import Testing
import Values

@Suite("All types of a schema")
struct SchemaTypeTests {
  /// Returns those of the given cells that a field refuses.
  private func refused(_ field: String, _ cells: [String]) throws -> [String] {
    let schema = try JSONDecoder().decode(
      TableSchema.self, from: Data("{\"fields\": [{\"name\": \"x\", \(field)}]}".utf8))
    let text = "x\n" + cells.map { CSVWriter.record([$0]) }.joined()
    var table = try SchemaReader(schema, CSVReader(bytes: Array(text.utf8)), file: "t")
    var refused: [String] = []
    while try table.next({ finding, _ in refused.append(finding.value) }) != nil {}
    return refused
  }

  @Test("cells that are of a type are right, and others are told")
  func types() throws {
    for (field, right, wrong) in [
      (#""type": "geopoint""#, ["5.71, 45.19", "-180,90"], ["45.19", "200,10", "a,b"]),
      (
        #""type": "geopoint", "format": "array""#, ["[5.71,45.19]\n"],
        ["5.71,45.19", "[1]", "[5,\"b\"]"]
      ),
      (
        #""type": "geopoint", "format": "object""#, [#"{"lon": 5, "lat": 45}"#],
        [#"{"lon": 5}"#, "[5,45]"]
      ),
      (
        #""type": "geojson""#,
        [
          #"{"type": "Point", "coordinates": [5, 45]}"#,
          #"{"type": "Feature", "geometry": null, "properties": {}}"#,
        ], [#"{"type": "Point"}"#, #"{"type": "Circle", "coordinates": [5, 45]}"#, "[]", "x"]
      ),
      (
        #""type": "geojson", "format": "topojson""#, [#"{"type": "Topology"}"#],
        [#"{"type": "Point"}"#]
      ),
      (
        #""type": "array", "constraints": {"maxLength": 2}"#, ["[]", "[1, \"a\"]"],
        ["{}", "[1,2,3]", "1,2"]
      ),
      (#""type": "object""#, ["{}", #"{"a": [1]}"#], ["[]", "a"]),
      (#""type": "time""#, ["03:00:00", "23:59:59"], ["24:00:00", "3:00", "03:00:61"]),
      (#""type": "time", "format": "%H:%M""#, ["03:05", "3:05"], ["03:05:00", "25:00"]),
      (#""type": "time", "constraints": {"minimum": "08:00:00"}"#, ["08:00:00"], ["07:59:59"]),
      (
        #""type": "duration""#, ["P1Y2M", "PT1H30M", "P3W", "-P1D", "PT0.5S"],
        ["P", "1h", "PT", "P1H", "P1D2Y"]
      ),
      (
        #""type": "datetime""#, ["2025-03-01T00:00:00Z", "2025-03-01 12:00:00.5+02:00"],
        ["2025-03-01", "2025-03-01T25:00:00"]
      ),
      (
        #""type": "datetime", "format": "%d/%m/%Y %H:%M""#, ["01/03/2025 12:30"],
        ["2025-03-01T12:30:00"]
      ),
      (
        #""type": "datetime", "constraints": {"maximum": "2025-03-01T00:00:00Z"}"#,
        ["2025-03-01T00:30:00+01:00"], ["2025-03-01T00:00:01Z"]
      ),
      (
        #""type": "yearmonth", "constraints": {"minimum": "2024-02"}"#, ["2024-02", "2025-01"],
        ["2024-01", "2024-13"]
      ),
      (#""type": "year", "constraints": {"minimum": 2000}"#, ["2000"], ["1999", "20000"]),
      (#""type": "number", "bareNumber": false"#, ["95 %", "€12.5", "12"], ["%", "€"]),
      (#""type": "list", "itemType": "integer""#, ["1,2,3", "4"], ["1,b", "1,,2"]),
      (#""type": "string", "format": "binary""#, ["aGVsbG8="], ["a"]),
      (#""type": "any""#, ["x"], []),
    ] {
      let told = try refused(field, right + wrong)
      #expect(told == wrong, "\(field) \(told)")
    }
  }

  @Test("a pattern means what it means to Python and JavaScript")
  func patterns() throws {
    for (pattern, right, wrong) in [
      (#"^[\\w\\s\\-\\']+$"#, ["Hôpital Général", "CHU Saint-Étienne", "L'Haÿ"], ["a;b"]),
      (#"[a-z\\u00C0-\\u00FF]+"#, ["é", "aé"], ["É€"]),
      (#"\\u{1F600}|\\U0001F601|\\uD83D\\uDE02"#, ["😀", "😁", "😂"], ["u"]),
      (#"a{,2}b\\Z"#, ["b", "aab"], ["aaab"]),
      (#"\\bé\\w\\b"#, ["éa"], ["éab"]),
      (#"\\\\u00e9"#, ["\\u00e9"], ["é"]),
    ] {
      let field = "\"constraints\": {\"pattern\": \"\(pattern)\"}"
      #expect(try refused(field, right + wrong) == wrong, "\(pattern)")
    }
  }

  @Test("a foreign key within the file is checked, also against later rows; another one is told")
  func foreignKeys() throws {
    func schema(_ resource: String) -> String {
      """
      {"fields": [{"name": "id", "type": "integer"}, {"name": "next", "type": "integer"}],
       "foreignKeys": [{"fields": "next", "reference": {"resource": "\(resource)", "fields": "id"}}]}
      """
    }
    let text = "id;next\n1;02\n2;3\n3;4\n4;\n5;9\n"
    #expect(try PeopleFilesTests.read(text, schema("")).told == ["6 next FOREIGN_KEY 9"])
    #expect(
      try PeopleFilesTests.read(text, schema("villes")).told == [
        "1 next FOREIGN_KEY_UNCHECKED villes"
      ])
  }

  @Test("a cell with a type is written as its field reads it")
  func typedCells() throws {
    let fields = try JSONDecoder().decode(
      TableSchema.self,
      from: Data(
        """
        {"fields": [{"name": "d", "type": "date", "format": "%d/%m/%Y"}, {"name": "n", "type": "number", "decimalChar": ","},
         {"name": "f", "type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]}, {"name": "i", "type": "datetime"},
         {"name": "t", "type": "time", "format": "%Hh%M"}]}
        """.utf8)
    ).fields
    let day = try #require(CivilDate("2025-03-01"))
    #expect(fields[0].written(day, second: nil) == "01/03/2025")
    #expect(fields[0].written(day, second: 0) == "01/03/2025")
    #expect(fields[1].written(number: "12.5") == "12,5")
    #expect(fields[2].written(flag: true) == "oui" && fields[2].written(flag: false) == "non")
    #expect(fields[3].written(day, second: nil) == "2025-03-01T00:00:00")
    #expect(fields[4].written(time: 29_100) == "08h05")
  }
}
