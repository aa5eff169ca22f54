public import Contracts
public import Values

/// Diagnoses graded by a grid, with what one point more or less would change.
public enum Diagnoses {
  /// A structure's graded diagnosis.
  public struct Graded: Sendable {
    /// The grading as the reply tells it.
    public let grading: GetDiagnosis.Grading
    /// Its level, and that with those which it has with one point less or more.
    fileprivate let level: DiagnosisLevel
    fileprivate let levels: Set<DiagnosisLevel>

    /// Grades the readings of one structure.
    public init(
      _ readings: some Sequence<Diagnosis>, on day: CivilDate, grid: DiagnosisGrid
    ) {
      let reading = DiagnosisReadings(readings, on: day, grid: grid)
      level = reading.level
      levels = Set(reading.sensitivity.map(\.level)).union([reading.level])
      grading = .init(
        grid: grid.name, level: level.rawValue, disputed: reading.disputed,
        sensitivity: reading.sensitivity.map {
          .init(point: $0.point, change: $0.change, level: $0.level.rawValue)
        })
    }
  }

  /// Returns I6 of some structures, with the lowest and the highest value that it has when each may have one point less or more.
  public static func summary(_ scope: String, _ graded: [Graded]) -> GradeDiagnoses.Summary {
    .init(
      scope: scope, acquired: graded.count { $0.level == .acquired },
      lowest: graded.count { $0.levels == [.acquired] },
      highest: graded.count { $0.levels.contains(.acquired) },
      evaluated: graded.count(where: \.level.isEvaluated))
  }
}
