import CentreNetwork
import Values

/// The structures and approvals of acceptance/golden-year, and the communes where they are.
enum YearNetwork {
  static let network = Network(
    structures: structures, approvals: approvals,
    communes: CommuneHistory(communes: communes, movements: movements))

  static func day(_ text: String) -> CivilDate { CivilDate(text)! }

  /// Lines of words; `-` stands for an empty cell.
  private static func words(_ lines: String) -> [[String]] {
    lines.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
  }

  /// Code, kind, commune and the day for which it is given, federated, first day closed.
  private static let structures = words(
    """
    S01 CS 69152 2023-01-01 true -
    S02 CS 69159 2022-01-01 true -
    S03 CS 69383 2024-01-01 true -
    S04 EVS 38185 2024-01-01 false -
    S05 EVS 69264 2024-01-01 false -
    S06 CS 69266 2024-01-01 true -
    S07 EVS 69029 2024-01-01 true -
    S08 CS 69091 2024-01-01 true 2025-04-01
    S09 CS 69259 2024-01-01 true 2025-06-30
    S10 EVS 69066 2024-01-01 false 2025-07-01
    S11 CS 69034 2024-01-01 true 2025-12-31
    S12 EVS 69015 2018-06-01 false 2026-01-01
    S13 CS 69264 2024-01-01 true -
    S14 CS 69114 2016-06-01 true -
    S15 EVS 69290 2024-01-01 false -
    S16 EVS 69123 2024-01-01 false -
    S17 CS 69256 2024-01-01 true -
    S18 EVS 69096 2020-01-01 false -
    S19 CS 69149 2023-06-01 true -
    S20 EVS 69297 2024-01-01 false -
    """
  ).map {
    Structure(
      code: $0[0], kind: StructureKind(rawValue: $0[1]), name: $0[0], commune: $0[2],
      communeAsOf: day($0[3]), closedOn: CivilDate($0[5]), federated: Bool($0[4]))
  }

  /// Structure, first and last day.
  private static let approvals = words(
    """
    S01 2022-01-01 2024-12-31
    S01 2025-01-01 2028-12-31
    S02 2021-07-01 2025-06-30
    S02 2025-07-01 2029-06-30
    S03 2020-01-01 -
    S04 2022-01-01 2026-12-31
    S05 2025-01-01 2028-12-31
    S06 2021-01-01 2024-12-30
    S06 2025-02-01 2029-01-31
    S07 2022-03-01 2025-03-31
    S07 2025-05-01 2028-04-30
    S08 2020-01-01 2027-12-31
    S09 2019-01-01 2026-12-31
    S10 2023-01-01 2026-12-31
    S11 2021-01-01 2026-12-31
    S12 2022-01-01 2025-12-31
    S12 2026-01-01 2029-12-31
    S13 2022-01-01 2025-08-31
    S13 2025-08-15 2029-08-14
    S14 2023-01-01 2026-12-31
    S15 2024-06-01 2027-05-31
    S16 2022-09-01 2025-11-30
    S17 2018-01-01 2021-12-31
    S17 2022-01-01 2025-12-31
    S18 2024-01-01 2027-12-31
    S19 2022-01-01 2025-06-15
    S19 2025-06-17 2029-06-16
    S20 2023-04-01 2027-03-31
    """
  ).map {
    Approval(
      structureCode: $0[0], period: Period(from: day($0[1]), to: CivilDate($0[2]))!,
      families: false)
  }

  /// Code, territory, and the commune of an arrondissement.
  private static let communes = words(
    """
    69029 69M -
    69034 69M -
    69066 69D -
    69091 69M -
    69096 69M -
    69114 69D -
    69123 69M -
    69135 69D -
    69149 69M -
    69256 69M -
    69259 69M -
    69264 69D -
    69266 69M -
    69290 69M -
    69297 69D -
    69381 69M 69123
    69383 69M 69123
    """
  ).map {
    Commune(code: $0[0], name: $0[0], ctcd: $0[1], parent: $0[2] == "-" ? nil : $0[2])
  }

  /// The day from which it holds, the code before and the code after.
  private static let movements = words(
    """
    2017-01-01 69114 69159
    2017-01-01 69159 69159
    2019-01-01 69015 69135
    2019-01-01 69135 69135
    2019-01-01 69159 69159
    2024-01-01 69149 69149
    2024-01-01 69152 69149
    2024-03-15 69159 69114
    """
  ).map {
    Movement(
      effectiveOn: day($0[0]), from: $0[1], to: $0[2], nameBefore: $0[1], nameAfter: $0[2])
  }
}
