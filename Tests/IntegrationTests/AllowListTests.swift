import Contracts
import Foundation
import RPC
import RPCContract
import ServiceKit
import Synchronization
import TestSupport
import Testing
import ZeroMQ

@Suite("The list of keys", .onWaitingThreads, .timeLimit(.minutes(5)))
struct AllowListTests {
  /// A folder with an allow-list; both are removed with the test.
  private final class Home: Sendable {
    let path = FileManager.default.temporaryDirectory.appending(
      path: "vigie-keys-\(UUID().uuidString)"
    ).path
    var list: String { "\(path)/allow-list.json" }

    init(_ entries: [AllowedKey] = []) throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try AllowListFile.write(entries, to: list)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func keys(_ words: String...) throws -> RunningSystem.Result {
      try RunningSystem.vigie(["keys", words[0], "--lang", "en"] + words.dropFirst(), home: path)
    }

    func write(_ text: String) throws {
      try PrivateFile.write(Data(text.utf8), to: list)
    }
  }

  private static func key() throws -> String { try CurveKeyPair.generate().publicKey.text }

  /// Waits until the list has looked at its file again, which it does at least every 200 ms.
  private func wait(_ isThere: () -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(30)
    while !isThere(), ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(10)) }
    try #require(isThere())
  }

  @Test("a key that was allowed just now is known at once, not with the next look at the file")
  func atOnce() async throws {
    let home = try Home()
    let key = try Self.key()
    let list = try AllowList(path: home.list)
    #expect(list.principal(forKey: key) == nil)
    try AllowListFile.write(
      [AllowedKey(key: key, name: "one", roles: [.partner])], to: home.list)
    // For an unknown key the list looks at its file again after 10 ms; otherwise it looks every 200 ms.
    try await Task.sleep(for: .milliseconds(12))
    #expect(list.principal(forKey: key)?.name == "one")
  }

  /// Wrong lists, each with the words that tell its fault; KEY stands for a good key.
  private static let wrong = [
    ("[", "not the JSON list"), ("{}", "not the JSON list"), ("[1]", "not the JSON list"),
    (#"[{"key": "short", "name": "n", "roles": []}]"#, "no public key"),
    (#"[{"key": "KEY", "roles": ["partner"]}]"#, "key, name and roles are needed"),
    (#"[{"key": "KEY", "name": "n", "roles": "partner"}]"#, "key, name and roles are needed"),
    (#"[{"key": "KEY", "name": "n", "roles": ["partners"]}]"#, "“partners” is no role"),
    (#"[{"key": "KEY", "name": "person:P1", "roles": []}]"#, "is a person's, not a key's"),
    // A misspelt cut would be no cut at all.
    (
      #"[{"key": "KEY", "name": "n", "roles": ["partner"], "territory": ["69M"]}]"#,
      "“territory” is no known member"
    ),
    (
      #"[{"key": "KEY", "name": "n", "roles": [], "validTo": "tomorrow"}]"#,
      "validTo is YYYY-MM-DD"
    ),
    (
      #"[{"key": "KEY", "name": "n", "roles": []}, {"key": "KEY", "name": "m", "roles": []}]"#,
      "key number 2: the key KEY is in the list already"
    ),
  ]

  @Test("a list that is not as it should be leaves the last good one in force, which is told once")
  func lastGood() async throws {
    let key = try Self.key()
    let home = try Home([AllowedKey(key: key, name: "one", roles: [.partner])])
    let told = Mutex<[String?]>([])
    let list = try AllowList(path: home.list) { problem in
      told.withLock { $0.append(problem?.english) }
    }
    for (text, reason) in Self.wrong {
      let reason = reason.replacing("KEY", with: key)
      try home.write(text.replacing("KEY", with: key))
      try await wait { list.inForce.problem?.english.contains(reason) == true }
      #expect(list.principal(forKey: key)?.name == "one", "\(text)")
      #expect(throws: ConfigurationProblem.self) { try AllowList(path: home.list) }
      for words in [["list"], ["revoke", "one"]] {
        let result = try RunningSystem.vigie(
          ["keys"] + words + ["--lang", "en"], home: home.path)
        #expect(result.code == 1 && result.errors.contains(reason), "\(words) \(result.errors)")
      }
      let other = try Self.key()
      let allowed = try home.keys("allow", "--name", "two", "--role", "partner", "--", other)
      #expect(allowed.code == 1 && allowed.errors.contains(reason), "\(allowed.errors)")
      // The file is left as it is, to be mended by hand.
      #expect(
        try String(contentsOfFile: home.list, encoding: .utf8)
          == text.replacing("KEY", with: key))
    }
    try AllowListFile.write([], to: home.list)
    try await wait { list.inForce.problem == nil }
    #expect(list.principal(forKey: key) == nil)
    let all = told.withLock { $0 }
    #expect(all.count == Self.wrong.count + 1 && all.last == .some(nil))
  }

  @Test("a list that others may write is refused; once they may not it is in force")
  func rights() async throws {
    let (key, other) = (try Self.key(), try Self.key())
    let home = try Home([AllowedKey(key: key, name: "one", roles: [.partner])])
    let list = try AllowList(path: home.list)
    for rights in [0o620, 0o602, 0o666] {
      try AllowListFile.write(
        [AllowedKey(key: other, name: "two", roles: [.operator])], to: home.list)
      try FileManager.default.setAttributes([.posixPermissions: rights], ofItemAtPath: home.list)
      try await wait { list.inForce.problem?.english.contains("chmod go-w") == true }
      #expect(list.principal(forKey: key) != nil && list.principal(forKey: other) == nil)
      let shown = try home.keys("list")
      #expect(shown.code == 1 && shown.errors.contains("chmod go-w"), "\(shown.errors)")
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: home.list)
      try await wait { list.inForce.problem == nil }
      #expect(list.principal(forKey: key) == nil && list.principal(forKey: other) != nil)
      try AllowListFile.write(
        [AllowedKey(key: key, name: "one", roles: [.partner])], to: home.list)
      try await wait { list.principal(forKey: key) != nil }
    }
  }

  @Test("a list that version 0.2 wrote is read, with whatever territories it has")
  func before() throws {
    let home = try Home()
    let (one, two) = (try Self.key(), try Self.key())
    try home.write(
      """
      [ { "key" : "\(one)", "name" : "Fédération", "roles" : [ "federation", "auditor" ] },
        { "key" : "\(two)", "name" : "lyon", "roles" : [ "partner" ], "structure" : "S01",
          "territories" : [ "69123", "restricted", "Lyon" ], "validTo" : "2027-12-31" } ]
      """)
    let read = try AllowListFile.read(home.list)
    #expect(read.map(\.name) == ["Fédération", "lyon"] && read[1].structure == "S01")
  }

  @Test("of edits at the same time none is lost")
  func parallel() async throws {
    let home = try Home()
    let names = (1...12).map { "partner-\($0)" }
    let entries = try names.map { ($0, try Self.key()) }
    try await withThrowingTaskGroup(of: Int32.self) { group in
      for (name, key) in entries {
        group.addTask {
          try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
              continuation.resume(
                with: Result {
                  try home.keys("allow", "--name", name, "--role", "partner", "--", key).code
                })
            }
          }
        }
      }
      for try await code in group { #expect(code == 0) }
    }
    #expect(Set(try AllowListFile.read(home.list).map(\.name)) == Set(names))
    #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == ["allow-list.json"])
  }

  @Test("--territory takes a territory of the Rhône and nothing else, and cuts a partner alone")
  func territories() throws {
    let home = try Home()
    let key = try Self.key()
    for text in [
      "restricted", "all", "everybody", "principal:operator-1", "structure:S01", "69m", "690", "",
      "Lyon", "69M ", "692666", "38001", "69266\n", "٦٩266", "QN06901M",
    ] {
      let result = try home.keys(
        "allow", "--name", "p", "--role", "partner", "--territory", text, "--", key)
      #expect(result.code == 64 && result.errors.contains("is no territory"), "\(text)")
    }
    for roles in [
      ["operator"], ["federation"], ["partner", "operator"], ["partner", "structure"],
    ] {
      let result = try RunningSystem.vigie(
        ["keys", "allow", "--name", "p", "--territory", "69M", "--lang", "en"]
          + roles.flatMap { ["--role", $0] } + ["--", key], home: home.path)
      #expect(result.code == 64, "\(roles)")
      #expect(result.errors.contains("--territory is for the role partner only"), "\(roles)")
    }
    #expect(try AllowListFile.read(home.list).isEmpty)
    let good = ["69", "69M", "69D", "69266", "69383"]
    let result = try RunningSystem.vigie(
      ["keys", "allow", "--name", "p", "--role", "partner"]
        + good.flatMap { ["--territory", $0] } + ["--", key], home: home.path)
    #expect(result.code == 0, "\(result.errors)")
    #expect(try AllowListFile.read(home.list).first?.territories == good)
  }

  @Test("--structure goes with the role that it cuts, and a name has one cut")
  func structures() throws {
    let home = try Home()
    let (one, two) = (try Self.key(), try Self.key())
    for roles in [["partner"], ["federation"], ["operator"], ["structure", "operator"]] {
      let result = try RunningSystem.vigie(
        ["keys", "allow", "--name", "s", "--structure", "S01", "--lang", "en"]
          + roles.flatMap { ["--role", $0] } + ["--", one], home: home.path)
      #expect(result.code == 64 && result.errors.contains("--structure is for"), "\(roles)")
    }
    func allow(_ key: String, _ words: String...) throws -> RunningSystem.Result {
      try RunningSystem.vigie(
        ["keys", "allow", "--lang", "en"] + words + ["--", key], home: home.path)
    }
    #expect(try allow(one, "--name", "s", "--role", "structure", "--structure", "S01").code == 0)
    let other = try allow(two, "--name", "s", "--role", "structure", "--structure", "S02")
    #expect(other.code == 64 && other.errors.contains("other roles or limits"), "\(other.errors)")
    // A second key with the same cut is a change of keys. A key that is allowed again may get another cut.
    #expect(try allow(two, "--name", "s", "--role", "structure", "--structure", "S01").code == 0)
    #expect(try allow(one, "--name", "p", "--role", "partner", "--territory", "69M").code == 0)
    let wider = try allow(two, "--name", "p", "--role", "partner")
    #expect(wider.code == 64 && wider.errors.contains("other roles or limits"), "\(wider.errors)")
    for name in ["", "a\u{202E}b", "a\nb", String(repeating: "n", count: 101)] {
      let result = try allow(two, "--name", name, "--role", "partner")
      #expect(result.code == 64 && result.errors.contains("--name"), "\(name)")
    }
  }

  @Test("a service tells of a list that it refuses, and whom it let in before stays in")
  func told() async throws {
    let system = try RunningSystem()
    let path = "\(system.home)/allow-list.json"
    let good = try Data(contentsOf: URL(fileURLWithPath: path))
    try PrivateFile.write(good.dropLast(10), to: path)
    var status = try system.vigie("status", "--lang", "en")
    let end = ContinuousClock.now + .seconds(30)
    while !status.output.contains("allow-list"), ContinuousClock.now < end {
      status = try system.vigie("status", "--lang", "en")
    }
    #expect(status.code == 0, "\(status.errors)")
    for service in RunningSystem.services {
      #expect(
        status.output.contains(
          "\(service): allow-list refused; the last good one stays in force. "),
        "\(status.output)")
      // The status also shows the fault as the service's last error.
      let logged = status.output.split(separator: "\n").contains {
        $0.hasPrefix("\(service): last error, 2") && $0.contains(" The allow-list ")
          && $0.contains(" is refused")
      }
      #expect(logged, "\(status.output)")
    }
    let json = try system.vigie("status", "--format", "json")
    #expect(json.output.contains("\"allowListProblem\":\"The allow-list "))
    try PrivateFile.write(good, to: path)
    var mended = json.output
    while mended.contains("allowListProblem"), ContinuousClock.now < end {
      mended = try system.vigie("status", "--format", "json").output
    }
    #expect(!mended.contains("allowListProblem"))
  }
}
