public import Network
public import Values

/// That a structure went on in another one.
public struct Succession: Hashable, Sendable {
  /// The code of the one that closed.
  public let structureCode: String
  /// The code of the one that goes on.
  public let successorCode: String
  /// The first day on which it is one.
  public let mergedOn: CivilDate

  /// Makes a succession.
  public init(structureCode: String, successorCode: String, mergedOn: CivilDate) {
    self.structureCode = structureCode
    self.successorCode = successorCode
    self.mergedOn = mergedOn
  }
}

/// Who is expected once it is known who closed during the campaign, and who of them answered: I1-restated.
///
/// Those that closed on or before the closing day are left out (acceptance/indicators.md). Where one of them went on in another
/// structure by then, that one inherits the expectation: once, whether it is expected itself or takes over from several
/// (reference/domain.md, §7, I1: “successor inherits the expectation (1, not 2)”).
public struct Restatement: Sendable {
  /// The structures, by code.
  public let members: [Structure]
  /// Their places.
  let places: [Place]
  /// Whether they have an answer that counts, in their order; whether in time is not asked.
  let answering: [Answering]

  /// Codes of those with an answer that counts: their own, or, where they are only heirs, that of who they took over from.
  public var answered: Set<String> {
    Set(zip(members, answering).filter(\.1.counts).map(\.0.code))
  }

  /// Restates a campaign's participation.
  public init(
    _ participation: Participation, _ campaign: Campaign, in network: Network,
    _ successions: [Succession]
  ) {
    func counts(_ place: Place) -> Bool { participation.standing(at: place).counts }
    func isOpen(_ place: Place) -> Bool { network.isOpen(at: place, on: campaign.closesOn) }
    let expected = participation.expectation.places
    let stayed = expected.filter(isOpen)
    let heirs = Self.heirs(
      of: expected.filter { !isOpen($0) }, successions.filter { $0.mergedOn <= campaign.closesOn },
      network
    ).filter { isOpen($0.key) }
    // One that is asked itself is asked once, for its own answer.
    let own = heirs.isEmpty ? [] : Set(stayed)
    let others = heirs.filter { !own.contains($0.key) }
    let members = stayed + others.keys
    places = others.isEmpty ? members : members.sorted()
    answering = places.map { place in
      Answering(
        counts: counts(place) || others[place]?.contains(where: counts) ?? false, isOnTime: false)
    }
    self.members = places.map {
      network.structure(at: $0, on: campaign.referenceDate) ?? network.structures[$0]
    }
  }

  /// Those in whom structures went on in the end, and from whom each takes over.
  private static func heirs(
    of closed: [Place], _ successions: [Succession], _ network: Network
  ) -> [Place: [Place]] {
    let successors = Dictionary(
      successions.map { ($0.structureCode, $0.successorCode) }, uniquingKeysWith: { $1 })
    guard !successors.isEmpty else { return [:] }
    return closed.reduce(into: [:]) { heirs, place in
      let heir = heir(of: network.structures[place].code, successors)
        .flatMap { network[$0] }.flatMap(network.place)
      if let heir { heirs[heir, default: []].append(place) }
    }
  }

  /// The last of a chain of successions; nil without any, and for a chain that comes back to itself.
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
