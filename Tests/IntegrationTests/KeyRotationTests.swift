import Contracts
import Foundation
import RPC
import RPCContract
import RPCZeroMQTransport
import ServiceKit
import Synchronization
import TestSupport
import Testing
import Values
import ZeroMQ

@Suite(
  "A service's key is changed while it serves", .onWaitingThreads, .serialized,
  .timeLimit(.minutes(5)))
struct KeyRotationTests {
  @Test("both keys are served, no call fails, and the old one ends; what was sealed stays readable")
  func rotation() async throws {
    let system = try RunningSystem()
    try system.load()
    let file = "\(system.home)/vigie.json"
    let old = try #require(try GatewayConfiguration.read(file).services["exchange"])
    let operatorKeys = try KeyFile.read("\(system.home)/keys/operator.key")
    func count(_ address: ServiceAddress) async -> Status? {
      let service = ServiceClient(to: address, keys: operatorKeys)
      let failed = await status {
        try await service.client.call(
          GetExchangeStatistics(), options: CallOptions(timeout: .seconds(5)))
      }
      await service.close()
      return failed
    }
    // While senacs is down the submitted rows stay sealed; they must be readable under the new key too.
    system.stop("senacs")
    let partner = try await Partner.join(system, as: "villeurbanne", territories: ["69266"])
    _ = try await partner.call(CreateSubscription(name: "out", types: ["vigie.exchange."]))
    _ = try await partner.submit(
      "submissions.csv",
      [
        [
          "campaign": "2024", "structure_code": "S06", "submission_code": "ROT-1",
          "received_at": "2024-06-01T10:00:00Z", "status": "validated", "base_items": "100",
          "base_items_answered": "80",
        ]
      ])
    // A caller goes on calling all the time, at the address that the configuration names at that moment.
    let calls = Mutex(0)
    let failures = Mutex<[Status]>([])
    let isOver = Mutex(false)
    let caller = Task {
      while !isOver.withLock({ $0 }) {
        guard let address = try GatewayConfiguration.read(file).services["exchange"] else { return }
        let failed = await count(address)
        calls.withLock { $0 += 1 }
        if let failed { failures.withLock { $0.append(failed) } }
      }
    }

    let begun = try system.vigie("keys", "rotate", "exchange", "--home", system.home)
    try #require(begun.code == 0, "\(begun.errors)")
    let new = try #require(try GatewayConfiguration.read(file).services["exchange"])
    #expect(new.serverKey != old.serverKey && new.endpoints != old.endpoints)
    while await count(new) != nil { await Task.yield() }
    #expect(await count(old) == nil)
    let twice = try system.vigie("keys", "rotate", "exchange", "--home", system.home)
    #expect(twice.code == 1 && twice.errors.contains("--finish"))

    let finished = try system.vigie("keys", "rotate", "exchange", "--finish", "--home", system.home)
    try #require(finished.code == 0, "\(finished.errors)")
    while await count(old) == nil { await Task.yield() }
    // The caller goes on until it has called under either key, however slow this machine is.
    while calls.withLock({ $0 }) < 2 { await Task.yield() }
    isOver.withLock { $0 = true }
    try await caller.value
    #expect(failures.withLock { $0 } == [])

    // After a restart the exchange serves under the new key, and calls the other services with it.
    system.stop("exchange")
    let revoked = try system.vigie("keys", "revoke", old.serverKey.text, "--home", system.home)
    #expect(revoked.code == 0, "\(revoked.errors)")
    try system.start("exchange")
    try system.start("senacs")
    let moved = try partner.moved(to: new, of: system)
    let (type, data) = try await moved.outcome("out")
    #expect(type == "vigie.exchange.v1.submission-accepted" && data.loaded == 1)
    await partner.close()
    await moved.close()
  }

  @Test("a key has so many connections with open calls and no more; idle ones make room")
  func connections() async throws {
    let system = try RunningSystem()
    let file = URL(fileURLWithPath: "\(system.home)/exchange.json")
    var options = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    options["connectionsPerKey"] = 2
    system.stop("exchange")
    try JSONSerialization.data(withJSONObject: options).write(to: file)
    try system.start("exchange")
    let address = try #require(
      try GatewayConfiguration.read("\(system.home)/vigie.json").services["exchange"])
    let keys = try KeyFile.read("\(system.home)/keys/operator.key")
    let services = (0..<3).map { _ in ServiceClient(to: address, keys: keys) }
    let call = CallOptions(timeout: .seconds(20), waitsForReady: true)

    // Connections without open calls make room for each other.
    for service in services {
      _ = try await service.client.call(GetExchangeStatistics(), options: call)
    }
    let first = try services[0].client.stream(WatchHealth(), options: call).makeAsyncIterator()
    let second = try services[1].client.stream(WatchHealth(), options: call).makeAsyncIterator()
    #expect(try await first.next() != nil)
    #expect(try await second.next() != nil)
    let third = await status {
      try await services[2].client.call(GetExchangeStatistics(), options: call)
    }
    #expect(third?.code == .resourceExhausted)
    #expect(third?.details?.reason == "TOO_MANY_CONNECTIONS")
    #expect((third?.details?.retryDelayMilliseconds ?? 0) > 0)
    for service in services { await service.close() }
    // The two streams must stay open until here.
    _ = try? await first.next()
    _ = try? await second.next()
  }

  @Test(
    "an address that is taken when it is configured is served once it is free; until then the old one stays"
  )
  func takenAddress() async throws {
    let system = try RunningSystem()
    try system.load()
    let old = try #require(
      try GatewayConfiguration.read("\(system.home)/vigie.json").services["exchange"])
    let taken = try SilentPort()
    let endpoint = "tcp://127.0.0.1:\(taken.port)"
    try system.configure("exchange") { $0["endpoint"] = endpoint }
    while try !system.vigie("status", "--format", "json").output.contains("is not served") {}
    taken.close()

    let service = ServiceClient(
      to: ServiceAddress(
        endpoints: [try #require(Endpoint(endpoint))], serverKey: old.serverKey),
      keys: try KeyFile.read("\(system.home)/keys/operator.key"))
    _ = try await service.client.call(
      GetExchangeStatistics(), options: CallOptions(timeout: .seconds(60), waitsForReady: true))
    await service.close()
  }
}
