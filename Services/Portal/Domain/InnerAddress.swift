/// Where the portal may serve HTTP without TLS: on this host or in a private network, where a proxy stands before it.
public enum InnerAddress {
  /// Whether a text is such an address of IPv4: loopback, private (RFC 1918), link-local (RFC 3927), or `0.0.0.0`, which is all that a
  /// container has.
  public static func isOne(_ text: String) -> Bool {
    guard text != "localhost" else { return true }
    guard ClientAddress.isOne(text), !text.contains(":") else { return false }
    let bytes = text.split(separator: ".").compactMap { UInt8($0) }
    guard bytes.count == 4 else { return false }
    return switch (bytes[0], bytes[1]) {
    case (127, _), (10, _), (192, 168), (169, 254), (172, 16...31): true
    default: bytes == [0, 0, 0, 0]
    }
  }
}
