public import Values

/// A link that was sent to an address or made by hand. It signs in once, within a day; opening it spends nothing, since programs that look
/// after mail open links.
public struct SignInLink: Sendable, Hashable {
  /// How long a link may be used, in microseconds: a day.
  public static let lasts: Int64 = 86_400_000_000

  /// Whom it is for: the codes of all people who have the address.
  public let people: [String]
  /// When it ends.
  public let endsAt: Instant
  /// When it was used; nil while it was not.
  public let spentAt: Instant?

  /// Takes what the store has of a link.
  public init(people: [String], endsAt: Instant, spentAt: Instant?) {
    self.people = people
    self.endsAt = endsAt
    self.spentAt = spentAt
  }

  /// Whether it still signs in.
  public func isOpen(at now: Instant) -> Bool { spentAt == nil && now < endsAt }
}
