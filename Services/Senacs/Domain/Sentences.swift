import CodebookRules
public import Contracts

/// Chooses the fields about which a feedback sheet has sentences: those that stand out.
///
/// They are the field that moved most since the last answer, and the two, of different sections, that lie farthest from the
/// peers' median, in widths of the peers' middle half. Where one sort is lacking, more of the other are taken
/// (reference/domain.md, §6 idea 6: “3 sentences usable in the diagnosis with source citation”).
public enum Sentences {
  /// How many there are.
  static let count = 3

  /// Chooses among the rows of a sheet.
  public static func chosen(from rows: [GetFeedbackSheet.Row]) -> [GetFeedbackSheet.Sentence] {
    let moved = ranked(rows, movement)
    let far = ranked(rows, distance)
    var chosen: [GetFeedbackSheet.Sentence] = []
    var sections: Set<String?> = []
    func take(_ kind: String, _ ranked: [GetFeedbackSheet.Row], most: Int, anySection: Bool) {
      var taken = 0
      for row in ranked where taken < most && chosen.count < count {
        guard !chosen.contains(where: { $0.field == row.field }),
          anySection || !sections.contains(row.section)
        else { continue }
        chosen.append(.init(kind: kind, field: row.field))
        sections.insert(row.section)
        taken += 1
      }
    }
    take("past", moved, most: 1, anySection: false)
    take("peers", far, most: count, anySection: false)
    take("peers", far, most: count, anySection: true)
    take("past", moved, most: count, anySection: true)
    return chosen
  }

  /// Returns the rows that have a score, the highest first; of equal scores the row that stands first in the sheet.
  private static func ranked(
    _ rows: [GetFeedbackSheet.Row], _ score: (GetFeedbackSheet.Row) -> Double?
  ) -> [GetFeedbackSheet.Row] {
    rows.enumerated().compactMap { index, row in score(row).map { (index, row, $0) } }
      .sorted { ($1.2, $0.0) < ($0.2, $1.0) }.map(\.1)
  }

  /// Returns how much a value moved, as a share of the last one; nil where there is no last one, or nothing moved.
  private static func movement(_ row: GetFeedbackSheet.Row) -> Double? {
    guard let own = row.own.flatMap(Amount.init),
      let last = row.past.first.flatMap({ Amount($0.value) }), last.millionths != 0, own != last
    else { return nil }
    return abs(Double(own.millionths - last.millionths) / Double(last.millionths))
  }

  /// Returns how far a value lies from the middle of the peers' median step, in widths of their middle half; nil without peers.
  private static func distance(_ row: GetFeedbackSheet.Row) -> Double? {
    guard let own = row.own.flatMap(Amount.init), let peers = row.peers,
      let median = Amount(peers.median), let lower = Amount(peers.lower),
      let upper = Amount(peers.upper)
    else { return nil }
    let width = Double(upper.millionths - lower.millionths)
    let off = Double((own.millionths - median.millionths).magnitude)
    // Where half of the peers say nearly the same, any other value would stand out. So the middle half counts as at least a tenth
    // of the median wide, and at least 1.
    return off / max(width, Double(median.millionths.magnitude) / 10, 1_000_000)
  }
}
