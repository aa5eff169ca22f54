/// Which numbers of a breakdown may be told beside its whole, so that nobody learns of a number of 1 or 2 people.
///
/// The small parts are told together. Whoever sees the rest and the whole can subtract, so parts are added until what is told together
/// leaves several possibilities for each part in it. The page of this module has the rule and why it holds.
///
/// Source: the pilot's commission takes reports out of the pilot's hands; of 1 or 2 people it is known who they are.
public struct Breakdown: Equatable, Sendable {
  /// The smallest number of people that is told.
  public static let fewest = 3

  /// The parts that are told by themselves, by their places.
  public let told: [Int]
  /// The parts that are told together, by their places; none, or several.
  public let together: [Int]

  /// Whether nothing is told but the whole.
  public var isWholeOnly: Bool { told.isEmpty }

  /// Decides about the parts of a whole.
  ///
  /// - Parameter parts: how many people each part has, at least 0.
  public init(_ parts: [Int]) {
    let whole = parts.reduce(0, +)
    var told = Set(parts.indices)
    var together: Set<Int> = []
    func move(upTo most: Int) {
      let moved = told.filter { parts[$0] <= most }
      told.subtract(moved)
      together.formUnion(moved)
    }
    let isSmall = { (part: Int) in (1..<Self.fewest).contains(part) }
    if whole <= parts.count * (Self.fewest - 1) {
      // So few people may be a 1 or a 2 in every part, so whether there is one may not be seen from what is told.
      move(upTo: whole)
    } else if parts.contains(where: isSmall) {
      // Parts of nobody are told together with the small ones: otherwise two that make 2 would be 1 and 1.
      move(upTo: Self.fewest - 1)
      // One alone follows from the whole, and so do several that are all as great as small ones can be.
      while together.count < 2 || together.allSatisfy({ parts[$0] == Self.fewest - 1 }),
        let next = told.map({ parts[$0] }).min()
      {
        move(upTo: next)
      }
    }
    self.told = told.sorted()
    self.together = together.sorted()
  }
}
