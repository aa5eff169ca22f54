/// Facts about structures, stored in the order of a network's places, so that a loop over all structures reads memory once from start to
/// end.
public struct ByStructure<Fact> {
  @usableFromInline var facts: [Fact]
  /// Where each place's facts begin, and where those of the last one end.
  @usableFromInline let starts: [Int]
  /// Facts about structures that the network does not have, as they came.
  public let others: [Fact]

  /// Takes facts in any order; the facts of one structure keep their order.
  ///
  /// - Parameters:
  ///   - facts: the facts.
  ///   - network: the network whose places are used; they are valid for no other network.
  ///   - code: the code of a fact's structure.
  @inlinable
  public init(_ facts: [Fact], in network: Network, by code: (Fact) -> String) {
    self.init(facts, network.places(of: facts.lazy.map(code)), count: network.structures.count)
  }

  /// Takes facts and the place of each, which is nil for a structure that is not known; there are `count` places.
  @inlinable
  init(_ facts: [Fact], _ places: [StructureIndex?], count: Int) {
    var starts = Array(repeating: 0, count: count + 1)
    for case let place? in places { starts[place + 1] += 1 }
    for place in 0..<count { starts[place + 1] += starts[place] }
    var next = starts
    var order = Array(repeating: 0, count: starts[count])
    var others: [Fact] = []
    for (index, place) in places.enumerated() {
      guard let place else {
        others.append(facts[index])
        continue
      }
      order[next[place]] = index
      next[place] += 1
    }
    self.facts = order.map { facts[$0] }
    self.starts = starts
    self.others = others
  }

  /// Takes one group of facts for each place, in order.
  init(_ groups: [[Fact]]) {
    facts = groups.flatMap(\.self)
    starts = groups.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    others = []
  }

  /// How many structures there are places for.
  public var count: Int { starts.count - 1 }

  /// The facts about the structure of a place.
  @inlinable
  public subscript(place: StructureIndex) -> ArraySlice<Fact> {
    facts[starts[place]..<starts[place + 1]]
  }

  /// All facts: those of each place in turn, then the others.
  @inlinable
  public var all: FlattenSequence<[[Fact]]> { [facts, others].joined() }

  /// Puts each structure's facts in an order.
  ///
  /// - Parameter comesFirst: whether a fact comes before another one.
  /// - Returns: the same facts.
  @inlinable
  public func sorted(by comesFirst: (Fact, Fact) -> Bool) -> Self {
    var copy = self
    for place in 0..<starts.count - 1 where starts[place + 1] - starts[place] > 1 {
      copy.facts[starts[place]..<starts[place + 1]].sort(by: comesFirst)
    }
    return copy
  }

  /// Converts each structure's facts; leaves out ``others``.
  ///
  /// - Parameter change: returns what replaces a fact; nil drops the fact.
  /// - Returns: the converted facts, at the same places.
  @inlinable
  public func compactMap<Other>(_ change: (Fact) -> Other?) -> ByStructure<Other> {
    var facts: [Other] = []
    var starts = [0]
    starts.reserveCapacity(self.starts.count)
    for place in 0..<self.starts.count - 1 {
      for fact in self[place] { if let other = change(fact) { facts.append(other) } }
      starts.append(facts.count)
    }
    return ByStructure<Other>(facts, starts: starts)
  }

  @usableFromInline
  init(_ facts: [Fact], starts: [Int]) {
    self.facts = facts
    self.starts = starts
    others = []
  }
}

extension ByStructure: Sendable where Fact: Sendable {}
