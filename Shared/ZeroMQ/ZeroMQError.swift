import CZeroMQ

/// A call of libzmq that failed, with its error number and what was attempted.
public struct ZeroMQError: Error, Sendable, Hashable {
  /// The error number, `errno` or one of libzmq's own.
  public let number: Int32
  /// What was attempted, such as `bind tcp://127.0.0.1:7101`.
  public let attempt: String

  /// Makes the error.
  public init(number: Int32, attempt: String) {
    self.number = number
    self.attempt = attempt
  }

  /// Takes the error number that libzmq left on this thread.
  static func last(_ attempt: @autoclosure () -> String) -> ZeroMQError {
    ZeroMQError(number: zmq_errno(), attempt: attempt())
  }

  /// Whether the address is taken by another socket.
  public var isAddressInUse: Bool { number == EADDRINUSE }

  /// Whether nobody can take the message now.
  public var isWouldBlock: Bool { number == EAGAIN }
}

extension ZeroMQError: CustomStringConvertible {
  /// What was attempted and libzmq's words for what went wrong.
  public var description: String {
    "cannot \(attempt): \(String(cString: zmq_strerror(number)).lowercased())"
  }
}
