import Foundation

/// A TCP port of the loopback that is bound but on which nobody listens, so that connections are refused.
public struct SilentPort {
  /// The port.
  public let port: UInt16
  private let descriptor: Int32

  /// Takes a free port.
  ///
  /// - Throws: `POSIXError` when there is none.
  public init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (descriptor, length) = (descriptor, size)
    let isTaken = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard isTaken else { throw POSIXError(.EADDRINUSE) }
    port = UInt16(bigEndian: address.sin_port)
  }

  /// Frees the port.
  public func close() { Glibc.close(descriptor) }
}
