package import Disclosure
import Foundation
package import RPCContract
package import Texts

/// A table as it leaves the pilot's hands, with words in place of the secret numbers.
package struct PublishedPage {
  package let table: PublishedTable
  package let rows: [Publication.Row]
  package let year: Int
  package let campaign: String
  package let fictitious: Bool?
  package let language: Language

  /// What stands in the place of a secret in JSON and CSV, in both languages.
  package static let secret = Suppression.text
  /// What people read in its place, in both languages.
  package static let hidden = "secret (n < \(Suppression.threshold))"

  /// How many numbers have a verdict.
  package func count(_ verdict: Verdict) -> Int {
    rows.reduce(0) { sum, row in
      sum + [row.numerator, row.denominator].count { $0 == verdict }
    }
  }

  package var secrets: Int { count(.first) + count(.second) }

  package func rate(_ row: Publication.Row) -> String {
    guard row.numerator == .shown, row.denominator == .shown else { return Self.hidden }
    return language.percent(row.figure.numerator, of: row.figure.denominator)
      ?? Words.notComputable(language)
  }

  /// A number as people read it.
  package func shown(_ number: Number) -> String {
    number.value.map { language.number($0) } ?? Self.hidden
  }

  /// The table as JSON: a number that is secret is the text ``secret``.
  package var listing: Listing {
    Listing(
      table: table.name, title: Catalogue.table(table.name, language), year: year,
      campaign: campaign, fictitious: fictitious, threshold: Suppression.threshold,
      secretNumbers: secrets,
      rows: rows.map { row in
        .init(
          figure: row.figure.code, scope: row.figure.scope, numerator: Self.numerator(row),
          denominator: Self.denominator(row))
      })
  }

  package struct Listing: Codable, Sendable {
    package struct Row: Codable, Sendable {
      package let figure, scope: String
      package let numerator: Number
      package let denominator: Number?
    }

    package let table, title: String
    package let year: Int
    package let campaign: String
    package let fictitious: Bool?
    package let threshold, secretNumbers: Int
    package let rows: [Row]
  }

  /// A number, or the fact that it is secret.
  package struct Number: Codable, Sendable {
    /// Nil where it is secret.
    let value: Int?

    init(_ number: Int, _ verdict: Verdict) { value = verdict == .shown ? number : nil }

    package var text: String { value.map(String.init) ?? PublishedPage.secret }

    package init(from decoder: any Decoder) throws {
      value = try? decoder.singleValueContainer().decode(Int.self)
    }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      if let value { try container.encode(value) } else { try container.encode(text) }
    }
  }

  package static func numerator(_ row: Publication.Row) -> Number {
    Number(row.figure.numerator, row.numerator)
  }

  package static func denominator(_ row: Publication.Row) -> Number? {
    row.denominator.map { Number(row.figure.denominator, $0) }
  }
}

extension PublishedPage.Number: SchemaDeclaring {
  /// A whole number, or the text ``PublishedPage/secret``.
  package static var schema: JSONSchema {
    .any(of: [.integer, .string(values: [PublishedPage.secret])])
  }
  /// Zero.
  package static var example: PublishedPage.Number { .init(0, .shown) }
}
