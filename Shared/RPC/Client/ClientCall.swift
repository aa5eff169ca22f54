import Locking
import RPCContract

/// One attempt at a call as the client sees it: what came, who waits for it, and how it ended.
final class ClientCall: Sendable {
  private struct State: ~Copyable {
    var initial: Metadata = [:]
    var hasBegun = false
    var reply: Payload?
    var hasTooMany = false
    var outcome: (status: Status, trailing: Metadata)?
    var isUnseen = false
    var wasCompressed = false
    var waiter: UnsafeContinuation<Void, Never>?
  }

  let id: UInt64
  let method: String
  let waitsForReady: Bool
  /// The messages of a streaming call; nil for a unary one.
  let stream: MessageStream?
  private let messageBytes: Int
  /// The connection; it also holds this call, until the call ends.
  private let connection: ClientConnection
  private let state = Mutex(State())

  init(
    id: UInt64, method: String, waitsForReady: Bool, stream: MessageStream?, messageBytes: Int,
    connection: ClientConnection
  ) {
    self.id = id
    self.method = method
    self.waitsForReady = waitsForReady
    self.stream = stream
    self.messageBytes = messageBytes
    self.connection = connection
  }

  /// The trailing metadata; empty before the end.
  var trailing: Metadata { state.withLock { $0.outcome?.trailing ?? [:] } }

  /// The initial metadata; empty before it came.
  var initial: Metadata { state.withLock { $0.initial } }

  /// Whether the server began to answer; if so, a failure ends the whole call, and no further attempt is made.
  var hasBegun: Bool { state.withLock { $0.hasBegun } }

  /// Whether the call failed and no handler can have seen it.
  var isUnseen: Bool { state.withLock { $0.isUnseen } }

  /// Whether the last message that was read came compressed.
  var wasCompressed: Bool { state.withLock { $0.wasCompressed } }

  /// Whether the call has ended.
  var isOver: Bool { state.withLock { $0.outcome != nil } }

  func deliverInitial(_ metadata: Metadata) {
    state.withLock { state in
      state.initial = metadata
      state.hasBegun = true
    }
  }

  /// Takes a message.
  ///
  /// - Returns: false when the server sent more than was granted.
  func deliver(_ message: Payload) -> Bool {
    state.withLock { state in
      state.hasBegun = true
      guard stream == nil else { return }
      state.hasTooMany = state.reply != nil
      state.reply = message
    }
    return stream?.deliver(message) ?? true
  }

  /// Ends the call; only the first end counts.
  ///
  /// - Parameters:
  ///   - status: the outcome.
  ///   - trailing: the metadata that came with it.
  ///   - isUnseen: whether no handler can have seen the call.
  ///   - isLocal: whether this side ended it, and so reads no further.
  func finish(
    _ status: Status, _ trailing: Metadata = [:], isUnseen: Bool = false, isLocal: Bool = true
  ) {
    let (isFirst, waiter) = state.withLock {
      state -> (Bool, UnsafeContinuation<Void, Never>?) in
      guard state.outcome == nil else { return (false, nil) }
      state.outcome = (status, trailing)
      state.isUnseen = isUnseen
      defer { state.waiter = nil }
      return (true, state.waiter)
    }
    guard isFirst else { return }
    if let stream {
      if status.code == .ok {
        let over = RPCError(.cancelled, "the server ended the call and takes no more messages")
        stream.end(over, reading: nil, drops: false)
      } else {
        let error = RPCError(status, trailing: trailing.dictionary)
        stream.end(error, reading: error, drops: isLocal)
      }
    }
    waiter?.resume()
  }

  /// Waits for the end of a unary call.
  ///
  /// - Throws: `RPCError` when the call failed; CANCELLED when the task was cancelled.
  func reply() async throws -> [UInt8] {
    await withTaskCancellationHandler {
      await withUnsafeContinuation { waiter in
        let isOver = state.withLock { state in
          if state.outcome == nil { state.waiter = waiter }
          return state.outcome != nil
        }
        if isOver { waiter.resume() }
      }
    } onCancel: {
      connection.giveUp(self, Status(.cancelled, "the caller cancelled"))
    }
    let reply = try state.withLock { state in
      let (status, trailing) = state.outcome!
      guard status.code == .ok else { throw RPCError(status, trailing: trailing.dictionary) }
      guard let reply = state.reply, !state.hasTooMany else {
        throw RPCError(.internal, "\(method) ended without exactly one reply")
      }
      state.wasCompressed = reply.isCompressed
      return reply
    }
    return try reply.inflated(limit: messageBytes)
  }

  /// Waits for the next message of a stream; nil at the end of one that succeeded.
  ///
  /// - Throws: `RPCError` when the call failed; CANCELLED when the task was cancelled.
  func next() async throws -> [UInt8]? {
    let message = try await stream?.next { [self] in
      connection.giveUp(self, Status(.cancelled, "the caller cancelled"))
    }
    guard let message else { return nil }
    state.withLock { $0.wasCompressed = message.isCompressed }
    return try message.inflated(limit: messageBytes)
  }

  /// Gives the call up if it is still open.
  func abandon() {
    guard state.withLock({ $0.outcome == nil }) else { return }
    connection.giveUp(self, Status(.cancelled, "the caller cancelled"))
  }
}
