import Foundation
import TestSupport
import Testing

@Suite("Back up and restore", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct BackupTests {
  private let system: RunningSystem
  private var key: String { "\(system.home)/backup.key" }
  private var folder: String { "\(system.home)/backup" }

  init() throws {
    system = try RunningSystem()
    try system.load()
    let made = try system.vigie("keys", "make", key)
    try #require(made.code == 0, "\(made.errors)")
  }

  private func figures() throws -> [String: PrintedFigure] {
    let printed = try system.vigie(
      "evaluation", "indicators", "--year", "2025", "--from", "2023-01-01", "--format", "json")
    try #require(printed.code == 0, "\(printed.errors)")
    return try PrintedFigure.read(Data(printed.output.utf8))
  }

  private func numbers() throws -> [String: [Decimal]] {
    try figures().mapValues { [$0.numerator, $0.denominator] }
  }

  /// Stops services, deletes their stores, and restores the copies.
  private func restore(_ services: [String]) throws {
    for service in services { system.stop(service) }
    for service in services {
      for ending in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(
          atPath: "\(system.home)/data/\(service).sqlite\(ending)")
      }
      if service == "exchange" {
        // As on an empty host, the key file holds a newly made key.
        let rows = "\(system.home)/keys/exchange-rows.key"
        try FileManager.default.removeItem(atPath: rows)
        _ = try system.vigie("keys", "make", rows)
      }
      let done = try system.vigie("restore", service, folder, "--key-file", key)
      try #require(done.code == 0, "\(done.errors)")
    }
    for service in services { try system.start(service) }
    let status = try system.vigie("status", "--wait", "60")
    try #require(status.code == 0, "\(status.output)")
  }

  private struct Row: Decodable {
    let service: String
    let feedLag: Int?
    let lastError: [String: String]?
  }

  private func rows() throws -> [Row] {
    let told = try system.vigie("status", "--format", "json")
    return try JSONDecoder().decode([Row].self, from: Data(told.output.utf8))
  }

  @Test("a copy of all, made while they run, gives the same figures on empty hosts")
  func whole() throws {
    let before = try numbers()
    let made = try system.vigie("backup", folder, "--key-file", key)
    try #require(made.code == 0, "\(made.errors)")
    // These facts are loaded after the copy was made, so the copy lacks them.
    try Data(
      "session_code;person_code;structure_code;audience;status;half_days_present\nT01;P02;S01;employee;present;4\n"
        .utf8
    ).write(to: URL(fileURLWithPath: "\(system.home)/attendance.csv"))
    let later = try system.vigie("import", "\(system.home)/attendance.csv", "--fictitious")
    try #require(later.code == 0, "\(later.errors)")
    #expect(try numbers() != before)

    try restore(RunningSystem.services)

    // The key that was there before is kept under another name.
    let keys = try FileManager.default.contentsOfDirectory(atPath: "\(system.home)/keys")
    #expect(keys.contains("exchange-rows.key.before-restore"))
    // Every service that follows a feed reads the new feed by itself.
    while try rows().contains(where: { $0.feedLag != 0 }) {}
    #expect(try numbers() == before)
    // Loading the same facts again changes nothing: none was lost, and none is there twice.
    let again = try system.vigie("import", RunningSystem.golden, "--fictitious", "--format", "json")
    #expect(try PrintedImport.read(again.output).loaded == 0)
  }

  @Test("one service alone that was restored is told of, and the others read its feed anew")
  func alone() throws {
    let before = try numbers()
    try #require(try system.vigie("backup", folder, "--key-file", key).code == 0)

    try restore(["registry"])

    var told: [Row] = []
    repeat {
      told = try rows()
    } while told.contains { $0.feedLag != 0 || $0.service == "training" && $0.lastError == nil }
    let text = told.first { $0.service == "training" }?.lastError?["text"] ?? ""
    #expect(text.contains("registry was restored from a copy"))
    #expect(try numbers() == before)
  }

  @Test("another key, a changed byte, a store that is there: each refused with what to do")
  func refusals() throws {
    try #require(try system.vigie("backup", folder, "--key-file", key).code == 0)
    #expect(try system.vigie("backup", folder, "--key-file", key, "--verify").code == 0)
    // Nothing in the copy is readable, not even a name.
    let sealed = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/registry.copy"))
    #expect(
      sealed.range(of: Data("Fictif-P01".utf8)) == nil
        && sealed.range(of: Data("SQLite".utf8)) == nil)

    _ = try system.vigie("keys", "make", "\(system.home)/other.key")
    let other = try system.vigie(
      "backup", folder, "--key-file", "\(system.home)/other.key", "--verify")
    #expect(other.code == 1 && other.errors.contains("another key, or a damaged file"))
    let there = try system.vigie("restore", "registry", folder, "--key-file", key)
    #expect(there.code == 1 && there.errors.contains("stop the service and move that file away"))
    let again = try system.vigie("backup", folder, "--key-file", key)
    #expect(again.code == 1 && again.errors.contains("choose a new folder"))

    // A journal beside a missing store would be played into the restored copy.
    let host = "\(system.home)/host"
    _ = try system.vigie(
      "host", "init", "registry", "--at", "127.0.0.1", "--home", host, "--state", host)
    let journal = "\(host)/registry.sqlite-wal"
    try Data("x".utf8).write(to: URL(fileURLWithPath: journal))
    let onto = ["restore", "registry", folder, "--key-file", key, "--home", host]
    let stale = try RunningSystem.vigie(onto)
    #expect(stale.code == 1 && stale.errors.contains("\(journal) exists already"))
    try FileManager.default.removeItem(atPath: journal)
    #expect(try RunningSystem.vigie(onto).code == 0)

    var damaged = sealed
    damaged[sealed.count / 2] ^= 1
    for bytes in [damaged, sealed.prefix(sealed.count - 1000)] {
      try bytes.write(to: URL(fileURLWithPath: "\(folder)/registry.copy"))
      let refused = try system.vigie("backup", folder, "--key-file", key, "--verify")
      #expect(refused.code == 1 && refused.errors.contains("damaged file"), "\(refused.errors)")
    }
  }

  @Test("a service that is down is named, and the others are copied")
  func partly() throws {
    system.stop("senacs")
    let made = try system.vigie("backup", folder, "--key-file", key)
    #expect(made.code == 3 && made.errors.contains("senacs"))
    #expect(made.output.contains("registry") && made.output.contains("exchange"))
    #expect(try system.vigie("backup", folder, "--key-file", key, "--verify").code == 0)
  }
}
