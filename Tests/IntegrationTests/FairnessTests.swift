import Foundation
import RPC
import RPCContract
import ServiceKit
import Synchronization
import TestSupport
import Testing

/// What a structure sends without end, and what an operator asks beside it.
private struct Street: Sendable, CustomTestStringConvertible {
  let service: String
  let flood: (method: String, request: String)
  let usual: (method: String, request: String)
  var testDescription: String { flood.method }
}

private final class Counter: Sendable {
  private let number = Atomic(0)
  var value: Int { number.load(ordering: .relaxed) }
  func count() { number.add(1, ordering: .relaxed) }
}

@Suite("Neighbours at a service", .serialized, .timeLimit(.minutes(5)))
struct FairnessTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func client(_ service: String, _ keyFile: String) throws -> ServiceClient {
    let configuration = try GatewayConfiguration.read("\(system.home)/vigie.json")
    return ServiceClient(
      to: try #require(configuration.services[service]), keys: try KeyFile.read(keyFile),
      codec: JSONCodec())
  }

  /// How many calls the flood has open at once.
  private static let open = 300

  fileprivate static let streets: [Street] = [
    Street(
      service: "senacs",
      flood: ("vigie.senacs.v1/GetFeedbackSheet", #"{"campaign":"2025","structure":"S01"}"#),
      usual: ("vigie.senacs.v1/GetParticipation", #"{"asOf":"2025-12-31","campaign":"2025"}"#)),
    Street(
      service: "senacs", flood: ("vigie.senacs.v1/GetCodebook", #"{"campaign":"2025"}"#),
      usual: ("vigie.senacs.v1/GetParticipation", #"{"asOf":"2025-12-31","campaign":"2025"}"#)),
  ]

  @Test(
    "an operator waits for its turn, not for the calls that a structure's flood has open",
    arguments: streets)
  private func flood(street: Street) async throws {
    try system.goOn(as: "structure", of: "S01")
    _ = try system.vigieOnceAllowed("status")
    try system.goOnAsOperator()
    let structure = try client(street.service, "\(system.home)/keys/other.key")
    let asking = try client(street.service, "\(system.home)/keys/operator.key")
    let options = CallOptions(timeout: .seconds(60), waitsForReady: true)
    @Sendable func ask() async throws {
      _ = try await asking.client.respond(
        method: street.usual.method, payload: Array(street.usual.request.utf8), options: options)
    }
    try await ask()

    let answered = Counter()
    let flood = Task {
      await withTaskGroup { group in
        for _ in 0..<Self.open {
          group.addTask {
            while !Task.isCancelled {
              _ = try? await structure.client.respond(
                method: street.flood.method, payload: Array(street.flood.request.utf8),
                options: options)
              answered.count()
            }
          }
        }
      }
    }
    // It floods once as many were answered as are open at once.
    while answered.value < Self.open { await Task.yield() }
    // In answers of the flood, not in time: that is as long on a busy machine.
    var waited: [Int] = []
    for _ in 0..<31 {
      let before = answered.value
      try await ask()
      waited.append(answered.value - before)
    }
    flood.cancel()
    await flood.value
    await structure.close()
    await asking.close()

    // Behind the flood's calls it would wait for all of them.
    let median = waited.sorted()[15]
    #expect(median <= Self.open / 2, "\(street.flood.method): \(waited)")
  }

  @Test("uploads that are begun and not committed are bounded by key, in number and in bytes")
  func uploads() async throws {
    let asking = try client("registry", "\(system.home)/keys/operator.key")
    func begin(_ number: Int, bytes: Int = 10) async -> Status? {
      let digest = String(format: "%064x", number)
      return await status {
        try await asking.client.respond(
          method: "vigie.files.v1/BeginImport",
          payload: Array(
            #"{"file":"people.csv","byteCount":\#(bytes),"sha256":"\#(digest)","fictitious":true}"#
              .utf8), options: CallOptions(waitsForReady: true))
      }
    }
    for number in 0..<4 { #expect(await begin(number, bytes: 1 << 30) == nil) }
    let tooMuch = await begin(4)
    #expect(tooMuch?.code == .resourceExhausted)
    #expect(tooMuch?.details?.reason == "UPLOADS_UNFINISHED")
    // What was begun goes on.
    #expect(await begin(2, bytes: 1 << 30) == nil)

    // Those that were left alone for a day make room.
    let folder = "\(system.home)/data/registry-uploads"
    func leaveAlone() throws {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSinceNow: -90_000)],
          ofItemAtPath: "\(folder)/\(name)")
      }
    }
    try leaveAlone()
    for number in 10..<42 { #expect(await begin(number) == nil) }
    #expect(await begin(42)?.details?.reason == "UPLOADS_UNFINISHED")
    await asking.close()
  }
}
