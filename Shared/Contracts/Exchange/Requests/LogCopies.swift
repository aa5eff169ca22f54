import Crypto
public import RPCContract
public import Values

/// A message with everything that its log keeps of it, to copy it out of a log and back into one.
public struct CopiedMessage: Codable, Sendable, Hashable {
  /// Its number in the log that it was copied from.
  public var sequence: SequenceNumber
  /// SHA-256, in hexadecimal, of what ``hash(_:scopes:event:)`` names.
  public var hash: String
  /// Who may see it.
  public var scopes: [String]
  /// The CloudEvent, to the byte as it was logged.
  public var event: String

  /// Makes it.
  public init(sequence: SequenceNumber, hash: String, scopes: [String], event: String) {
    self.sequence = sequence
    self.hash = hash
    self.scopes = scopes
    self.event = event
  }

  /// Whether the event's bytes, and who may see them, are those that were logged.
  public var isIntact: Bool {
    hash == Self.hash(sequence.value, scopes: scopes, event: event)
      // Older logs have a hash that does not cover the scopes.
      || hash == Self.sha256("\(sequence)\n\(event)")
  }

  /// Returns SHA-256, in hexadecimal, over these lines: the number, each scope in the order of their bytes, an empty line, and the event.
  public static func hash(_ sequence: Int, scopes: [String], event: String) -> String {
    let sorted = scopes.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return sha256((["\(sequence)"] + sorted + ["", event]).joined(separator: "\n"))
  }

  private static func sha256(_ text: String) -> String {
    hexadecimal(SHA256.hash(data: Array(text.utf8)))
  }
}

/// Copies a range of the log out, in order.
public struct ExportMessages: RPCStreamRequest {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/ExportMessages"
  /// Those who run the system: every message is copied, whoever may see it, since a copy with gaps would be no copy.
  public static let roles: Set<Role> = [.operator]
  /// A copy of the log has what concerns people, too.
  public static let tellsOfPeople = true

  /// The number after which to begin; 0 for the first that is kept.
  public var after: SequenceNumber
  /// The last number; absent for the log's last now.
  public var through: SequenceNumber?

  /// Makes the request.
  public init(after: SequenceNumber = 0, through: SequenceNumber? = nil) {
    self.after = after
    self.through = through
  }

  /// Some messages.
  public struct Item: Codable, Sendable {
    /// In order.
    public var messages: [CopiedMessage]

    /// Makes it.
    public init(messages: [CopiedMessage]) { self.messages = messages }
  }
}

/// Brings back those messages of a copy that this log does not have, for example after the loss of a disk.
///
/// They get new numbers at the log's end; a message whose source and id are there already stays as it is.
public struct ImportMessages: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.exchange.v1/ImportMessages"
  /// Who runs the system.
  public static let roles: Set<Role> = [.operator]
  /// It changes the log.
  public static let mutates = true
  /// The most messages of a call.
  public static let most = 500

  /// The messages, 1 to 500; one whose hash does not fit refuses them all.
  public var messages: [CopiedMessage]

  /// Makes the request.
  public init(messages: [CopiedMessage]) { self.messages = messages }

  /// What was done.
  public struct Reply: Codable, Sendable {
    /// Messages that are in the log now and were not before.
    public var added: Int
    /// Messages that were in the log already.
    public var known: Int

    /// Makes the reply.
    public init(added: Int, known: Int) {
      self.added = added
      self.known = known
    }
  }
}
