/// An attacker who has all feedback sheets, knows every structure's answers but one's, and solves for that one's.
///
/// The caller finds by trial which values fit each question alone; this solver combines what several questions say together.
public enum PeerAttacker {
  /// How the numbers of one answer depend on each other.
  public struct Ties: Sendable {
    /// Each total with the parts that add up to it.
    public var sums: [(total: String, parts: [String])] = []
    /// Each field with the field that it cannot exceed.
    public var atMost: [(field: String, whole: String)] = []

    /// Makes ties without any dependence.
    public init() {}
  }

  /// Narrows each field's values by the ties between the fields.
  ///
  /// - Parameters:
  ///   - alone: field → the whole numbers that fit what is told of that field, from the least to the greatest; without an end
  ///     where nothing is told.
  ///   - ties: how the fields depend on each other.
  /// - Returns: field → the values that fit all that is told; nil if none do.
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
