import Foundation
import TestSupport
import Testing

/// The JSON Schemas of what commands print.
@Suite("Schemas of what commands print", .onWaitingThreads, .timeLimit(.minutes(5)))
struct CommandSchemaTests {
  /// The members of the program's help as JSON that are read here.
  private struct Tool: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable { let name: String }
      let names: [Name]?
      let allValues: [String]?

      var asksForJSON: Bool {
        (names ?? []).contains { $0.name == "format" } && (allValues ?? []).contains("json")
      }
    }
    struct Command: Decodable {
      let commandName: String
      let arguments: [Argument]?
      let subcommands: [Command]?

      /// The command lines of the commands in this one.
      func all(_ path: [String] = []) -> [(line: String, command: Command)] {
        (subcommands ?? []).flatMap { one -> [(line: String, command: Command)] in
          let path = path + [one.commandName]
          return [(path.joined(separator: " "), one)] + one.all(path)
        }
      }
    }
    let command: Command
  }

  /// Commands whose output is JSON without `--format json`.
  private static let others: Set = ["call", "feed aside", "senacs codebook"]

  /// What is asked beside the year's questions; each command with its `--format json`, where it has that option.
  private static let lists = [
    "access", "actions", "audit show", "describe registry", "diagnosis grades",
    "diagnosis handover S01 --as-of 2025-12-31", "diagnosis show S01", "diagnosis stale",
    "evaluation declared --year 2025", "evaluation indicators --year 2025", "evaluation measures",
    "evaluation meetings --year 2025 --declared", "evaluation retention", "evaluation sheet",
    "evaluation trajectory --from 2024 --to 2025", "evaluation turnover --year 2025",
    "explain I1 --year 2025", "explain I1 --year 2025 --structure S01",
    "explain I1 --year 2025 --cross reason", "explain I2a --year 2025",
    "fragile --as-of 2025-12-31 --contacts", "fragile --as-of 2025-12-31 --cross reason",
    "history structures S01", "people find p", "people merges", "publish --list",
    "publish I4 --year 2025", "registry approvals --ending-by 2027-12-31 --cross kind",
    "registry contributions --year 2025 --beside-senacs",
    "registry contributions --year 2025 --structure S01",
    "registry contributions --year 2025 --structure S01 --beside-senacs",
    "registry duplicates --contacts", "registry list", "registry list --cross commune",
    "registry partners", "registry sheets", "registry tools --near S01", "renewal S14",
    "report list", "senacs communes 2025", "senacs expected 2025",
    "senacs expected 2025 --cross reason", "senacs missing 2025",
    "senacs missing 2025 --cross kind,reason", "senacs participation 2025",
    "senacs participation 2025 --federated", "senacs participation 2025 --cross kind,ctcd",
    "senacs reminders 2025", "senacs trajectory", "senacs use 2025", "status", "territory series",
    "training attendance T01", "training catalogue --from 2023-01-01",
    "training needs --contacts", "training report", "training session T01",
    "training unreached --from 2025-01-01 --to 2025-12-31 --contacts",
  ]

  private func schemas(_ words: String...) throws -> [String: JSONValue] {
    let told = try RunningSystem.vigie(["describe", "--json-schemas"] + words)
    try #require(told.code == 0, "\(told.errors)")
    guard case .object(let schemas) = try JSONValue(json: told.output) else { return [:] }
    return schemas
  }

  @Test("every command that takes --format json has a schema, without a service or a configuration")
  func all() throws {
    let told = try RunningSystem.vigie(["--lang", "en", "--experimental-dump-help"])
    let tool = try JSONDecoder().decode(Tool.self, from: Data(told.output.utf8))
    let asking = tool.command.all().filter {
      ($0.command.arguments ?? []).contains(where: \.asksForJSON)
    }
    let schemas = try schemas()
    #expect(asking.count > 50)
    #expect(Set(schemas.keys) == Set(asking.map { $0.line }).union(Self.others))
    for (line, schema) in schemas {
      guard case .object(let keywords) = schema else {
        Issue.record("\(line): no object")
        continue
      }
      #expect(keywords["$schema"] == .text("https://json-schema.org/draft/2020-12/schema"))
      // A schema that anything fits would say nothing.
      #expect(keywords["type"] != nil || keywords["anyOf"] != nil, "\(line)")
    }
  }

  @Test("schemas are the same in both languages, and those of some commands can be asked for")
  func some() throws {
    #expect(try schemas("--lang", "fr") == schemas("--lang", "en"))
    #expect(try schemas("registry list").keys.sorted() == ["registry list"])
    #expect(try schemas("registry", "list") == schemas("registry list"))
    #expect(try schemas("people").keys.sorted() == ["people find", "people merges"])
    #expect(try RunningSystem.vigie(["describe", "--json-schemas", "backup"]).code == 64)
  }

  @Test("what commands print fits its schema")
  func printed() throws {
    let system = try RunningSystem()
    try system.load(RunningSystem.goldenYear)
    let frozen = try system.vigie("report", "freeze", "--year", "2025")
    try #require(frozen.code == 0, "\(frozen.errors)")
    let reports = try system.vigie("report", "list", "--format", "json").objects()
    let digest = try #require(reports.first?["digest"] as? String)
    let table = "code;budget\nS01;1234,5\n"
    try Data(table.utf8).write(to: URL(fileURLWithPath: "\(system.home)/table.csv"))
    let form = #"{"fields": [{"name": "code"}, {"name": "budget", "type": "number"}]}"#
    try Data(form.utf8).write(to: URL(fileURLWithPath: "\(system.home)/form.json"))
    let more = [
      "check \(system.home)/table.csv --schema \(system.home)/form.json",
      "report show \(digest)", "report show \(digest) --public", "report diff \(digest) \(digest)",
      "import \(RunningSystem.goldenYear)/structures.csv --fictitious --dry-run",
    ]
    let file = URL(fileURLWithPath: "\(RunningSystem.goldenYear)/expected-year.json")
    guard
      case .object(let expected) = try JSONValue(json: String(contentsOf: file, encoding: .utf8))
    else {
      Issue.record("no questions of the year")
      return
    }
    let schemas = try schemas()
    for line in expected.keys.sorted() + Self.lists + more {
      let told = try RunningSystem.vigie(
        line.split(separator: " ").map(String.init) + ["--format", "json"], home: system.home)
      let command = schemas.keys.first { line == $0 || line.hasPrefix($0 + " ") }
      guard told.code == 0, let schema = command.flatMap({ schemas[$0] }) else {
        Issue.record("\(line): \(told.errors)")
        continue
      }
      let faults = try JSONValue(json: told.output).faults(by: schema)
      #expect(faults.isEmpty, "\(line)")
    }
  }

  @Test("a document that does not fit a schema is told, with the place")
  func faults() throws {
    let schema = try JSONValue(
      json: """
        {"type": "array", "items": {
          "type": "object", "additionalProperties": false, "required": ["code", "day"],
          "properties": {
            "code": {"type": "string", "enum": ["S01", "S02"]}, "day": {"type": ["string", "null"], "format": "date"},
            "rows": {"type": "integer", "minimum": 0}, "rate": {"type": "number"},
            "either": {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^s"}]}}}}
        """)
    func faults(_ json: String) throws -> [String] { try JSONValue(json: json).faults(by: schema) }
    #expect(
      try faults(
        #"[{"code": "S01", "day": null, "rows": 2, "rate": 0.5, "either": "secret"}, {"code": "S02", "day": "2025-12-31", "either": 7}]"#
      ).isEmpty)
    #expect(try faults(#"{"code": "S01"}"#) == [": no array"])
    #expect(
      try faults(#"[{"code": "S03", "name": "x"}]"#) == [
        "[0].day: missing", "[0].code: “S03” is none of the values", "[0].name: not allowed",
      ])
    let wrong = try faults(
      #"[{"code": 1, "day": "31/12/2025", "rows": 0.5, "rate": true}, {"code": "S01", "day": null, "rows": -1, "either": "x"}]"#
    )
    #expect(
      wrong.map { String($0.prefix { $0 != ":" }) } == [
        "[0].code", "[0].day", "[0].rate", "[0].rows", "[1].either", "[1].rows",
      ])
  }
}
