public import Values

/// Versions of rows of a fact file, in the form of the file: what is told of facts has the same words as
/// what is brought.
///
/// Its topic is `vigie.<service>.v1.<table>-recorded`, such as `vigie.senacs.v1.submissions-recorded`.
public struct RowsRecorded: Codable, Sendable {
  /// The file, such as `submissions.csv`.
  public var file: String
  /// Column → cell, without the columns that stay in the service; 500 rows at most.
  public var rows: [[String: String]]
  /// Whether they are invented.
  public var fictitious: Bool
  /// When the service recorded them.
  public var recordedAt: Instant

  /// Makes the event.
  public init(
    file: String, rows: [[String: String]], fictitious: Bool, recordedAt: Instant
  ) {
    self.file = file
    self.rows = rows
    self.fictitious = fictitious
    self.recordedAt = recordedAt
  }
}
