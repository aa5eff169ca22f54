import RPCContract

/// The items of a server-streaming call, read by one task, at the reader's pace.
public struct ResponseStream<Item: Sendable>: AsyncSequence, Sendable {
  let channel: Channel
  let plan: Channel.Plan
  let request: [UInt8]
  /// Returns the item that a message of the server is.
  let read: @Sendable ([UInt8]) throws -> Item

  /// Reads one item after the other. When the iterator is released, an unfinished call is cancelled.
  public final class Iterator: AsyncIteratorProtocol {
    private let source: ResponseStream
    private var call: ClientCall?

    init(_ source: ResponseStream) { self.source = source }

    deinit { call?.abandon() }

    /// The initial metadata; empty before the first item.
    public var initial: Metadata { call?.initial ?? [:] }
    /// The trailing metadata; empty before the end.
    public var trailing: Metadata { call?.trailing ?? [:] }

    /// Whether the last item came compressed.
    public var wasCompressed: Bool { call?.wasCompressed ?? false }

    /// Waits for the next item; nil at the end of a stream that succeeded.
    ///
    /// - Throws: `RPCError` with the status of the call.
    public func next() async throws -> Item? {
      let message: [UInt8]?
      if let call { message = try await call.next() } else { message = try await first() }
      return try message.map(source.read)
    }

    private func first() async throws -> [UInt8]? {
      try await source.channel.retrying(source.plan) {
        plan throws(AttemptFailure) -> [UInt8]? in
        // An attempt that cannot begin is judged by itself, not by the call of the attempt before.
        call = nil
        do {
          call = try source.channel.begin(plan, source.request, isUnary: false)
          return try await call?.next()
        } catch {
          throw AttemptFailure(error, call)
        }
      }
    }
  }

  /// Begins to read.
  public func makeAsyncIterator() -> Iterator { Iterator(self) }
}
