public import Contracts
import Foundation
public import Values

/// What is planned and done in the sheet's actions, and by how much it slips.
///
/// Source: reference/action-sheet.txt, “Action 1”, “Action 2”, “Échéances”.
public enum ActionSteps {
  /// Returns how a step stands on a day; nil for a step without a planned day.
  ///
  /// - Parameters:
  ///   - cells: the step as it was written: texts by the columns of `action_steps.csv`.
  ///   - first: the day for which its first version planned it; nil for the day of the cells.
  ///   - day: the day.
  /// - Returns: the step.
  public static func step(
    _ cells: [String: String], firstPlannedOn first: CivilDate?, on day: CivilDate
  ) -> ListSteps.Step? {
    func text(_ column: String) -> String { cells[column] ?? "" }
    func seen(_ column: String) -> CivilDate? {
      CivilDate(text(column)).flatMap { $0 <= day ? $0 : nil }
    }
    guard let planned = CivilDate(text("planned_on")) else { return nil }
    let (done, dropped) = (seen("done_on"), seen("dropped_on"))
    let first = first ?? planned
    let (state, end): (String, CivilDate) =
      if let done {
        (done > first ? "DONE_LATE" : "DONE", done)
      } else if dropped != nil {
        ("DROPPED", first)
      } else if planned < day {
        ("LATE", day)
      } else {
        ("PLANNED", planned)
      }
    return ListSteps.Step(
      action: text("action_code"), code: text("step_code"), label: text("label"),
      responsible: text("responsible"), partners: text("partners"), funders: text("funders"),
      plannedOn: planned, firstPlannedOn: first, doneOn: done, droppedOn: dropped, state: state,
      slippedDays: max(0, end.daysSinceEpoch - first.daysSinceEpoch),
      plannedPeople: Int(text("planned_people")),
      reachedPeople: done == nil ? nil : Int(text("reached_people")),
      plannedCost: amount(text("planned_cost")).map { "\($0)" },
      spentCost: done == nil ? nil : amount(text("spent_cost")).map { "\($0)" })
  }

  /// Sums the steps up by action and by the year of the planned day.
  public static func years(_ steps: [ListSteps.Step]) -> [ListSteps.Year] {
    struct Key: Hashable { let action: String; let year: Int }
    return Dictionary(grouping: steps) { Key(action: $0.action, year: $0.plannedOn.year) }
      .sorted { ($0.key.action, $0.key.year) < ($1.key.action, $1.key.year) }
      .map { key, steps in
        let done = steps.filter { $0.doneOn != nil }
        func sum(_ cost: (ListSteps.Step) -> String?) -> String {
          "\(steps.compactMap { cost($0).flatMap(amount) }.reduce(Decimal(0), +))"
        }
        return ListSteps.Year(
          action: key.action, year: key.year, steps: steps.count, done: done.count,
          late: steps.count { $0.state == "LATE" }, dropped: steps.count { $0.state == "DROPPED" },
          plannedPeople: steps.compactMap(\.plannedPeople).reduce(0, +),
          reachedPeople: steps.compactMap(\.reachedPeople).reduce(0, +),
          plannedCost: sum(\.plannedCost), spentCost: sum(\.spentCost),
          withoutPlannedCost: steps.count { $0.plannedCost == nil },
          withoutSpentCost: done.count { $0.spentCost == nil })
      }
  }

  private static func amount(_ text: String) -> Decimal? {
    text.isEmpty ? nil : Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
  }
}
