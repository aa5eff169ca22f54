/// One unit of the wire: what both transports carry. `README.md` describes it byte by byte.
public struct Frame: Sendable, Hashable {
  /// What a frame says.
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// Client: begins a call; the header is a ``CallHeader``.
    case call = 1
    /// Server: the initial metadata; the header is a ``HeadersHeader``.
    case headers = 2
    /// Either: one message of a stream, or the half-close.
    case message = 3
    /// Server: ends a call; the header is an ``EndHeader``, or empty for OK without metadata.
    case end = 4
    /// Client: gives a call up.
    case cancel = 5
    /// Either: lets the other side send more; the payload is messages and bytes, 32 bits each.
    case credit = 6
    /// Client: asks whether the server is there, and says that the client is.
    case ping = 7
    /// Server: answers a ping.
    case pong = 8
    /// Server: takes no new calls from now on.
    case goAway = 9
  }

  /// Bits beside the kind.
  public struct Flags: OptionSet, Sendable, Hashable {
    /// The eight bits.
    public let rawValue: UInt8

    /// Takes the eight bits.
    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// The payload is a message (which may be empty).
    public static let hasMessage = Flags(rawValue: 1)
    /// The sender sends no more messages in this call.
    public static let halfClose = Flags(rawValue: 2)
    /// The payload is compressed (RFC 1950).
    public static let compressed = Flags(rawValue: 4)

    /// A message that is the only one of its direction.
    static let whole: Flags = [.hasMessage, .halfClose]
    /// Every bit of this version.
    static let known: Flags = [.hasMessage, .halfClose, .compressed]
  }

  /// What it says.
  public var kind: Kind
  /// Bits beside the kind.
  public var flags: Flags
  /// The call, chosen by the client, unique on its connection; 0 for ping, pong and goAway.
  public var callID: UInt64
  /// JSON, or empty.
  public var header: [UInt8]
  /// The message's bytes, or empty.
  public var payload: [UInt8]

  /// Makes a frame.
  public init(
    _ kind: Kind, flags: Flags = [], callID: UInt64, header: [UInt8] = [], payload: [UInt8] = []
  ) {
    self.kind = kind
    self.flags = flags
    self.callID = callID
    self.header = header
    self.payload = payload
  }
}

extension Frame {
  /// Makes a frame that grants credit.
  static func credit(callID: UInt64, _ credit: Credit) -> Frame {
    let payload = [UInt32(clamping: credit.messages), UInt32(clamping: credit.bytes)].flatMap {
      number in
      stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
    }
    return Frame(.credit, callID: callID, payload: payload)
  }

  /// What a credit frame grants; nil when its payload is not of 8 bytes.
  var grantedCredit: Credit? {
    guard kind == .credit, payload.count == 8 else { return nil }
    let numbers = [payload[0..<4], payload[4..<8]].map { $0.reduce(0) { $0 << 8 | Int($1) } }
    return Credit(messages: numbers[0], bytes: numbers[1])
  }
}

/// How many messages and bytes of a stream its sender may still send before the reader grants more.
public struct Credit: Codable, Sendable, Hashable {
  /// At least 0.
  public var messages: Int
  /// At least 0.
  public var bytes: Int

  /// The credit that a stream begins with unless the client chooses another.
  public static let initial = Credit(messages: 64, bytes: 1 << 20)

  /// The most credit that a stream may have at once; with more, a sender would have to keep too much for a reader that never reads.
  public static let most = Credit(messages: 65_536, bytes: 16 << 20)

  /// Whether it is within ``most``.
  var isAllowed: Bool { messages <= Self.most.messages && bytes <= Self.most.bytes }
}
