public import CodebookRules

/// The bounds that a codebook's schema sets to every answer to a field.
public struct FieldBounds: Sendable, Hashable {
  /// The least and the most; nil for no bound.
  public let least, most: Amount?
  /// Whether the answer is one of a list. Then a step may hold a single possible answer, so nothing is told of the field.
  public let isChoice: Bool

  /// Makes it.
  public init(least: Amount?, most: Amount?, isChoice: Bool) {
    self.least = least
    self.most = most
    self.isChoice = isChoice
  }
}
