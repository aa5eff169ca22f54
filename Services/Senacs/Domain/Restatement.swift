public import CentreNetwork
public import Values

/// The fact that a structure closed and went on in another one.
public struct Succession: Hashable, Sendable {
  /// The code of the one that closed.
  public let structureCode: String
  /// The code of the one that goes on.
  public let successorCode: String
  /// The first day on which the two are one.
  public let mergedOn: CivilDate

  /// Makes a succession.
  public init(structureCode: String, successorCode: String, mergedOn: CivilDate) {
    self.structureCode = structureCode
    self.successorCode = successorCode
    self.mergedOn = mergedOn
  }
}

/// I1-restated: which structures are expected once it is known which closed during the campaign, and which of them answered.
///
/// Structures that closed on or before the closing day are left out (acceptance/indicators.md). Where one of these went on in
/// another structure by then, the successor inherits the expectation: once, even if it is expected itself or takes over from
/// several (reference/domain.md, §7, I1: “successor inherits the expectation (1, not 2)”).
public struct Restatement: Sendable {
  /// The participation that is restated.
  public let participation: Participation
  /// The structures, by code.
  public let members: [Structure]
  /// Their places.
  let places: [StructureIndex]
  /// For each member whether it has an answer that counts, in their order.
  let answering: [Bool]

  /// The codes of the members with an answer that counts: their own, or, for one that is only an heir, that of a structure it
  /// took over from.
  public var answered: Set<String> {
    Set(zip(members, answering).filter(\.1).map(\.0.code))
  }

  /// Restates a campaign's participation.
  public init(_ participation: Participation, _ successions: [Succession]) {
    self.participation = participation
    let (campaign, network) = (participation.campaign, participation.network)
    func counts(_ place: StructureIndex) -> Bool { participation.standing(at: place).counts }
    func isOpen(_ place: StructureIndex) -> Bool {
      network.isOpen(at: place, on: campaign.closesOn)
    }
    let expected = participation.expectation.places
    let stayed = expected.filter(isOpen)
    let heirs = Self.heirs(
      of: expected.filter { !isOpen($0) }, successions.filter { $0.mergedOn <= campaign.closesOn },
      network
    ).filter { isOpen($0.key) }
    // An heir that is expected itself counts once, by its own answer.
    let own = heirs.isEmpty ? [] : Set(stayed)
    let others = heirs.filter { !own.contains($0.key) }
    let members = stayed + others.keys
    places = others.isEmpty ? members : members.sorted()
    answering = places.map { counts($0) || others[$0]?.contains(where: counts) ?? false }
    self.members = places.map {
      network.structure(at: $0, on: campaign.referenceDate) ?? network.structures[$0]
    }
  }

  /// Returns the structures in which closed ones went on in the end, each with those that it takes over from.
  private static func heirs(
    of closed: [StructureIndex], _ successions: [Succession], _ network: Network
  ) -> [StructureIndex: [StructureIndex]] {
    let successors = Dictionary(
      successions.map { ($0.structureCode, $0.successorCode) }, uniquingKeysWith: { $1 })
    guard !successors.isEmpty else { return [:] }
    return closed.reduce(into: [:]) { heirs, place in
      let heir = heir(of: network.structures[place].code, successors)
        .flatMap { network[$0] }.flatMap(network.place)
      if let heir { heirs[heir, default: []].append(place) }
    }
  }

  /// Returns the last structure of a chain of successions; nil without a succession, and for a chain that comes back to itself.
  private static func heir(of code: String, _ successors: [String: String]) -> String? {
    var (heir, seen): (String?, Set<String>) = (nil, [code])
    var next = successors[code]
    while let one = next {
      guard seen.insert(one).inserted else { return nil }
      heir = one
      next = successors[one]
    }
    return heir
  }
}
