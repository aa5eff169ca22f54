/// Why a mail did not arrive, as far as somebody can do something about it. Source: RFC 3463.
public enum MailReason: Sendable, Hashable {
  /// Nobody has the address.
  case unknownAddress
  /// Nobody has the domain, or it takes no mails.
  case unknownDomain
  case mailboxFull
  /// The other server does not want it.
  case refused
  /// The other server did not answer as long as ours tried.
  case unreachable
  /// Our own mail program did not take it.
  case notTaken
  /// The server's code; nil where it gives none.
  case other(String?)

  /// What is noted of a mail that our own mail program did not take.
  public static let ownProgram = "local"

  /// Takes what is noted.
  public init(status: String) {
    let parts = status.split(separator: ".").map(String.init)
    guard parts.count == 3 else {
      self = status == Self.ownProgram ? .notTaken : .other(nil)
      return
    }
    switch (parts[1], parts[2]) {
    case ("1", "1"), ("1", "3"), ("1", "6"), ("2", "1"): self = .unknownAddress
    case ("1", "2"), ("1", "10"), ("4", "4"): self = .unknownDomain
    case ("2", "2"): self = .mailboxFull
    case ("7", _): self = .refused
    case ("4", _): self = .unreachable
    default: self = .other(status)
    }
  }

  /// What is noted where our own mail program ends with a code: two of them are about the receiver (sysexits.h).
  public static func status(ofExit code: Int32) -> String {
    switch code {
    case 67: "5.1.1"
    case 68: "5.1.2"
    default: ownProgram
    }
  }
}

/// What a mail was for.
public enum MailPurpose: String, Sendable, Hashable {
  /// A link by which one comes in.
  case signIn = "sign-in"
  /// A reminder of a campaign.
  case reminder
  /// That somebody wrote in a conversation.
  case message
}
