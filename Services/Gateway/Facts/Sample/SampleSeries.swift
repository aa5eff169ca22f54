import Contracts
import Values

/// Invented series on the communes of the Rhône, 2018-2025, each labelled so; nothing in them is real but the codes.
///
/// Two use the codes of 2023, from before the merger of 2024-01-01 and the change of a code on 2024-03-15.
struct SampleSeries {
  /// A commune of the sample, by its code in 2026.
  struct Commune {
    let code: String
    let population: Int
  }

  static let years = 2018...2025

  /// A description and its file: rows with their header first.
  struct Made {
    let description: SeriesDescription
    let rows: [[String]]
  }

  private var random: SplitMix64
  private let communes: [Commune]

  /// Takes the communes of 2026, in the order of their codes.
  init(seed: UInt64, _ communes: [Commune]) {
    random = SplitMix64(seed: seed ^ 0x7E44_170E)
    self.communes = communes
  }

  /// The series, in order; the same seed gives the same.
  mutating func all() -> [Made] { [seekers(), families(), income()] }

  /// Converts the communes to the codes of 2023, when 69149 was two communes and 69114 had the code 69159.
  private static func of2023(_ communes: [Commune]) -> [Commune] {
    communes.flatMap { commune -> [Commune] in
      switch commune.code {
      case "69114": [Commune(code: "69159", population: commune.population)]
      case "69149":
        [
          Commune(code: "69149", population: commune.population * 7 / 10),
          Commune(code: "69152", population: commune.population * 3 / 10),
        ]
      default: [commune]
      }
    }.sorted { $0.code < $1.code }
  }

  private static func made(
    _ code: String, fr: String, en: String, unit: String, kind: String, codesAsOf: String,
    weight: String? = nil, _ rows: [[String]]
  ) -> Made {
    let description = SeriesDescription(
      code: code, labels: ["fr": "\(fr) (FICTIF)", "en": "\(en) (FICTITIOUS)"], unit: unit,
      kind: kind, source: "Vigie, données FICTIVES", licence: "Licence Ouverte 2.0",
      publishedOn: CivilDate("2026-06-30")!, codesAsOf: CivilDate(codesAsOf)!, fictitious: true,
      columns: .init(
        territory: "code_commune", period: "annee", value: "valeur", weight: weight,
        publishedOn: "publie_le"), missing: ["s"])
    return Made(description: description, rows: rows)
  }

  /// The rows of each commune and year; a value of a small commune is sometimes secret.
  private mutating func rows(
    _ communes: [Commune], weight: String? = nil,
    _ values: (Commune, inout SplitMix64) -> [[String]]
  ) -> [[String]] {
    var rows = [
      ["code_commune", "annee", "valeur"] + [weight].compactMap(\.self) + ["publie_le"]
    ]
    for commune in communes {
      for (year, cells) in zip(Self.years, values(commune, &random)) {
        let isSecret = commune.population < 500 && random.chance(20)
        rows.append(
          [commune.code, String(year), isSecret ? "s" : cells[0]] + cells.dropFirst()
            + ["\(year + 1)-06-30"])
      }
    }
    return rows
  }

  private mutating func seekers() -> Made {
    let rows = rows(Self.of2023(communes)) { commune, random in
      var share = random.number(30...85)
      return Self.years.map { _ in
        share = max(10, share + random.number(-6...7))
        return [String(commune.population * share / 1000)]
      }
    }
    return Self.made(
      "F-DEMANDEURS", fr: "Demandeurs d'emploi", en: "Job seekers", unit: "personnes",
      kind: "count", codesAsOf: "2023-01-01", rows)
  }

  private mutating func families() -> Made {
    let rows = rows(Self.of2023(communes), weight: "familles") { commune, random in
      var tenths = random.number(80...240)
      var families = commune.population * random.number(24...29) / 100
      return Self.years.map { _ in
        tenths = min(500, max(20, tenths + random.number(-6...8)))
        families = max(1, families + families * random.number(-1...2) / 100)
        return ["\(tenths / 10),\(tenths % 10)", String(families)]
      }
    }
    return Self.made(
      "F-MONOPARENTALES", fr: "Familles monoparentales", en: "Single-parent families",
      unit: "% des familles", kind: "rate", codesAsOf: "2023-01-01", weight: "familles", rows)
  }

  private mutating func income() -> Made {
    let rows = rows(communes) { _, random in
      var euros = random.number(19_000...31_000)
      return Self.years.map { _ in
        euros += random.number(120...460)
        return [String(euros)]
      }
    }
    return Self.made(
      "F-REVENU-MEDIAN", fr: "Revenu médian", en: "Median income", unit: "€", kind: "other",
      codesAsOf: "2026-01-01", rows)
  }
}
