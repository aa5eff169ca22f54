public import RPCContract
public import Values

/// Makes a link by which a person signs in once, within a day, to be handed over by hand.
///
/// NOT_FOUND with `NO_SIGN_IN` for somebody who may do nothing on the web. A call that is repeated makes another link, which does no harm;
/// so the link is kept nowhere, as it would be for a method that changes facts.
public struct MakeLink: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.portal.v1/MakeLink"
  /// The pilot: whoever has the link is taken for that person.
  public static let roles: Set<Role> = [.operator]
  /// It opens what a person sees.
  public static let tellsOfPeople = true
  /// The person.
  public var subjects: [String] { [person] }

  /// The person's code.
  public var person: String

  /// Makes the request.
  public init(person: String) {
    self.person = person
  }

  /// The link.
  public struct Reply: Codable, Sendable {
    /// The whole address of the page.
    public var link: String
    /// When the link ends.
    public var until: Instant

    /// Makes the reply.
    public init(link: String, until: Instant) {
      self.link = link
      self.until = until
    }
  }
}
