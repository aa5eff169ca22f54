import CentreNetwork
import FactKinds
import RPCContract
import SenacsDomain
import ServiceHost
import Storage
import Tabular
import Values

/// The tables of the senacs service, and what is read from them.
enum SenacsStore {
  static let campaigns = HistoryTable(.campaigns)
  static let submissions = HistoryTable(.submissions)
  static let successions = HistoryTable(.successions)

  /// Reads a campaign.
  ///
  /// - Throws: `RPCError`: NOT_FOUND: `CAMPAIGN_UNKNOWN` when no such campaign was known then,
  ///   `CAMPAIGN_OTHER_YEAR` when it does not open in the year (acceptance/indicators.md, “data_year is not meant”).
  static func campaign(
    _ code: String, opening year: Year? = nil, knownBefore: Instant? = nil,
    in transaction: ReadTransaction
  ) throws -> Campaign {
    let found = try allCampaigns(knownBefore: knownBefore, in: transaction).first {
      $0.code == code
    }
    guard let found else {
      throw RPCError(
        .notFound, reason: "CAMPAIGN_UNKNOWN", domain: "vigie.senacs",
        "no campaign has the code \(code); load it with campaigns.csv",
        arguments: ["campaign": code])
    }
    if let year, found.opensOn.year != year.value {
      throw RPCError(
        .notFound, reason: "CAMPAIGN_OTHER_YEAR", domain: "vigie.senacs",
        "campaign \(code) opens on \(found.opensOn), not in \(year); ask for \(found.opensOn.year), or name the campaign of \(year)",
        arguments: ["campaign": code, "opensOn": found.opensOn.iso, "year": year.description])
    }
    return found
  }

  /// Every campaign, by opening day.
  static func allCampaigns(
    knownBefore: Instant? = nil, in transaction: ReadTransaction
  ) throws -> [Campaign] {
    try campaigns.compactMap(knownBefore: knownBefore, in: transaction) { row -> Campaign? in
      guard let reference = CivilDate(row.text("reference_date")),
        let opens = CivilDate(row.text("opens_on")), let closes = CivilDate(row.text("closes_on"))
      else { return nil }
      return Campaign(
        code: row.text("campaign"), dataYear: Int(row.text("data_year")) ?? reference.year,
        referenceDate: reference, opensOn: opens, closesOn: closes)
    }.sorted { ($0.opensOn, $0.code) < ($1.opensOn, $1.code) }
  }

  /// Returns which structure went on in which other one.
  static func successions(
    knownBefore: Instant? = nil, in transaction: ReadTransaction
  ) throws -> [Succession] {
    try successions.compactMap(knownBefore: knownBefore, in: transaction) { row in
      CivilDate(row.text("merged_on")).map { day in
        Succession(
          structureCode: row.text("structure_code"), successorCode: row.text("successor_code"),
          mergedOn: day)
      }
    }
  }

  /// Returns who of a network took part in a campaign, as of a day.
  static func participation(
    in campaign: Campaign, _ network: Network, asOf day: CivilDate, knownBefore: Instant? = nil,
    _ transaction: ReadTransaction
  ) throws -> Participation {
    let sent = try submissions(to: campaign.code, knownBefore: knownBefore, in: transaction)
    return Participation(
      campaign, in: network,
      submissions: ByStructure(sent, in: network, by: \.structureCode), asOf: day)
  }

  /// Returns the answers to a campaign: those of `submissions.csv`, and those that were taken by a codebook.
  static func submissions(
    to campaign: String, knownBefore: Instant? = nil, in transaction: ReadTransaction
  ) throws -> [Submission] {
    var found = try submissions.compactMap(knownBefore: knownBefore, in: transaction) { row in
      row.text("campaign") == campaign ? submission(row, file: FactKind.submissions.file) : nil
    }
    try transaction.forEach(
      """
      SELECT submission_code, structure_code, received_at, status, base_items, base_items_answered
      FROM \(AnswersTable.ofCampaign) AND recorded_at < $2
      """, [.text(campaign), .integer(knownBefore?.microseconds ?? .max)]
    ) { row in
      if let one = submission(row) { found.append(one) }
    }
    return found
  }

  /// Returns, for each structure that was known when the campaign was opened, why it was not expected, or an empty text where
  /// it was; nil before the opening.
  static func frozenReasons(
    _ campaign: String, in transaction: ReadTransaction
  ) throws -> [String: String]? {
    let rows = try transaction.rows(
      "SELECT structure_code, reason FROM frozen_lists WHERE campaign = $1", [.text(campaign)])
    guard !rows.isEmpty else { return nil }
    return Dictionary(
      rows.map { ($0.text("structure_code"), $0.text("reason")) }, uniquingKeysWith: { $1 })
  }

  /// Returns who was frozen as expected, and how many others were excluded for each reason; nil before the campaign was opened.
  static func frozen(
    _ campaign: String, in transaction: ReadTransaction
  ) throws -> (expected: Set<String>, excluded: [String: Int])? {
    try frozenReasons(campaign, in: transaction).map { reasons in
      (
        Set(reasons.filter(\.value.isEmpty).keys),
        Dictionary(
          reasons.values.filter { !$0.isEmpty }.map { ($0, 1) }, uniquingKeysWith: +)
      )
    }
  }

  static func freeze(
    _ expectation: Expectation, of campaign: String, in transaction: WriteTransaction
  ) throws {
    let expected = expectation.expected.map { ($0.code, "") }
    let excluded = expectation.excluded.map { ($0.structure.code, $0.reason.rawValue) }
    for (code, reason) in expected + excluded {
      try transaction.execute(
        """
        INSERT INTO frozen_lists (campaign, structure_code, reason, recorded_at)
        VALUES ($1, $2, $3, $4)
        """,
        [.text(campaign), .text(code), .text(reason), .instant(transaction.recordedAt)])
    }
  }
}
