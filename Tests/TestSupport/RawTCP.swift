import Glibc

/// A TCP connection to loopback that can send any bytes.
public final class RawTCP: Sendable {
  private let descriptor: Int32

  /// Connects; returns nil if nobody listens or the process has no descriptor left.
  public init?(port: UInt16) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      Glibc.close(descriptor)
      return nil
    }
  }

  deinit { Glibc.close(descriptor) }

  /// Sends as many of the bytes as the other side still takes.
  public func send(_ bytes: [UInt8]) {
    _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// Reads until the other side closes, or until nothing has come for a time.
  ///
  /// - Returns: what came, and whether the other side closed.
  public func readToEnd(within seconds: Int) -> (bytes: [UInt8], isClosed: Bool) {
    var patience = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(descriptor, &chunk, chunk.count, 0)
      if count > 0 {
        all += chunk[..<count]
      } else {
        return (all, count == 0 || errno == ECONNRESET)
      }
    }
  }
}

/// Returns the 64 bytes of ZMTP 3.1's greeting (RFC 37) with a mechanism's name.
public func greeting(mechanism: String) -> [UInt8] {
  let name = Array(mechanism.utf8)
  let signature: [UInt8] = [0xFF] + [UInt8](repeating: 0, count: 8) + [0x7F]
  return signature + [3, 1] + name + [UInt8](repeating: 0, count: 20 - name.count + 32)
}
