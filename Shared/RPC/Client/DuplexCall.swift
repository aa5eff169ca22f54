public import RPCContract

/// A bidirectional call: requests are written and items read, each by one task, independently.
///
/// When it is released, an unfinished call is cancelled.
public final class DuplexCall<Request: RPCDuplexRequest>: Sendable {
  private let call: ClientCall
  private let codec: any PayloadCodec
  /// Sends requests.
  public let requests: RequestWriter<Request>

  init(call: ClientCall, codec: any PayloadCodec, compresses: Bool) {
    self.call = call
    self.codec = codec
    requests = RequestWriter(call: call, codec: codec, compresses: compresses)
  }

  deinit { call.abandon() }

  /// The initial metadata; empty before the first item.
  public var initial: Metadata { call.initial }
  /// The trailing metadata; empty before the end.
  public var trailing: Metadata { call.trailing }

  /// Waits for the next item; nil at the end of a call that succeeded.
  ///
  /// - Throws: `RPCError` with the status of the call.
  public func next() async throws -> Request.Item? {
    try await call.next().map { try codec.reply(Request.Item.self, $0) }
  }

  /// Gives the call up; reading it throws CANCELLED.
  public func cancel() { call.abandon() }
}
