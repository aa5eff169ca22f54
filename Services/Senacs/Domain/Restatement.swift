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
  /// Codes of those with an answer that counts: their own, or, where they are only heirs, that of who they took over from.
  public let answered: Set<String>

  /// Whether the members answered, in their order; whether in time is not asked.
  var answering: [Answering] {
    members.map { Answering(counts: answered.contains($0.code), isOnTime: false) }
  }

  /// Restates a campaign's participation.
  public init(
    _ participation: Participation, _ campaign: Campaign, in network: Network,
    _ successions: [Succession]
  ) {
    let expected = participation.expectation.expected
    let stayed = expected.filter { $0.isOpen(on: campaign.closesOn) }
    var answered = Set(stayed.map(\.code)).intersection(participation.counting)
    var members = Dictionary(uniqueKeysWithValues: stayed.map { ($0.code, $0) })
    let own = Set(members.keys)
    let successors = Dictionary(
      successions.filter { $0.mergedOn <= campaign.closesOn }.map {
        ($0.structureCode, $0.successorCode)
      }, uniquingKeysWith: { $1 })
    for structure in expected where !structure.isOpen(on: campaign.closesOn) {
      guard let heir = Self.heir(of: structure.code, successors).flatMap({ network[$0] }),
        heir.isOpen(on: campaign.closesOn)
      else { continue }
      members[heir.code] = heir
      let codes: Set<String> = own.contains(heir.code) ? [heir.code] : [heir.code, structure.code]
      if !codes.isDisjoint(with: participation.counting) { answered.insert(heir.code) }
    }
    self.members = members.values.sorted { $0.code < $1.code }
    self.answered = answered
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
