import DequeModule
import Locking
import RPCContract

/// A message as it travels.
struct Payload: Sendable, Hashable {
  var bytes: [UInt8]
  var isCompressed = false

  /// The message of a frame.
  init(_ frame: Frame) {
    bytes = frame.payload
    isCompressed = frame.flags.contains(.compressed)
  }

  /// The size, in bytes, from which a message is compressed without being asked for, if its reader takes compressed messages.
  static let worthCompressing = 4096

  /// Makes a message to be sent: compressed for true, plain for false; for nil it is compressed if it is long and that makes it shorter.
  init(_ bytes: [UInt8], compress: Bool?) {
    let isTried = compress ?? (bytes.count >= Self.worthCompressing)
    let short = isTried ? Deflate.compress(bytes) : bytes
    isCompressed = compress ?? (short.count < bytes.count)
    self.bytes = isCompressed ? short : bytes
  }

  /// Returns the message's bytes, inflated if they are compressed.
  ///
  /// - Throws: `RPCError` when the message cannot be inflated, or is too large.
  func inflated(limit: Int) throws -> [UInt8] {
    if isCompressed { return try Deflate.inflate(bytes, limit: limit) }
    guard bytes.count <= limit else { throw RPCError(.messageTooLarge(bytes.count, limit)) }
    return bytes
  }

  var flags: Frame.Flags { isCompressed ? [.hasMessage, .compressed] : .hasMessage }
}

/// The messages of a streaming call in both directions, under credit; client and server use it alike.
///
/// It is guarded by a lock and is not an actor, because frames arrive on the transport's thread and must not wait for a change of
/// thread. At most one task reads and one task writes at a time.
final class MessageStream: Sendable {
  typealias Reader = UnsafeContinuation<Payload?, any Error>
  typealias Writer = UnsafeContinuation<Void, any Error>

  private enum Inbound {
    case open
    case closed
    case failed(any Error)
  }

  private struct State: ~Copyable {
    var arrived = Deque<Payload>()
    var inbound = Inbound.open
    var reader: Reader?
    /// What the other side may still send.
    var granted: Credit
    /// What was read and is not yet granted again.
    var owed = Credit(messages: 0, bytes: 0)

    /// What this side may still send.
    var credit: Credit
    var outbound: (any Error)?
    var isHalfClosed = false
    var writer: Writer?
  }

  private let callID: UInt64
  private let window: Credit
  private let sink: any FrameSink
  private let state: Mutex<State>

  /// Makes the streams of a call.
  ///
  /// - Parameters:
  ///   - callID: the call.
  ///   - window: what the other side may send ahead of our reading.
  ///   - granted: what the other side has been granted so far.
  ///   - credit: what we may send.
  ///   - sink: where frames go.
  init(callID: UInt64, window: Credit, granted: Credit, credit: Credit, sink: any FrameSink) {
    self.callID = callID
    self.window = window
    self.sink = sink
    state = Mutex(State(granted: granted, credit: credit))
  }

  // MARK: What the transport tells

  /// Takes a message.
  ///
  /// - Returns: false when the other side sent more than it was granted, or after its half-close.
  func deliver(_ message: Payload) -> Bool {
    let (isAllowed, reader) = state.withLock { state -> (Bool, Reader?) in
      switch state.inbound {
      case .closed: return (false, nil)
      case .failed: return (true, nil)
      case .open: break
      }
      guard state.granted.messages > 0, state.granted.bytes > 0 else { return (false, nil) }
      state.granted.messages -= 1
      state.granted.bytes -= message.bytes.count
      guard let reader = state.reader else {
        state.arrived.append(message)
        return (true, nil)
      }
      state.reader = nil
      return (true, reader)
    }
    if let reader {
      grantAgain(message)
      reader.resume(returning: message)
    }
    return isAllowed
  }

  /// Notes the other side's half-close; the messages that came before it can still be read.
  func close() {
    let reader = state.withLock { state -> Reader? in
      guard case .open = state.inbound else { return nil }
      state.inbound = .closed
      defer { state.reader = nil }
      return state.reader
    }
    reader?.resume(returning: nil)
  }

  /// Adds credit that the other side grants.
  ///
  /// - Returns: false when the stream then has more credit than a stream may have.
  func add(_ credit: Credit) -> Bool {
    let (isAllowed, writer) = state.withLock { state -> (Bool, Writer?) in
      state.credit.messages += credit.messages
      state.credit.bytes += credit.bytes
      guard state.credit.isAllowed else { return (false, nil) }
      guard state.credit.messages > 0, state.credit.bytes > 0 else { return (true, nil) }
      defer { state.writer = nil }
      return (true, state.writer)
    }
    writer?.resume()
    return isAllowed
  }

  /// Ends the stream with its call, once: nothing is sent any more.
  ///
  /// - Parameters:
  ///   - error: what a writer is told.
  ///   - reading: what the reader is told; nil for the end of a stream that succeeded.
  ///   - drops: whether messages that came and were not read are thrown away.
  func end(_ error: any Error, reading: (any Error)?, drops: Bool) {
    let (reader, writer) = state.withLock { state -> (Reader?, Writer?) in
      state.outbound = error
      state.inbound = reading.map(Inbound.failed) ?? .closed
      if drops { state.arrived.removeAll() }
      defer { (state.reader, state.writer) = (nil, nil) }
      return (state.reader, state.writer)
    }
    if let reader {
      if let reading { reader.resume(throwing: reading) } else { reader.resume(returning: nil) }
    }
    writer?.resume(throwing: error)
  }

  // MARK: What the handler or the caller does

  /// Waits for the next message; nil after the other side's half-close.
  ///
  /// - Parameter cancelled: what to do when the task is cancelled; it must end the stream.
  /// - Returns: the message, nil when there will be none.
  /// - Throws: what the stream was ended with.
  func next(cancelled: @escaping @Sendable () -> Void) async throws -> Payload? {
    try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { (reader: Reader) in
        let now: Result<Payload?, any Error>? = state.withLock { state in
          if let message = state.arrived.popFirst() { return .success(message) }
          switch state.inbound {
          case .closed: return .success(nil)
          case .failed(let error): return .failure(error)
          case .open:
            precondition(state.reader == nil, "one task reads a call at a time")
            state.reader = reader
            return nil
          }
        }
        guard let now else { return }
        if case .success(let message?) = now { grantAgain(message) }
        reader.resume(with: now)
      }
    } onCancel: {
      cancelled()
    }
  }

  /// Sends a message as soon as there is credit for it.
  ///
  /// - Throws: what the stream was ended with; `CancellationError` when the task is cancelled.
  func write(_ message: Payload, before: () -> Void = {}) async throws {
    while true {
      let isSent = try state.withLock { state in
        if let error = state.outbound { throw error }
        guard !state.isHalfClosed else {
          throw RPCError(.internal, "a message was to be sent after the half-close")
        }
        guard state.credit.messages > 0, state.credit.bytes > 0 else { return false }
        state.credit.messages -= 1
        state.credit.bytes -= message.bytes.count
        before()
        sink.send(Frame(.message, flags: message.flags, callID: callID, payload: message.bytes))
        return true
      }
      if isSent { return }
      try await waitForCredit()
    }
  }

  /// Sends the half-close; a second call does nothing.
  func halfClose() {
    state.withLock { state in
      guard !state.isHalfClosed, state.outbound == nil else { return }
      state.isHalfClosed = true
      sink.send(Frame(.message, flags: .halfClose, callID: callID))
    }
  }

  private func waitForCredit() async throws {
    try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { (writer: Writer) in
        let now: Result<Void, any Error>? = state.withLock { state in
          if let error = state.outbound { return .failure(error) }
          if Task.isCancelled { return .failure(CancellationError()) }
          if state.credit.messages > 0, state.credit.bytes > 0 { return .success(()) }
          precondition(state.writer == nil, "one task writes a call at a time")
          state.writer = writer
          return nil
        }
        if let now { writer.resume(with: now) }
      }
    } onCancel: {
      let writer = state.withLock { state in
        defer { state.writer = nil }
        return state.writer
      }
      writer?.resume(throwing: CancellationError())
    }
  }

  /// Counts a message as read, and grants again when half the window is used up.
  private func grantAgain(_ message: Payload) {
    state.withLock { state in
      state.owed.messages += 1
      state.owed.bytes += message.bytes.count
      guard case .open = state.inbound, state.outbound == nil,
        state.owed.messages * 2 >= window.messages || state.owed.bytes * 2 >= window.bytes
      else { return }
      state.granted.messages += state.owed.messages
      state.granted.bytes += state.owed.bytes
      sink.send(.credit(callID: callID, state.owed))
      state.owed = Credit(messages: 0, bytes: 0)
    }
  }
}

/// Carries frames to the other side, in order. It takes a frame without waiting, and does not call back from within `send`.
public protocol FrameSink: Sendable {
  /// Takes a frame.
  func send(_ frame: Frame)
}
