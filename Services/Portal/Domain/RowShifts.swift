/// Where the records of a text stand in the sheet that it was made of: a sheet has empty rows, which the text has not.
public struct RowShifts: Codable, Sendable, Hashable {
  /// From this record on, from 1, rows are so much further down.
  private struct Shift: Codable, Sendable, Hashable {
    let record: Int
    let rows: Int
  }

  private var shifts: [Shift] = []

  /// For each record its row in the sheet; nothing for a text that is the file itself.
  public init(_ rows: [Int] = []) {
    for (index, row) in rows.enumerated() where row - index - 1 != (shifts.last?.rows ?? 0) {
      shifts.append(Shift(record: index + 1, rows: row - index - 1))
    }
  }

  /// The row in the sheet of a record, which counts from 1.
  public func row(of record: Int) -> Int {
    record + (shifts.last { $0.record <= record }?.rows ?? 0)
  }
}
