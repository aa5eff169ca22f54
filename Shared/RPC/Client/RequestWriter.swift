import RPCContract

/// Sends the requests of a streaming call, at the server's pace.
public struct RequestWriter<Request: Encodable & Sendable>: Sendable {
  let call: ClientCall
  let codec: any PayloadCodec
  let compresses: Bool

  /// Sends a message as soon as the server has granted credit for it.
  ///
  /// - Parameters:
  ///   - message: the message.
  ///   - compressed: whether it is compressed; nil for what the call's options say.
  /// - Throws: `RPCError` when the call is over.
  public func write(_ message: Request, compressed: Bool? = nil) async throws {
    let payload = Payload(try codec.encode(message), compress: compressed ?? compresses)
    try await call.stream?.write(payload)
  }

  /// Tells the server that no more messages follow; a second call does nothing.
  public func finish() { call.stream?.halfClose() }
}
