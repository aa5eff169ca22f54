/// Somebody who has all feedback sheets, and knows all answers but one structure's, and solves for that one's.
///
/// What fits a question alone is found by trying; what several questions say together is solved for.
public enum PeerAttacker {
  /// How the numbers of one answer hang together.
  public struct Ties: Sendable {
    /// Total → its parts.
    public var sums: [(total: String, parts: [String])] = []
    /// What is at most what.
    public var atMost: [(field: String, whole: String)] = []

    /// Knows of none.
    public init() {}
  }

  /// Solves.
  ///
  /// - Parameters:
  ///   - alone: field → the whole numbers that fit what is told of it, from the least to the greatest; without an end where nothing
  ///     is told.
  ///   - ties: how the fields hang together.
  /// - Returns: field → what fits all that is told; nil where nothing does.
  public static func attack(
    _ alone: [String: ClosedRange<Int>], _ ties: Ties
  ) -> [String: ClosedRange<Int>]? {
    LinearProgram.alone { program in
      var columns: [String: Int32] = [:]
      for (field, values) in alone.sorted(by: { $0.key < $1.key }) {
        columns[field] = program.variable(in: values)
      }
      func column(_ field: String) -> Int32 {
        if let known = columns[field] { return known }
        let new = program.variable()
        columns[field] = new
        return new
      }
      for sum in ties.sums { program.relate(sum.parts.map(column), [column(sum.total)]) }
      for (field, whole) in ties.atMost {
        program.relate([column(field)], [column(whole)], atMost: true)
      }
      var found: [String: ClosedRange<Int>] = [:]
      for field in alone.keys.sorted() {
        guard let values = program.extremes(column(field)) else { return nil }
        found[field] = values
      }
      return found
    }
  }
}
