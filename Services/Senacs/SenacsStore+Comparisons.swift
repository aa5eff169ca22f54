import Contracts
import Foundation
import RPCContract
import SenacsDomain
import Storage
import Tabular
import Values

/// What is told of peers, as it was made when a campaign was closed.
extension SenacsStore {
  static let comparisonsCreation = [
    """
    CREATE TABLE comparisons (campaign TEXT PRIMARY KEY, document TEXT NOT NULL,
    recorded_at INTEGER NOT NULL)
    """
  ]

  /// What is told of a campaign's peers; nil before it was made.
  static func comparison(
    of campaign: String, in transaction: ReadTransaction
  ) throws -> Comparison? {
    try transaction.row(
      "SELECT document FROM comparisons WHERE campaign = $1", [.text(campaign)]
    ).map { try JSONDecoder().decode(Comparison.self, from: Data($0.text("document").utf8)) }
  }

  /// Keeps it; the first one stays.
  static func keep(
    _ comparison: Comparison, of campaign: String, in transaction: WriteTransaction
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try transaction.execute(
      """
      INSERT INTO comparisons (campaign, document, recorded_at) VALUES ($1, $2, $3)
      ON CONFLICT (campaign) DO NOTHING
      """,
      [
        .text(campaign), .text(String(decoding: try encoder.encode(comparison), as: UTF8.self)),
        .integer(transaction.recordedAt.microseconds),
      ])
  }

  /// The campaigns that were closed before a day and have no comparison yet: a campaign itself, and those before it back to one
  /// that has.
  static func withoutComparison(
    to code: String, on day: CivilDate, in transaction: ReadTransaction
  ) throws -> [Campaign] {
    let campaign = try campaign(code, in: transaction)
    let upToIt = try allCampaigns(in: transaction).filter {
      $0.opensOn < campaign.opensOn || $0.code == code
    }
    var found: [Campaign] = []
    for one in upToIt.reversed() {
      if try comparison(of: one.code, in: transaction) != nil { break }
      if one.closesOn < day { found.append(one) }
    }
    return found
  }
}

extension SenacsStore.StoredCodebook {
  /// What every answer to a number is.
  var bounds: [String: FieldBounds] {
    Dictionary(
      schema.fields.map { field in
        (
          field.name,
          FieldBounds(
            least: field.constraints.minimum.flatMap { Amount($0.text) },
            most: field.constraints.maximum.flatMap { Amount($0.text) },
            isChoice: field.constraints.enum != nil)
        )
      }, uniquingKeysWith: { first, _ in first })
  }
}
