/// Who may call a method. The set of a principal's roles comes from the allow-list of keys.
public struct Role: Hashable, Sendable, Codable, RawRepresentable {
  /// The name on the wire.
  public let rawValue: String

  /// Takes a name, known here or not.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The Caf's officer.
  public static let `operator` = Role(rawValue: "operator")
  /// The federation's trainer.
  public static let federation = Role(rawValue: "federation")
  /// A social centre or espace de vie sociale.
  public static let structure = Role(rawValue: "structure")
  /// A partner's software.
  public static let partner = Role(rawValue: "partner")
  /// One of the services.
  public static let service = Role(rawValue: "service")
  /// Who reads the audit.
  public static let auditor = Role(rawValue: "auditor")

  /// Every role of this version.
  public static let all: Set<Role> = [
    .operator, .federation, .structure, .partner, .service, .auditor,
  ]
}

/// What every request says of its method: the request's type *is* the contract.
public protocol RPCMessage: Codable, Sendable {
  /// The method's full name, such as `vigie.registry.v1/GetStructure`.
  static var method: String { get }
  /// Who may call it; a role that is not named is refused.
  static var roles: Set<Role> { get }
  /// Whether it changes something: then an idempotency key goes with every call.
  static var mutates: Bool { get }
  /// How it limits callers, by the role that opens it; a role that is not named is not limited.
  static var cuts: [Role: AccessCut] { get }
  /// Whether it shows data of single people, or texts that people wrote freely: then each call has a line in the audit.
  static var tellsOfPeople: Bool { get }
  /// Whether a front calls it before anybody has signed in, and so in nobody's name: then no front may call it in somebody's.
  static var isForSigningIn: Bool { get }
  /// What a call concerns, for the audit: codes, names of files, years.
  var subjects: [String] { get }
}

extension RPCMessage {
  /// A method only reads unless it says otherwise.
  public static var mutates: Bool { false }
  /// A method limits nobody unless it says otherwise.
  public static var cuts: [Role: AccessCut] { [:] }
  /// A method shows nothing of single people unless it says otherwise.
  public static var tellsOfPeople: Bool { false }
  /// A method is for people who have signed in unless it says otherwise.
  public static var isForSigningIn: Bool { false }
  /// A method names no subjects unless it says otherwise.
  public var subjects: [String] { [] }
}

/// A unary call: one request, one reply.
public protocol RPCRequest: RPCMessage {
  /// The reply's type.
  associatedtype Reply: Codable & Sendable
}

/// A server-streaming call: one request, any number of items.
public protocol RPCStreamRequest: RPCMessage {
  /// The type of each item.
  associatedtype Item: Codable & Sendable
}

/// A client-streaming call: any number of requests, one reply. The type is that of each request.
public protocol RPCUploadRequest: RPCMessage {
  /// The reply's type.
  associatedtype Reply: Codable & Sendable
}

/// A bidirectional call: requests and items flow independently. The type is that of each request.
public protocol RPCDuplexRequest: RPCMessage {
  /// The type of each item.
  associatedtype Item: Codable & Sendable
}
