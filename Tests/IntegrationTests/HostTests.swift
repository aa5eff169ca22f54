import Foundation
import TestSupport
import Testing

/// Six folders stand for six hosts, which know of each other only what the printed lines say.
@Suite("A service on each host", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct HostTests {
  private let root = FileManager.default.temporaryDirectory
    .appending(path: "vigie-hosts-\(UUID().uuidString)").path

  private func vigie(_ host: String, _ words: String...) throws -> RunningSystem.Result {
    try RunningSystem.vigie(words, home: "\(root)/\(host)")
  }

  private func json(_ path: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(path)"))
    return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test("the lines that init prints are all that the others need")
  func joining() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let made = try vigie("registry", "host", "init", "registry", "--at", "10.0.0.1")
    #expect(made.code == 0, "\(made.errors)")
    let words = made.output.split(separator: " ").map(String.init)
    #expect(
      words.prefix(6) == ["vigie", "host", "join", "registry", "--at", "tcp://10.0.0.1:7101"])
    let key = try #require(words.last).trimmingCharacters(in: .newlines)
    // A second init changes nothing and prints the same line.
    #expect(
      try vigie("registry", "host", "init", "registry", "--at", "10.0.0.1").output == made.output)

    _ = try vigie("training", "host", "init", "training", "--at", "tcp://training.example:9000")
    _ = try vigie("operator", "host", "init", "operator")
    let option = key.replacing("'", with: "")
    for host in ["training", "operator"] {
      let joined = try vigie(
        host, "host", "join", "registry", "--at", "tcp://10.0.0.1:7101", option)
      #expect(joined.code == 0, "\(joined.errors)")
    }

    #expect(try json("registry/registry.json")["endpoint"] as? String == "tcp://0.0.0.0:7101")
    #expect(try json("training/training.json")["endpoint"] as? String == "tcp://0.0.0.0:9000")
    let peers = try #require(
      try json("training/training.json")["peers"] as? [String: [String: String]])
    #expect(peers["registry"]?["endpoint"] == "tcp://10.0.0.1:7101")
    #expect(peers["registry"]?["serverKey"] == String(option.dropFirst("--key=".count)))
    let services = try json("operator/vigie.json")["services"] as? [String: [String: String]]
    #expect(services?.keys.sorted() == ["registry"])
    #expect(try vigie("training", "keys", "list").output.contains("service"))
    // The exchange's second key is made at once as well, because the service may not be allowed to write there.
    _ = try vigie("exchange", "host", "init", "exchange", "--at", "10.0.0.5")
    // Secret keys stay where they were made.
    let files = try FileManager.default.subpathsOfDirectory(atPath: root)
    #expect(
      files.filter { $0.hasSuffix(".key") }.sorted() == [
        "exchange/exchange-rows.key", "exchange/exchange.key", "operator/operator.key",
        "registry/registry.key", "training/training.key",
      ])
  }

  @Test("what is wrong is said with what to do")
  func refusals() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let key = "--key=" + String(repeating: "a", count: 40)
    let cases: [([String], String)] = [
      (["init", "registry"], "--at: the service's address"),
      (["init", "elsewhere", "--at", "a"], "Services: registry, training"),
      (["init", "operator", "--at", "a"], "operator has no address"),
      (["init", "registry", "--at", "a:b:c"], "--at: the service's address"),
      (["join", "registry", "--at", "10.0.0.1", "--key=short"], "is no public key"),
      (["join", "registry", "--at", "10.0.0.1", key], "begin with vigie host init"),
    ]
    for (words, text) in cases {
      let refused = try RunningSystem.vigie(
        ["host"] + words + ["--lang", "en"], home: "\(root)/none")
      #expect(refused.code != 0 && refused.errors.contains(text), "\(words): \(refused.errors)")
    }
  }

  @Test(
    "each host says how it is: version, schema, lag, free disk, the first key that ends, its last error"
  )
  func status() throws {
    let system = try RunningSystem()
    try system.load()
    let key = try system.vigie("keys", "make", "\(system.home)/keys/late.key").output
    _ = try system.vigie(
      "keys", "allow", "--name", "late", "--role", "auditor", "--until", "2031-05-06", "--",
      key.trimmingCharacters(in: .newlines))

    struct Row: Decodable {
      let service, host, status, version, schema: String
      let latencyMilliseconds: Double
      let feedLag, waiting, freeBytes: Int
      let keyExpiry: [String: String]
    }
    var rows: [Row] = []
    repeat {
      let told = try system.vigie("status", "--format", "json")
      rows = try JSONDecoder().decode([Row].self, from: Data(told.output.utf8))
    } while rows.contains { $0.feedLag > 0 }
    #expect(rows.map(\.service) == RunningSystem.services)
    #expect(rows.allSatisfy { $0.host.hasPrefix("127.0.0.1:") && $0.status == "SERVING" })
    #expect(rows.last?.schema == "exchange-4" && rows.allSatisfy { $0.freeBytes > 0 })
    #expect(rows.allSatisfy { $0.keyExpiry == ["name": "late", "day": "2031-05-06"] })

    system.stop("training")
    let without = try system.vigie("status", "--format", "prometheus")
    #expect(without.code == 3)
    #expect(without.output.contains("vigie_up{service=\"training\"} 0.0"))
    #expect(without.output.contains("vigie_up{service=\"exchange\"} 1.0"))
    // 1935835200 is noon of 2031-05-06 in UTC.
    #expect(
      without.output.contains("vigie_key_expiry_time_seconds{service=\"senacs\"} 1935835200.0"))
  }
}
