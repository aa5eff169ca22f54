public import Contracts
public import Values

/// Diagnoses graded by a grid, with what one point more or less would change.
public enum Diagnoses {
  /// A structure's graded diagnosis.
  public struct Graded: Sendable {
    /// The grading as the reply tells it.
    public let grading: GetDiagnosis.Grading
    private let levels: Set<DiagnosisLevel>
    private let level: DiagnosisLevel

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

    fileprivate var isEvaluated: Bool { level.isEvaluated }
    fileprivate var isAcquired: Bool { level == .acquired }
    fileprivate var canBeAcquired: Bool { levels.contains(.acquired) }
    fileprivate var isSurelyAcquired: Bool { levels == [.acquired] }
  }

  /// Returns I6 of some structures, with the lowest and the highest value that it has when each may have one point less or more.
  public static func summary(_ scope: String, _ graded: [Graded]) -> GradeDiagnoses.Summary {
    .init(
      scope: scope, acquired: graded.count(where: \.isAcquired),
      lowest: graded.count(where: \.isSurelyAcquired),
      highest: graded.count(where: \.canBeAcquired), evaluated: graded.count(where: \.isEvaluated))
  }
}
