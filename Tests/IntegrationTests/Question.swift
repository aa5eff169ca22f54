import Foundation
import Testing

/// A question or a job of the year: a line of `Tests/Questions/questions.json`.
struct Question {
  typealias Object = [String: Any]

  /// A command, and what it must tell.
  struct Step {
    let command: String
    /// A role, and where it is cut the structure or the territory, such as `structure S02`; nil for the operator.
    let role: String?
    let expected: Expected

    init(_ object: Object) throws {
      command = try #require(object["command"] as? String)
      role = object["as"] as? String
      expected = Expected(object["expect"] as? Object ?? [:])
    }
  }

  static let folder = RunningSystem.root.appending(path: "Tests/Questions").path

  let number: Int
  /// `year`: the golden network of the year; `sample`: the sample network with its answers.
  let network: String
  /// Whether it changes something.
  let isJob: Bool
  /// What must be done first.
  let before: [String]
  let steps: [Step]

  init(_ object: Object) throws {
    number = try #require(object["number"] as? Int)
    network = try #require(object["network"] as? String)
    isJob = object["job"] as? Bool ?? false
    before = object["before"] as? [String] ?? []
    let later = object["then"] as? [Object] ?? []
    steps = try [Step(object)] + later.map { try Step($0) }
    for member in ["who", "question", "because"] {
      let text = object[member] as? String ?? ""
      #expect(!text.isEmpty, "\(number) has no \(member)")
    }
  }

  /// The whole table.
  static func all() throws -> [Question] {
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/questions.json"))
    let lines = try #require(try JSONSerialization.jsonObject(with: data) as? [Object])
    return try lines.map { try Question($0) }
  }
}

/// What a command must tell. A member's name may be a path, such as `reminder.code`.
struct Expected {
  /// The exit code.
  let code: Int32
  /// What standard output has, and what it has not.
  let texts, otherTexts: [String]
  /// Where the list of objects stands in the JSON; empty for the JSON itself.
  let place: String
  /// All objects of the list, each with these members; nil where only some are told.
  let rows: [Question.Object]?
  /// Objects that are in the list, and that are not.
  let some, none: [Question.Object]
  /// How many objects the list has; nil where it is not told.
  let count: Int?
  /// Members of the JSON.
  let values: Question.Object
  /// Path → how many files it has, or 1 for a file.
  let files: [String: Int]
  /// Whether it comes about after a while.
  let comesLater: Bool

  init(_ object: Question.Object) {
    code = Int32(object["code"] as? Int ?? 0)
    texts = object["text"] as? [String] ?? []
    otherTexts = object["notText"] as? [String] ?? []
    place = object["at"] as? String ?? ""
    rows = object["rows"] as? [Question.Object]
    some = object["some"] as? [Question.Object] ?? []
    none = object["none"] as? [Question.Object] ?? []
    count = object["count"] as? Int ?? rows?.count
    values = object["values"] as? Question.Object ?? [:]
    files = (object["files"] as? Question.Object ?? [:]).compactMapValues { $0 as? Int }
    comesLater = object["retry"] as? Bool ?? false
  }

  private var isOfJSON: Bool {
    count != nil || !some.isEmpty || !none.isEmpty || !values.isEmpty
  }

  /// Returns what is wrong with a command's result; `path` completes the paths of files.
  func faults(_ result: RunningSystem.Result, path: (String) -> String) throws -> [String] {
    guard result.code == code else {
      return ["code \(result.code): \(result.errors) \(result.output.prefix(500))"]
    }
    var faults = texts.filter { !result.output.contains($0) }.map {
      "lacks “\($0)”: \(result.output.prefix(500))"
    }
    faults += otherTexts.filter { result.output.contains($0) }.map { "has “\($0)”" }
    for (file, right) in files {
      let number = Self.count(path(file))
      if number != right { faults.append("\(file): \(number) files, not \(right)") }
    }
    guard isOfJSON else { return faults }
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    for (member, right) in values {
      let found = try Self.text(Self.value(member, in: json))
      let wanted = try Self.text(right)
      if found != wanted { faults.append("\(member) is \(found)") }
    }
    guard count != nil || !some.isEmpty || !none.isEmpty else { return faults }
    guard let list = Self.value(place, in: json) as? [Any] else {
      return faults + ["no list at “\(place)”"]
    }
    if let count, list.count != count { faults.append("\(list.count) objects, not \(count)") }
    for row in (rows ?? []) + some {
      let isThere = try list.contains { try Self.fits($0, row) }
      if !isThere { faults.append("lacks \(try Self.text(row))") }
    }
    for row in none {
      let isThere = try list.contains { try Self.fits($0, row) }
      if isThere { faults.append("has \(try Self.text(row))") }
    }
    return faults
  }

  private static func fits(_ object: Any, _ members: Question.Object) throws -> Bool {
    try members.allSatisfy { try text(value($0.key, in: object)) == text($0.value) }
  }

  /// Returns what stands at a path of members and places; nil where nothing does.
  private static func value(_ path: String, in json: Any) -> Any? {
    var value: Any? = json
    for part in path.split(separator: ".").map(String.init) {
      if let list = value as? [Any], let place = Int(part) {
        value = list.indices.contains(place) ? list[place] : nil
      } else {
        value = (value as? Question.Object)?[part]
      }
    }
    return value
  }

  /// A value as text, so that values of any type compare; an absent one is null.
  private static func text(_ value: Any?) throws -> String {
    let data = try JSONSerialization.data(
      withJSONObject: [value ?? NSNull()], options: .sortedKeys)
    return String(decoding: data, as: UTF8.self)
  }

  private static func count(_ path: String) -> Int {
    if let names = try? FileManager.default.contentsOfDirectory(atPath: path) {
      return names.count
    }
    return FileManager.default.fileExists(atPath: path) ? 1 : 0
  }
}
