import Disclosure
import Foundation
import Texts

/// A table as it leaves the pilot's hands: secrets are words in the place of numbers.
struct PublishedPage {
  let table: PublishedTable
  let rows: [Publication.Row]
  let year: Int
  let campaign: String
  let fictitious: Bool?
  let language: Language

  /// What stands in the place of a secret, in both languages.
  static let secret = "secret (n<\(Suppression.threshold))"

  /// How many numbers have a verdict.
  func count(_ verdict: Verdict) -> Int {
    rows.reduce(0) { sum, row in
      sum + [row.numerator, row.denominator].count { $0 == verdict }
    }
  }

  private var secrets: Int { count(.first) + count(.second) }

  /// The table for people: what it is, its numbers, and how many of them are secret.
  var text: String {
    var lines = fictitious == true ? [Words.fictitious(language)] : []
    lines.append(
      [
        table.name, Catalogue.table(table.name, language),
        language.pick("\(year), campagne \(campaign)", "\(year), campaign \(campaign)"),
      ].joined(separator: " · "))
    let isCount = table.links?.denominator == .one
    let header =
      language == .french
      ? ["chiffre", "", "nombre"] + (isCount ? [] : ["sur", "taux"])
      : ["figure", "", "number"] + (isCount ? [] : ["of", "rate"])
    let cells = rows.map { row in
      [row.figure.code, Catalogue.scope(row.figure.scope, language), Self.numerator(row).text]
        + (isCount ? [] : [Self.denominator(row)?.text ?? "", rate(row)])
    }
    lines.append(Table(header: header, rows: cells).text)
    if secrets > 0 {
      lines.append(
        language.pick("nombres secrets : \(secrets)", "secret numbers: \(secrets)"))
    }
    return lines.joined(separator: "\n")
  }

  func rate(_ row: Publication.Row) -> String {
    guard row.numerator == .shown, row.denominator == .shown else { return Self.secret }
    return language.percent(row.figure.numerator, of: row.figure.denominator)
      ?? Words.notComputable(language)
  }

  /// The header of ``records``, the same for all tables.
  static func header(_ language: Language) -> [String] {
    language == .french
      ? [
        "tableau", "annee", "campagne", "chiffre", "perimetre", "numerateur", "denominateur",
        "donnees",
      ]
      : ["table", "year", "campaign", "figure", "scope", "numerator", "denominator", "data"]
  }

  /// The table as records; the last field says so when the network is invented.
  var records: [[String]] {
    rows.map { row in
      [
        table.name, String(year), campaign, row.figure.code, row.figure.scope,
        Self.numerator(row).text, Self.denominator(row)?.text ?? "",
        fictitious == true ? Words.fictitious(language) : "",
      ]
    }
  }

  /// The table as JSON: a number that is secret is the text ``secret``.
  var listing: Listing {
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

  struct Listing: Encodable {
    struct Row: Encodable {
      let figure, scope: String
      let numerator: Number
      let denominator: Number?
    }

    let table, title: String
    let year: Int
    let campaign: String
    let fictitious: Bool?
    let threshold, secretNumbers: Int
    let rows: [Row]
  }

  /// A number or that it is secret.
  enum Number: Encodable {
    case shown(Int)
    case secret

    init(_ number: Int, _ verdict: Verdict) {
      self = verdict == .shown ? .shown(number) : .secret
    }

    var text: String {
      switch self {
      case .shown(let number): String(number)
      case .secret: PublishedPage.secret
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .shown(let number): try container.encode(number)
      case .secret: try container.encode(text)
      }
    }
  }

  static func numerator(_ row: Publication.Row) -> Number {
    Number(row.figure.numerator, row.numerator)
  }

  static func denominator(_ row: Publication.Row) -> Number? {
    row.denominator.map { Number(row.figure.denominator, $0) }
  }
}
