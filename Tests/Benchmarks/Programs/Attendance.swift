import ArgumentParser
import Contracts
import Foundation
import GRDB
import RPC
import ServiceKit
import Values
import ZeroMQ

/// Records attendance in a running training service; each call passes key, gate, idempotency, history, outbox and fsync.
struct AttendanceClient: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "attendance")

  @Option(help: "The home that has vigie.json.") var home: String
  @Option(help: "The folder of the facts that were loaded.") var facts: String
  @Option(help: "The training service's process.") var process: Int32
  @Option(help: "How many calls at once.") var inFlight = 64
  @Option(help: "How many calls.") var calls = 6400

  func run() async throws {
    let configuration = try GatewayConfiguration.read("\(home)/vigie.json")
    guard let address = configuration.services["training"] else {
      throw ValidationError("vigie.json names no training service")
    }
    let service = ServiceClient(to: address, keys: try KeyFile.read(configuration.keyFile))
    let (people, sessions) = (try codes("people.csv"), try codes("sessions.csv"))
    let run = UUID().uuidString
    let stretch = try await measure(
      calls: calls, inFlight: inFlight, server: process, on: Reactor.shared.taskExecutor
    ) { number in
      var options = CallOptions(timeout: .seconds(60), waitsForReady: true)
      options.metadata.set("\(run)-\(number)", for: MetadataName.idempotencyKey)
      // Each call records a new pair. A later run corrects the same pairs if its status differs, which chance decides.
      let reply = try await service.client.call(
        RecordAttendance(
          sessionCode: sessions[number / people.count % sessions.count],
          personCode: people[number % people.count], structureCode: nil, audience: .employee,
          status: run.hash % 2 == 0 ? .absent : .waiting, halfDaysPresent: nil), options: options)
      precondition(!reply.change.isEmpty)
    }
    stretch.report("record-attendance", payload: "call", inFlight: inFlight)
    await service.close()
  }

  private func codes(_ file: String) throws -> [String] {
    let text = try String(contentsOfFile: "\(facts)/\(file)", encoding: .utf8)
    let rows = text.split(whereSeparator: \.isNewline).dropFirst()
    return rows.compactMap { $0.split(separator: ";").first.map(String.init) }
  }
}

/// Measures how many rows a second SQLite makes durable on this disk when `group` rows are committed together: WAL,
/// `synchronous=FULL`, one small row after the other and nothing else. No service that commits can do better.
struct DiskBound: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "disk")

  @Option(help: "The folder to write in; it is left as it was.") var folder: String
  @Option(help: "Rows of a commit.") var group = 64
  @Option(help: "Seconds.") var seconds = 3.0

  func run() throws {
    let path = "\(folder)/bound-\(UUID().uuidString).sqlite"
    defer {
      for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    }
    let pool = try DatabasePool(path: path)
    let start = ContinuousClock.now
    var commits = 0
    try pool.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA synchronous = FULL")
      try database.execute(sql: "CREATE TABLE bound (number INTEGER PRIMARY KEY, cell TEXT)")
      let insert = try database.makeStatement(sql: "INSERT INTO bound (cell) VALUES (?)")
      let cell = String(repeating: "x", count: 200)
      while (ContinuousClock.now - start) / .seconds(1) < seconds {
        try database.inTransaction {
          for _ in 0..<group { try insert.execute(arguments: [cell]) }
          return .commit
        }
        commits += 1
      }
    }
    let took = (ContinuousClock.now - start) / .seconds(1)
    print(
      "RESULT name=disk group=\(group) commits=\(Int(Double(commits) / took))/s "
        + "thr=\(Int(Double(commits * group) / took))/s")
  }
}
