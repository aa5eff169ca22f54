/// The address to which mails come back that do not arrive, such as `retours@vigie.example`. Each mail has its own under it,
/// `retours+TOKEN@vigie.example`, so that it is known which one came back, whatever the other server writes (VERP).
public struct BounceAddress: Sendable, Hashable {
  /// The most characters of what stands before the `@`: with a token it stays below the 64 of RFC 5321 §4.5.3.1.1.
  private static let mostLocal = 40

  private let local: String
  private let domain: String

  /// Takes an address that is one; nil if it names a mail already or is too long.
  public init?(_ address: String) {
    let sides = address.lowercased().split(separator: "@", omittingEmptySubsequences: false)
    guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty, !sides[0].contains("+"),
      sides[0].utf8.count <= Self.mostLocal
    else { return nil }
    (local, domain) = (String(sides[0]), String(sides[1]))
  }

  /// The sender of a mail, as its envelope names it.
  public func sender(_ token: MailToken) -> String { "\(local)+\(token.text)@\(domain)" }

  /// Returns the mail that a header names, such as `To` or `Delivered-To`; nil where it names none.
  public func token(in header: String) -> MailToken? {
    let (head, tail) = (local + "+", "@" + domain)
    for word in header.lowercased().split(whereSeparator: { " \t<>,;\"".contains($0) })
    where word.hasPrefix(head) && word.hasSuffix(tail) {
      if word.count > head.count + tail.count,
        let token = MailToken(word.dropFirst(head.count).dropLast(tail.count))
      {
        return token
      }
    }
    return nil
  }
}
