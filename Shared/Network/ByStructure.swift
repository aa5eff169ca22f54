/// Facts about structures, in the order of a network's places: what goes through all structures goes through memory once.
public struct ByStructure<Fact> {
  @usableFromInline let facts: [Fact]
  /// Where each place's facts begin, and where those of the last one end.
  @usableFromInline let starts: [Int]
  /// Facts about structures that the network does not have, as they came.
  public let others: [Fact]

  /// Takes facts in any order; a structure's own stay in it.
  ///
  /// - Parameters:
  ///   - facts: the facts.
  ///   - network: whose places are meant; they are those of no other one.
  ///   - code: the code of a fact's structure.
  @inlinable
  public init(_ facts: [Fact], in network: Network, by code: (Fact) -> String) {
    let places = network.places(of: facts.map(code))
    var starts = Array(repeating: 0, count: network.structures.count + 1)
    for case let place? in places { starts[place + 1] += 1 }
    for place in network.structures.indices { starts[place + 1] += starts[place] }
    var next = starts
    var order = Array(repeating: 0, count: starts[starts.count - 1])
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

  /// Takes the facts of each place.
  @usableFromInline
  init(_ groups: [[Fact]]) {
    facts = groups.flatMap(\.self)
    starts = groups.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    others = []
  }

  /// The facts about the structure of a place.
  @inlinable
  public subscript(place: Place) -> ArraySlice<Fact> { facts[starts[place]..<starts[place + 1]] }

  /// All facts: those of each place in turn, then the others.
  @inlinable
  public var all: FlattenSequence<[[Fact]]> { [facts, others].joined() }

  /// Makes something else of each structure's facts.
  ///
  /// - Parameter change: a structure's facts → what stands in their place.
  /// - Returns: the same structures with those.
  @inlinable
  public func mapGroups<Other>(
    _ change: (ArraySlice<Fact>) -> [Other]
  ) -> ByStructure<Other> {
    ByStructure<Other>((0..<starts.count - 1).map { change(self[$0]) })
  }
}

extension ByStructure: Sendable where Fact: Sendable {}
