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

  /// Returns the latest reading of each assessor by a day, in the assessors' order.
  public static func latest(
    _ readings: [Diagnosis], on day: CivilDate
  ) -> [GetDiagnosis.Reading] {
    Assessor.allCases.compactMap { assessor in
      readings.filter { $0.assessor == assessor && $0.assessedOn <= day }
        .max { $0.assessedOn < $1.assessedOn }.map {
          GetDiagnosis.Reading(
            assessor: assessor.rawValue, assessedOn: $0.assessedOn,
            firstProject: $0.firstProject, lastRevisionOn: $0.lastRevisionOn)
        }
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
