import Foundation
import RPC
import RPCContract
import ServiceKit
import TestSupport
import Testing

@Suite("Neighbours at a service", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
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
    // An upload that was begun before may go on.
    #expect(await begin(2, bytes: 1 << 30) == nil)

    // Uploads that nobody touched for a day make room for new ones.
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
