public import CentreNetwork
public import Values

/// Who of a campaign's expected structures answered, and why the others do not count.
public struct Participation: Sendable {
  /// How a structure stands in the campaign, whether it is expected or not. Of several answers the best one decides.
  enum Standing: Int, CaseIterable {
    case silent
    /// All that it sent was received after the day asked about.
    case receivedLater
    case draftOnly
    case tooFewItems
    /// It has an answer that counts, after the closing day.
    case late
    /// It has an answer that counts, on or before the closing day.
    case onTime

    var counts: Bool { self == .late || self == .onTime }
    var isSeen: Bool { self != .silent && self != .receivedLater }

    init(_ own: ArraySlice<Submission>, _ campaign: Campaign, on day: CivilDate) {
      self = own.isEmpty ? .silent : .receivedLater
      for one in own where one.receivedOn <= day {
        let found: Self =
          if !one.counts {
            one.status == .validated ? .tooFewItems : .draftOnly
          } else {
            one.receivedOn <= campaign.closesOn ? .onTime : .late
          }
        if found.rawValue > rawValue { self = found }
      }
    }

    /// Why it does not count; nil when it does.
    var absence: String? {
      switch self {
      case .silent: "NO_SUBMISSION"
      case .receivedLater: "RECEIVED_LATER"
      case .draftOnly: "DRAFT_ONLY"
      case .tooFewItems: "TOO_FEW_ITEMS"
      case .late, .onTime: nil
      }
    }
  }

  /// The campaign.
  public let campaign: Campaign
  /// The structures.
  public let network: Network
  /// The answers that were sent.
  let submissions: ByStructure<Submission>
  /// The day as of which it is looked at.
  let day: CivilDate
  /// Who is expected.
  public let expectation: Expectation
  /// Codes of structures that sent something, a draft or more, without being expected.
  public let unexpected: [String]
  /// The standing of every structure, by place.
  private let standings: [Standing]

  /// Looks at a campaign as of a day.
  public init(
    _ campaign: Campaign, in network: Network, submissions: ByStructure<Submission>,
    asOf day: CivilDate
  ) {
    self.campaign = campaign
    self.network = network
    self.submissions = submissions
    self.day = day
    expectation = Expectation(campaign, in: network)
    let standings = network.structures.indices.map {
      Standing(submissions[$0], campaign, on: day)
    }
    self.standings = standings
    var isUnexpected = standings.map(\.isSeen)
    for place in expectation.places { isUnexpected[place] = false }
    let known = isUnexpected.indices.filter { isUnexpected[$0] }
      .map { network.structures[$0].code }
    let unknown = Set(
      submissions.others.filter { $0.receivedOn <= day }.map(\.structureCode))
    unexpected = (known + unknown).sorted()
  }

  /// Returns how the structure of a place stands.
  func standing(at place: StructureIndex) -> Standing { standings[place] }

  /// How each expected structure stands, in their order.
  var expectedStandings: [Standing] { expectation.places.map(standing) }

  /// Whether a structure has an answer that counts.
  public func counts(_ structure: Structure) -> Bool {
    network.place(of: structure).map { standings[$0].counts } ?? false
  }

  /// Whether a structure has an answer that counts and was received on or before the closing day.
  public func isOnTime(_ structure: Structure) -> Bool {
    network.place(of: structure).map { standings[$0] == .onTime } ?? false
  }

  /// Why a structure does not count: `NO_SUBMISSION`, `RECEIVED_LATER` (after the day
  /// asked about), `DRAFT_ONLY`, `TOO_FEW_ITEMS`; nil when it does.
  public func absence(of structure: Structure) -> String? {
    (network.place(of: structure).map(standing) ?? .silent).absence
  }
}
