/// An address that sockets bind or connect to: `tcp://`, `ipc://` or `inproc://`.
///
/// Debian's libzmq links further transports (PGM, NORM, TIPC…); none of them is taken here.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
  /// The text, such as `tcp://127.0.0.1:7101`.
  public let text: String

  /// Reads an address; nil for another scheme or an empty address.
  public init?(_ text: String) {
    let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty, ["tcp", "ipc", "inproc"].contains(parts[0]),
      !text.contains(where: \.isWhitespace)
    else { return nil }
    if parts[0] == "tcp" {
      guard let colon = parts[1].lastIndex(of: ":"), colon != parts[1].startIndex,
        case let port = parts[1][parts[1].index(after: colon)...],
        port == "*" || UInt16(port) != nil
      else { return nil }
    }
    self.text = text
  }

  /// The text.
  public var description: String { text }
}
