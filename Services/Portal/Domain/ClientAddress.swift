import Foundation

/// The network's address of who sends a request, by which attempts are counted.
public enum ClientAddress {
  private static let mostCharacters = 64
  /// Who comes without a proxy is on this host.
  private static let direct = "direct"

  /// Returns the address.
  ///
  /// - Parameters:
  ///   - peer: the other end of the connection; nil where it has no address.
  ///   - forwarded: the header `X-Forwarded-For`, which anybody can send: a proxy's alone counts, and of it the last address.
  ///   - proxies: the addresses of the proxies, beside this host's own.
  /// - Returns: the address; of an IPv6 address its network of 64 bits, since a browser may take any address in it.
  public static func of(peer: String?, forwarded: String?, proxies: Set<String>) -> String {
    guard let peer else { return direct }
    let isProxy = [peer, network(peer)].contains { isLoopback($0) || proxies.contains($0) }
    guard isProxy else { return network(peer) }
    let last = (forwarded ?? "").split(separator: ",").last.map(String.init) ?? direct
    return network(last.filter { $0 != " " })
  }

  /// Whether a text is an address, of IPv4 or IPv6.
  public static func isOne(_ text: String) -> Bool {
    var address = in6_addr()
    return inet_pton(text.contains(":") ? AF_INET6 : AF_INET, text, &address) == 1
  }

  private static func isLoopback(_ address: String) -> Bool {
    address.hasPrefix("127.") || address == "::1"
  }

  /// An address of IPv4 as it is, the network of one of IPv6; of anything else the beginning.
  public static func network(_ text: String) -> String {
    let text = String(text.prefix(mostCharacters))
    var address = in6_addr()
    guard text.contains(":"), inet_pton(AF_INET6, text, &address) == 1 else { return text }
    let bytes = withUnsafeBytes(of: &address) { Array($0) }
    if bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] {
      return bytes.suffix(4).map { String($0) }.joined(separator: ".")
    }
    // This host's own address is not a network's.
    if bytes == Array(repeating: 0, count: 15) + [1] { return "::1" }
    return stride(from: 0, to: 8, by: 2).map { place in
      String(Int(bytes[place]) << 8 | Int(bytes[place + 1]), radix: 16)
    }.joined(separator: ":") + "::/64"
  }
}
