package import Contracts
package import Values

/// What is missing before a structure's approval ends: a checklist whose days are counted back from the last day.
///
/// The lead times are a proposal of ours (Shared/Composition/README.md); no text that we know gives any.
package struct Renewal: Codable, Sendable {
  /// A step of the renewal.
  package enum Step: String, Codable, Sendable, CaseIterable {
    /// A base of the diagnosis with an item that is not older than ``freshMonths``.
    case base = "BASE"
    /// Each problem has an axis.
    case problems = "PROBLEMS"
    /// Each objective leads to a problem.
    case objectives = "OBJECTIVES"
    /// The diagnosis was revised in the last 12 months.
    case revision = "REVISION"
    /// Both readers read it, and where they lie apart, together.
    case first = "READING_FIRST"
    case second = "READING_SECOND"
    case final = "READING_FINAL"
    /// An agreement that ends before the approval has a successor.
    case agreement = "AGREEMENT"
    /// The next approval is decided.
    case decision = "DECISION"

    /// How many months before the approval's last day it is due; nil for an agreement, which is due on its own last day.
    package var monthsBefore: Int? {
      switch self {
      case .base: 12
      case .problems, .objectives: 9
      case .revision: 6
      case .first, .second: 4
      case .final: 3
      case .agreement: nil
      case .decision: 0
      }
    }
  }

  /// A line of the checklist.
  package struct Item: Codable, Sendable, Hashable {
    /// The step.
    package let code: Step
    /// The base, or the agreement's code; nil for a step that there is once.
    package var subject: String?
    /// The agreement's title.
    package var title: String?
    /// The day by which it is to be done.
    package let dueOn: CivilDate
    /// Days from the day asked about to that day; negative where it is past.
    package let daysLeft: Int
    /// Whether it is done, or not needed.
    package let isDone: Bool
    /// Why it is not done, or not needed: `NOTHING_YET`, `OLD`, `REVISION_OLD`, `LINKS_LACKING`, `NOT_FOLLOWED`, `NOT_DECIDED`,
    /// `NOT_NEEDED`; nil where there is nothing to say.
    package var why: String?
    /// The day of what there is; nil where there is nothing, or where it has no day.
    package var latestOn: CivilDate?
  }

  /// For how many months an item or a reading is fresh, and for how many a revision. Source: acceptance/indicators.md, C1;
  /// reference/domain.md, §6, idea 7.
  private static let (freshMonths, revisionMonths) = (24, 12)

  /// The structure's code and name.
  package let structure, name: String
  /// The day asked about.
  package let asOf: CivilDate
  /// The last day that the approvals cover without a gap; nil where there is none.
  package let endsOn: CivilDate?
  /// Days from the day asked about to the last one.
  package let daysLeft: Int?
  /// Why there is no checklist: `APPROVAL_OPEN` or `NOT_APPROVED`; nil where there is one.
  package let reason: String?
  /// By the day on which they are due.
  package let items: [Item]
  /// Whether the network is invented; nil when it is empty.
  package let fictitious: Bool?

  /// Makes the checklist.
  ///
  /// - Parameters:
  ///   - structure: the structure on the day.
  ///   - endsOn: the last day that its approvals cover without a gap; nil while they are open, and if it is not active.
  ///   - diagnosis: its diagnosis on the day.
  ///   - agreements: those that it is a party of, as they stand on the day.
  ///   - day: the day.
  package init(
    _ structure: StructureSummary, endsOn: CivilDate?, diagnosis: GetDiagnosis.Reply,
    agreements: [ListAgreements.Row], on day: CivilDate
  ) {
    self.structure = structure.code
    name = structure.name
    asOf = day
    self.endsOn = endsOn
    daysLeft = endsOn.map { $0.daysSinceEpoch - day.daysSinceEpoch }
    fictitious = diagnosis.fictitious
    reason = endsOn != nil ? nil : structure.isActive ? "APPROVAL_OPEN" : "NOT_APPROVED"
    guard let endsOn else {
      items = []
      return
    }
    let plan = Plan(endsOn: endsOn, day: day, diagnosis: diagnosis)
    let parts: [[Item]] = [
      plan.bases, plan.links, [plan.revision], plan.readings, plan.agreements(agreements),
      [plan.item(.decision, why: "NOT_DECIDED")],
    ]
    let all = parts.flatMap(\.self)
    // Items of one day keep the order of the steps.
    items = all.enumerated().sorted {
      ($0.element.dueOn, $0.offset) < ($1.element.dueOn, $1.offset)
    }
    .map(\.element)
  }

  /// What the items are made from.
  private struct Plan {
    let endsOn, day: CivilDate
    let diagnosis: GetDiagnosis.Reply

    /// An item; done if `why` is nil.
    func item(
      _ step: Step, _ subject: String? = nil, title: String? = nil, dueOn: CivilDate? = nil,
      why: String? = nil, latestOn: CivilDate? = nil
    ) -> Item {
      let due = dueOn ?? endsOn.adding(months: -(step.monthsBefore ?? 0))
      return Item(
        code: step, subject: subject, title: title, dueOn: due,
        daysLeft: due.daysSinceEpoch - day.daysSinceEpoch,
        isDone: why == nil || why == "NOT_NEEDED", why: why, latestOn: latestOn)
    }

    /// Why something of a day, or of none, does not count; nil if it does.
    private func fault(
      of latest: CivilDate?, months: Int = Renewal.freshMonths, old: String = "OLD"
    ) -> String? {
      guard let latest else { return "NOTHING_YET" }
      return day <= latest.adding(months: months) ? nil : old
    }

    /// The bases, without the previous project where there was none. The day on which a base's people last took part counts as the day of
    /// an item does.
    var bases: [Item] {
      let isFirst = diagnosis.readings?.last?.firstProject == true
      return diagnosis.bases.filter { !(isFirst && $0.base == "previous_project") }.map { base in
        let took = diagnosis.participations.filter { $0.audience == base.base }.map(\.heldOn)
        let latest = (took + [base.latestOn].compactMap(\.self)).max()
        return item(.base, base.base, why: fault(of: latest), latestOn: latest)
      }
    }

    var links: [Item] {
      func why(_ share: GetDiagnosis.Share) -> String? {
        share.whole == 0 ? "NOTHING_YET" : share.part < share.whole ? "LINKS_LACKING" : nil
      }
      return [
        item(.problems, why: why(diagnosis.problemsWithAxis)),
        item(.objectives, why: why(diagnosis.objectivesLinked)),
      ]
    }

    var revision: Item {
      let told = (diagnosis.readings ?? []).compactMap(\.lastRevisionOn).filter { $0 <= day }
      let latest = (told + diagnosis.revisions.map(\.revisedOn)).max()
      let why = fault(of: latest, months: Renewal.revisionMonths, old: "REVISION_OLD")
      return item(.revision, why: why, latestOn: latest)
    }

    /// The three readings. The final one is not needed where the other two are fresh and nothing is disputed between them.
    var readings: [Item] {
      func latest(_ assessor: String) -> CivilDate? {
        diagnosis.readings?.first { $0.assessor == assessor }?.assessedOn
      }
      let both = ["first", "second"].map(latest)
      let agree = both.allSatisfy { fault(of: $0) == nil } && diagnosis.grading.disputed.isEmpty
      let final = latest("final")
      let lack = fault(of: final)
      return [
        item(.first, why: fault(of: both[0]), latestOn: both[0]),
        item(.second, why: fault(of: both[1]), latestOn: both[1]),
        item(.final, why: lack != nil && agree ? "NOT_NEEDED" : lack, latestOn: final),
      ]
    }

    /// The agreements in force that end by the approval's last day; done where a signed one of the same kind goes further.
    func agreements(_ all: [ListAgreements.Row]) -> [Item] {
      func end(_ row: ListAgreements.Row) -> CivilDate? {
        [row.to, row.endedOn].compactMap(\.self).min()
      }
      return all.filter { $0.state == "active" }.compactMap { row -> Item? in
        guard let last = end(row), last <= endsOn else { return nil }
        let isFollowed = all.contains { other in
          other.code != row.code && other.kind == row.kind
            && ["active", "upcoming"].contains(other.state)
            && (end(other).map { $0 > last } ?? true)
        }
        return item(
          .agreement, row.code, title: row.title, dueOn: last,
          why: isFollowed ? nil : "NOT_FOLLOWED", latestOn: last)
      }
    }
  }
}
