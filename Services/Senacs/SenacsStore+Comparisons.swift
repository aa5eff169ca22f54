import CodebookRules
import Contracts
import Foundation
import RPCContract
import SenacsDomain
import Storage
import Tabular
import Values

/// The comparisons of peers, each stored as it was first made after its campaign had closed.
extension SenacsStore {
  static let comparisonsCreation = [
    """
    CREATE TABLE comparisons (campaign TEXT PRIMARY KEY, document TEXT NOT NULL,
    recorded_at INTEGER NOT NULL)
    """
  ]

  /// Returns the stored comparison of a campaign's peers; nil before it was made.
  static func comparison(
    of campaign: String, in transaction: ReadTransaction
  ) throws -> Comparison? {
    try transaction.row(
      "SELECT document FROM comparisons WHERE campaign = $1", [.text(campaign)]
    ).map { try JSONDecoder().decode(Comparison.self, from: Data($0.text("document").utf8)) }
  }

  /// Stores a comparison; where the campaign has one already, that one stays.
  static func keep(
    _ comparison: Comparison, of campaign: String, in transaction: WriteTransaction
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let document = String(decoding: try encoder.encode(comparison), as: UTF8.self)
    try transaction.execute(
      """
      INSERT INTO comparisons (campaign, document, recorded_at) VALUES ($1, $2, $3)
      ON CONFLICT (campaign) DO NOTHING
      """, [.text(campaign), .text(document), .instant(transaction.recordedAt)])
  }

  /// Returns the campaigns that closed before a day and have no comparison yet: of the campaign named and those before it, back
  /// to the newest one that has a comparison.
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
  /// Field → the bounds that the schema sets to every answer.
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
