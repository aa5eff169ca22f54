public import Network
public import Values

/// Who of a campaign's expected structures answered, and why the others do not count.
public struct Participation: Sendable {
  /// Who is expected.
  public let expectation: Expectation
  /// Codes with a counting answer.
  public let counting: Set<String>
  /// Codes with a counting answer received on or before the closing day.
  public let onTime: Set<String>
  private let seen: [String: [Submission]]
  private let senders: Set<String>

  /// Looks at a campaign as of a day.
  public init(
    _ campaign: Campaign, in network: Network, submissions: [Submission], asOf day: CivilDate
  ) {
    expectation = Expectation(campaign, in: network)
    let visible = submissions.map { ($0, day: $0.receivedOn) }.filter { $0.day <= day }
    let counted = visible.filter(\.0.counts)
    counting = Set(counted.map(\.0.structureCode))
    onTime = Set(counted.filter { $0.day <= campaign.closesOn }.map(\.0.structureCode))
    seen = Dictionary(grouping: visible.map(\.0), by: \.structureCode)
    senders = Set(submissions.map(\.structureCode))
  }

  /// Whether who is expected answered, in their order.
  var answering: [Answering] {
    expectation.expected.map {
      Answering(counts: counting.contains($0.code), isOnTime: onTime.contains($0.code))
    }
  }

  /// Codes of structures that sent something, a draft or more, without being expected.
  public var unexpected: [String] {
    Set(seen.keys).subtracting(expectation.expected.map(\.code)).sorted()
  }

  /// Why an expected structure does not count: `NO_SUBMISSION`, `RECEIVED_LATER` (after the day
  /// asked about), `DRAFT_ONLY`, `TOO_FEW_ITEMS`; nil when it does.
  public func absence(of structure: Structure) -> String? {
    if counting.contains(structure.code) { return nil }
    guard let own = seen[structure.code] else {
      return senders.contains(structure.code) ? "RECEIVED_LATER" : "NO_SUBMISSION"
    }
    return own.contains { $0.status == "validated" } ? "TOO_FEW_ITEMS" : "DRAFT_ONLY"
  }
}
