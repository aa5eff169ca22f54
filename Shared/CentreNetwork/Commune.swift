public import Values

/// A commune, or an arrondissement of Lyon, of the code officiel géographique in force.
public struct Commune: Hashable, Sendable {
  /// INSEE's code, five characters.
  public let code: String
  /// The name.
  public let name: String
  /// `69M` (Métropole de Lyon) or `69D` (Département du Rhône).
  public let ctcd: String
  /// The commune that an arrondissement belongs to; nil for a commune.
  public let parent: String?

  /// Makes a commune.
  public init(code: String, name: String, ctcd: String, parent: String?) {
    self.code = code
    self.name = name
    self.ctcd = ctcd
    self.parent = parent
  }
}

/// An official change of a commune: from one code to another, or of the name under the same code.
///
/// Only movements between communes in their own right (TYPECOM COM on both sides) are meant. A delegated commune keeps the old code of the
/// commune that merged, but is not a commune itself.
public struct Movement: Hashable, Sendable {
  /// The day from which it holds.
  public let effectiveOn: CivilDate
  /// The code before.
  public let from: String
  /// The code after.
  public let to: String
  /// The name before.
  public let nameBefore: String
  /// The name after.
  public let nameAfter: String

  /// Makes a movement.
  public init(
    effectiveOn: CivilDate, from: String, to: String, nameBefore: String, nameAfter: String
  ) {
    self.effectiveOn = effectiveOn
    self.from = from
    self.to = to
    self.nameBefore = nameBefore
    self.nameAfter = nameAfter
  }
}
