public import Values

/// A structure, person or head count that a figure counts or does not count, and why.
public struct FigureMember: Codable, Sendable, Hashable {
  /// The structure's code; absent where it is a person or a head count.
  public var structure: String?
  /// The person's code; absent where it is a structure.
  public var person: String?
  /// What it adds to the numerator; 0 or more.
  public var counts: Quantity
  /// What it adds to the denominator; 0 if the figure leaves it out, and for plain counts.
  public var of: Quantity
  /// Why it is not in the numerator, or not in the denominator; a stable code such as `NO_SUBMISSION`.
  public var reason: String?
  /// The facts that it rests on.
  public var facts: [FactReference]

  /// Makes a member.
  public init(
    structure: String? = nil, person: String? = nil, counts: Quantity, of: Quantity,
    reason: String? = nil, facts: [FactReference]
  ) {
    self.structure = structure
    self.person = person
    self.counts = counts
    self.of = of
    self.reason = reason
    self.facts = facts
  }

  /// Returns a structure that is in a rate's denominator, and in its numerator if `isCounted`.
  public static func member(
    _ structure: String, isCounted: Bool, reason: String? = nil, facts: [FactReference]
  ) -> FigureMember {
    FigureMember(
      structure: structure, counts: Quantity(isCounted ? 1 : 0), of: Quantity(1),
      reason: isCounted ? nil : reason, facts: facts)
  }

  /// Returns a structure that a figure leaves out.
  public static func outside(
    _ structure: String, _ reason: String, facts: [FactReference]
  ) -> FigureMember {
    FigureMember(
      structure: structure, counts: Quantity(0), of: Quantity(0), reason: reason, facts: facts)
  }
}
