import Contracts
import Foundation
import Storage
import Values

/// Frozen reports, and published tables.
extension EvaluationStore {
  /// Stores a report under its digest; a report that is stored already stays as it is.
  static func keep(
    _ report: Report, named name: String, document: String, digest: String, by principal: String,
    in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO reports (digest, kind, name, document, cause, recorded_at)
      VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (digest) DO NOTHING
      """,
      [
        .text(digest), .text(report.kind), .text(name), .text(document), .text(principal),
        .integer(transaction.recordedAt.microseconds),
      ])
  }

  /// Returns the reports whose digest begins with some digits: two at most, which is enough to see that the digits fit several.
  static func reports(
    beginning prefix: String, in transaction: ReadTransaction
  ) throws -> [GetReport.Reply] {
    // “g” follows the last hexadecimal digit, so that the range holds every digest that begins with the digits.
    try transaction.rows(
      "SELECT digest, document, recorded_at FROM reports WHERE digest >= $1 AND digest <= $2 LIMIT 2",
      [.text(prefix), .text(prefix + "g")]
    ).map {
      GetReport.Reply(
        digest: $0.text("digest"), document: $0.text("document"), keptAt: $0.instant("recorded_at"))
    }
  }

  /// The last reports, the newest first.
  static func reports(in transaction: ReadTransaction) throws -> [ListReports.Entry] {
    try transaction.rows(
      "SELECT digest, kind, name, recorded_at FROM reports ORDER BY recorded_at DESC LIMIT $1",
      [.integer(ListReports.most)]
    ).map {
      .init(
        digest: $0.text("digest"), kind: $0.text("kind"), name: $0.text("name"),
        keptAt: $0.instant("recorded_at"))
    }
  }

  /// Stores a table as it was published.
  static func keep(
    _ table: PublishedFigures, of year: Int, campaign: String, cause: Cause,
    in transaction: WriteTransaction
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try transaction.execute(
      """
      INSERT INTO publications (year, name, campaign, document, cause, recorded_at)
      VALUES ($1, $2, $3, $4, $5, $6)
      """,
      [
        .integer(year), .text(table.table), .text(campaign),
        .text(String(decoding: try encoder.encode(table), as: UTF8.self)), .text(cause.text),
        .integer(transaction.recordedAt.microseconds),
      ])
  }

  /// What was published of a year; nil where nothing was.
  static func publication(
    of year: Int, in transaction: ReadTransaction
  ) throws -> KeepPublication.Publication? {
    let rows = try transaction.rows(
      "SELECT name, campaign, document, recorded_at FROM publications WHERE year = $1 ORDER BY name",
      [.integer(year)])
    guard let first = rows.map({ $0.integer("recorded_at") }).min(), let one = rows.first else {
      return nil
    }
    return KeepPublication.Publication(
      campaign: one.text("campaign"), since: Instant(microseconds: Int64(first)),
      tables: try rows.map {
        try JSONDecoder().decode(PublishedFigures.self, from: Data($0.text("document").utf8))
      })
  }
}
