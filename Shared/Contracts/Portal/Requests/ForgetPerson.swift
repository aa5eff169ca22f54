public import RPCContract

/// Takes a person out of the portal's store: sessions end, links, mails and reminders go, and drafts, receipts, conversations and files
/// lose the name.
///
/// What was answered for a structure stays. The audit keeps the person's code, as that of every service does, until its years are over.
/// Somebody who is not known is forgotten too: nothing changes.
public struct ForgetPerson: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.portal.v1/ForgetPerson"
  /// The pilot, on the host: no front reaches it.
  public static let roles: Set<Role> = [.operator]
  /// It changes the store.
  public static let mutates = true
  /// The person.
  public var subjects: [String] { [person] }
  /// The most characters of a code.
  public static let mostCharacters = 100

  /// The person's code.
  public var person: String

  /// Makes the request.
  public init(person: String) {
    self.person = person
  }

  /// What there was.
  public struct Reply: Codable, Sendable {
    /// How many sessions ended, over ones that were not swept yet among them.
    public var sessions: Int
    /// How many drafts had the person's name, or receipts of them.
    public var drafts: Int

    /// Makes the reply.
    public init(sessions: Int, drafts: Int) {
      self.sessions = sessions
      self.drafts = drafts
    }
  }
}
