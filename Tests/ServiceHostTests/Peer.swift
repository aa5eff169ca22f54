import Contracts
import RPC
import RPCContract
import RPCInProcessTransport
import Storage
import Synchronization
import Values

@testable import ServiceHost

/// Another service: each reading of its feed is answered by the next line of a script.
final class Peer: Sendable {
  enum Answer: Sendable {
    /// The call fails.
    case fails
    /// These events, and the end.
    case items([ReadFeed.Item])
    /// These events, and no end.
    case stays([ReadFeed.Item])
  }

  private let script: Mutex<[Answer]>
  private let position: String
  private let seen = Mutex<[ReadFeed]>([])

  init(_ script: [Answer], position: String = "e-0") {
    self.script = Mutex(script)
    self.position = position
  }

  /// What was asked for, in order.
  var asked: [ReadFeed] { seen.withLock { $0 } }

  var client: Client {
    var router = Router()
    let position = position
    router.handle(CheckHealth.self) { _, _ in
      CheckHealth.Reply(
        status: "SERVING", service: "peer", version: "0", uptimeSeconds: 1, position: position,
        projections: [:])
    }
    router.handle(stream: ReadFeed.self) { [self] request, _, writer in
      seen.withLock { $0.append(request) }
      let answer = script.withLock { $0.isEmpty ? .stays([]) : $0.removeFirst() }
      switch answer {
      case .fails: throw RPCError(.unavailable, "away")
      case .items(let items): for item in items { try await writer.write(item) }
      case .stays(let items):
        for item in items { try await writer.write(item) }
        // The stream stays open until its reader leaves, which cancels this pause.
        try await Task.sleep(for: .seconds(600))
      }
    }
    return Client(
      InProcessConnection(
        to: Server(router: router), as: Principal(name: "test", roles: [.service])
      ).client)
  }

  static func item(_ sequence: Int, epoch: String = "e", payload: String = "{}") -> ReadFeed.Item {
    .init(
      epoch: epoch, sequence: sequence, topic: "vigie.peer.v1.happened",
      recordedAt: Instant("2026-01-01T11:00:00Z"), payload: payload)
  }
}

/// Notes what it takes; what a test says is at fault.
final class Consumer: FeedConsumer {
  let source = "peer"
  private let fault: EventFault?
  private let noted = Mutex<[String]>([])

  init(fault: EventFault? = nil) { self.fault = fault }

  var notes: [String] { noted.withLock { $0 } }

  func apply(_ event: FollowedEvent, in transaction: WriteTransaction) throws {
    if let fault { throw fault }
    noted.withLock { $0.append(event.position.text) }
  }

  func clear(in transaction: WriteTransaction) throws { noted.withLock { $0.append("clear") } }
}

/// Counts pauses instead of waiting.
final class Pauses: Sendable {
  private let list = Mutex<[Duration]>([])
  private let onPause: @Sendable (Int) async throws -> Void

  init(onPause: @escaping @Sendable (Int) async throws -> Void = { _ in }) {
    self.onPause = onPause
  }

  var milliseconds: [Int64] {
    list.withLock {
      $0.map {
        $0.components.seconds * 1000 + $0.components.attoseconds / 1_000_000_000_000_000
      }
    }
  }

  @Sendable func pause(_ time: Duration) async throws {
    // As a sleep does.
    try Task.checkCancellation()
    let count = list.withLock {
      $0.append(time)
      return $0.count
    }
    try await onPause(count)
  }
}
