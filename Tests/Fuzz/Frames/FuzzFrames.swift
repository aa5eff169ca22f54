import RPCContract

@testable import RPC

/// libFuzzer's entry point: takes the bytes as they would come from a socket.
///
/// A frame that was read must be written to the same bytes, and a header that was read must mean the same when it is written
/// and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let frame = try? FrameCoder.decode(bytes) else { return 0 }
  precondition(FrameCoder.encode(frame) == bytes, "a frame was read as another than it is")
  _ = frame.grantedCredit
  switch frame.kind {
  case .call:
    guard let header = try? CallHeader(json: frame.header) else { break }
    precondition((try? CallHeader(json: header.json)) == header, "a call's header changed")
    _ = header.metadata.fault
  case .headers:
    guard let header = try? HeadersHeader(json: frame.header) else { break }
    let again = try? HeadersHeader(json: header.json)
    precondition(again?.metadata == header.metadata, "initial metadata changed")
  case .end:
    guard let header = try? EndHeader(json: frame.header) else { break }
    let again = try? EndHeader(json: header.json)
    precondition(again?.status.code == header.status.code, "a status changed")
    precondition(again?.metadata == header.metadata, "trailing metadata changed")
  default: break
  }
  if frame.flags.contains(.compressed) { _ = try? Payload(frame).inflated(limit: 1 << 20) }
  return 0
}
