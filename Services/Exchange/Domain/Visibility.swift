public import Network

/// Who sees which message: each message stands under some scopes, each key looks under some.
///
/// A message about a structure stands under its territories; one that tells of single people under
/// `restricted`, which partners never look under (design, §7: what would single out a person does not
/// leave the pilot's hands).
public enum Visibility {
  /// Every message that is not restricted and not somebody's own.
  public static let all = "all"
  /// Messages about people.
  public static let restricted = "restricted"
  /// Messages about no place, such as a campaign.
  public static let everybody = "everybody"

  /// Messages to one principal.
  public static func own(_ principal: String) -> String { "principal:\(principal)" }

  /// Messages about one structure.
  public static func structure(_ code: String) -> String { "structure:\(code)" }

  /// A commune and what it lies in, from small to large; nothing outside the perimeter.
  public static func territories(of commune: String, in communes: CommuneHistory) -> [String] {
    let whole = communes.commune(of: commune)
    guard let ctcd = communes.ctcd(of: whole) else { return [] }
    return (whole == commune ? [] : [commune]) + [whole, ctcd, "69"]
  }

  /// Whether a text has the form of a territory: `69`, `69M`, `69D`, or a commune's code; no other scope has it.
  public static func isTerritory(_ text: String) -> Bool {
    text.wholeMatch(of: #/69[MD]?|[0-9][0-9AB][0-9]{3}/#) != nil
  }

  /// What a key may be cut to, and what it asks for.
  public struct Cut: Sendable, Hashable {
    /// The principal's name.
    public var principal: String
    /// Whether it may see what tells of people.
    public var seesPeople: Bool
    /// The territories it is cut to; nil for no cut.
    public var territories: [String]?
    /// The structure it stands for; it sees nothing else then.
    public var structure: String?

    /// Makes a cut.
    public init(principal: String, seesPeople: Bool, territories: [String]?, structure: String?) {
      self.principal = principal
      self.seesPeople = seesPeople
      self.territories = territories
      self.structure = structure
    }
  }

  /// The scopes that a key looks under.
  ///
  /// - Parameters:
  ///   - cut: what the key is cut to, as of now.
  ///   - wanted: the territories asked for; empty for all that the key sees.
  ///   - communes: what lies in what.
  /// - Returns: the scopes; a territory that the key does not see is left out, and so is what is no territory: a list that was
  ///   edited by hand may name another scope, such as `restricted`.
  public static func scopes(
    _ cut: Cut, wanted: [String], in communes: CommuneHistory
  ) -> [String] {
    var scopes = [own(cut.principal)]
    if let structure = cut.structure { return scopes + [Self.structure(structure), everybody] }
    if wanted.isEmpty {
      guard let territories = cut.territories else {
        return scopes + [all] + (cut.seesPeople ? [restricted] : [])
      }
      return scopes + territories.filter(isTerritory) + [everybody]
    }
    scopes += wanted.filter { isTerritory($0) && sees(cut, $0, in: communes) }
    return scopes + [everybody]
  }

  /// Whether a key sees a territory.
  public static func sees(_ cut: Cut, _ territory: String, in communes: CommuneHistory) -> Bool {
    guard let allowed = cut.territories else { return true }
    let within =
      ["69M", "69D"].contains(territory)
      ? [territory, "69"] : [territory] + territories(of: territory, in: communes)
    return !Set(within).isDisjoint(with: allowed)
  }
}
