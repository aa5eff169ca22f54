import Contracts
import Foundation
import RPC
import RPCContract
import TestSupport
import Testing
import Values

/// What the wire's page says of every service, for somebody who writes a client from that page alone.
@Suite("The wire's page and the services", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct WirePageTests {
  /// Returns the page's rows about the methods that every service has: method → the row's cells.
  private func rows() throws -> [String: [String]] {
    let page = try String(
      contentsOf: RunningSystem.root.appending(path: "Shared/RPC/README.md"), encoding: .utf8)
    let section = try #require(
      page.components(separatedBy: "## Methods that every service has\n").last)
    let lines = section.components(separatedBy: "\n").dropFirst(2).prefix { $0.hasPrefix("|") }
    var rows: [String: [String]] = [:]
    for line in lines {
      let cells = line.split(separator: "|").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      for name in cells[0].components(separatedBy: ", ") {
        rows[name.trimmingCharacters(in: ["`"])] = cells
      }
    }
    return rows
  }

  @Test(
    "it names the roles and the shape of each method that every service has, and its reply's members"
  )
  func methods() throws {
    let rows = try rows()
    let all: [any RPCMessage.Type] = [
      CheckHealth.self, WatchHealth.self, ReadStatus.self, ListMethods.self, ReadMetrics.self,
      ReadFeed.self, ReadPin.self, ListSetAside.self, RetrySetAside.self, CopyStore.self,
      ListAudit.self, VerifyAudit.self,
    ]
    #expect(Set(rows.keys) == Set(all.map { $0.method }))
    for type in all {
      let row = try #require(rows[type.method])
      let roles =
        type.roles == Role.all
        ? "all" : type.roles.map(\.rawValue).sorted().joined(separator: ", ")
      #expect(row[2] == roles, "\(type.method)")
      #expect(
        row[1] == (type is any RPCStreamRequest.Type ? "server-streaming" : "unary"),
        "\(type.method)")
    }
    func expect<Request: RPCRequest>(_ type: Request.Type) {
      for member in JSONSchema(of: Request.Reply.self, texts: [:]).properties ?? [:] {
        #expect(
          rows[Request.method]?[3].contains("\"\(member.key)\"") == true,
          "\(Request.method) \(member.key)")
      }
    }
    expect(CheckHealth.self)
    expect(ReadStatus.self)
    expect(ListMethods.self)
    expect(ReadMetrics.self)
    expect(ReadPin.self)
    expect(ListAudit.self)
    expect(VerifyAudit.self)
  }

  @Test(
    "an idempotency key is one caller's and one method's; the same request gets the same reply, also after a restart"
  )
  func idempotency() async throws {
    let system = try RunningSystem()
    try system.load()
    let one = try await Caller.join(system, as: "clerk-1", .operator)
    let other = try await Caller.join(system, as: "clerk-2", .operator)
    func rows(_ code: String) -> SubmitRows {
      SubmitRows(
        file: "people.csv",
        rows: [
          [
            "person_code": code, "family_name": "Une", "given_name": "Personne",
            "email": "u@example.org",
          ]
        ], fictitious: true, cause: "test")
    }

    let first = try await one.call("registry", rows("K1"), key: "k")
    #expect(first.counts.loaded == 1)
    // This is the reply of the first call; a call that was made anew would find the row unchanged.
    #expect(try await one.call("registry", rows("K1"), key: "k").counts.loaded == 1)
    #expect(try await other.call("registry", rows("K1"), key: "k").counts.unchanged == 1)
    #expect(
      await status { try await one.call("registry", rows("K2"), key: "k") }?.details?.reason
        == "IDEMPOTENCY_KEY_REUSED")
    #expect(try await one.call("training", RetryProbe.rows, key: "k").counts.refused == 1)

    // A refused call does not use up its key.
    let refused = await status {
      try await one.call(
        "registry", SubmitRows(file: "nobody.csv", rows: [], fictitious: true, cause: ""), key: "r")
    }
    #expect(refused?.details?.reason == "FILE_UNKNOWN")
    #expect(try await one.call("registry", rows("K3"), key: "r").counts.loaded == 1)

    system.stop("registry")
    try system.start("registry")
    #expect(try await one.call("registry", rows("K1"), key: "k").counts.loaded == 1)
    await one.close()
    await other.close()
  }
}

/// A request for another service's method under the same key; its row is refused.
private enum RetryProbe {
  static let rows = SubmitRows(
    file: "attendance.csv", rows: [["session_code": "NONE"]], fictitious: true, cause: "test")
}
