public import Contracts
public import Values

/// What a structure's shared diagnosis is made of, and the rules on it: what is fresh, what answers what, what changed.
///
/// Source: reference/action-sheet.txt, “définitions et principes d'action” and the fourth indicator; reference/domain.md, §6, ideas 7
/// and 8.
public struct SharedDiagnosis: Sendable {
  /// An item of evidence, as it was written.
  public struct Item: Sendable, Hashable {
    /// Its code and its source.
    public let code, source: String
    /// The base of the diagnosis that it belongs to.
    public let base: DiagnosisBase
    /// The kind of its source.
    public let kind: EvidenceKind
    /// The source's own date.
    public let datedOn: CivilDate
    /// The commune or QPV that it speaks of; nil for the structure's own.
    public let territory: String?
    /// What it says.
    public let statement: String
    /// The day from which it is not used any more; nil while it is in use.
    public let retiredOn: CivilDate?
    /// The day from which it is part of the diagnosis: its date where none was said.
    public let since: CivilDate

    /// Reads the cells of a row, each by its column; nil where one of them is wrong.
    public init?(_ cell: (String) -> String) {
      guard ["retired_on", "since"].allSatisfy({ cell($0).isEmpty || CivilDate(cell($0)) != nil }),
        let datedOn = CivilDate(cell("dated_on")), let base = DiagnosisBase(rawValue: cell("base")),
        let kind = EvidenceKind(rawValue: cell("kind"))
      else { return nil }
      (self.base, self.kind, self.datedOn) = (base, kind, datedOn)
      code = cell("item_code")
      source = cell("source")
      territory = cell("territory").isEmpty ? nil : cell("territory")
      statement = cell("statement")
      retiredOn = CivilDate(cell("retired_on"))
      since = CivilDate(cell("since")) ?? datedOn
    }
  }

  /// A problem, axis, objective or answer, as it was written.
  public struct Element: Sendable, Hashable {
    /// Its code, and what it says.
    public let code, label: String
    /// Whether it is a problem, an axis, an objective or an answer.
    public let kind: ElementKind
    /// Codes of the elements that it leads to, and of the items that show it.
    public let linkedTo, evidence: [String]
    /// The day from which it is part of the diagnosis.
    public let since: CivilDate
    /// The first day on which it is no longer part of the diagnosis; nil while it still is.
    public let until: CivilDate?

    /// Reads the cells of a row, each by its column; nil where one of them is wrong.
    public init?(_ cell: (String) -> String) {
      until = CivilDate(cell("until"))
      guard until != nil || cell("until").isEmpty, let since = CivilDate(cell("since")),
        let kind = ElementKind(rawValue: cell("kind"))
      else { return nil }
      (self.kind, self.since) = (kind, since)
      code = cell("element_code")
      label = cell("label")
      linkedTo = cell("linked_to").split(separator: " ").map(String.init)
      evidence = cell("evidence").split(separator: " ").map(String.init)
    }

    /// Whether it is part of the diagnosis on a day.
    func holds(on day: CivilDate) -> Bool { since <= day && (until.map { $0 > day } ?? true) }

    /// The parts of the element that a revision can reword.
    fileprivate var wording: [String] {
      [kind.rawValue, label] + linkedTo.sorted() + ["·"] + evidence.sorted()
    }
  }

  /// The items of the day, by base and code.
  public let items: [Item]
  /// The elements of the day, by kind and code.
  public let elements: [Element]
  private let byCode: [String: Element]
  /// Code → the elements that are linked to it.
  private let linking: [String: [Element]]
  private let itemCodes: Set<String>

  /// Takes everything that was written, and keeps what is part of the diagnosis on a day.
  public init(items: [Item], elements: [Element], on day: CivilDate) {
    func rank<T: CaseIterable & Equatable>(_ one: T) -> Int {
      T.allCases.enumerated().first { $1 == one }?.offset ?? T.allCases.count
    }
    self.items = items.filter {
      max($0.datedOn, $0.since) <= day && ($0.retiredOn.map { $0 > day } ?? true)
    }
    .sorted { (rank($0.base), $0.code) < (rank($1.base), $1.code) }
    self.elements = elements.filter { $0.holds(on: day) }
      .sorted { (rank($0.kind), $0.code) < (rank($1.kind), $1.code) }
    byCode = Dictionary(self.elements.map { ($0.code, $0) }) { first, _ in first }
    linking = self.elements.reduce(into: [:]) { linking, element in
      for code in Set(element.linkedTo) { linking[code, default: []].append(element) }
    }
    itemCodes = Set(self.items.map(\.code))
  }

  /// Returns the whole months since a day: the greatest number of months that can be added to the day without passing `now`.
  public static func months(since day: CivilDate, to now: CivilDate) -> Int {
    var months = 0
    while day.adding(months: months + 1) <= now { months += 1 }
    return months
  }

  /// How fresh a source is: `FRESH` up to 12 months after its date, `AGEING` up to 24, then `OLD`.
  public static func freshness(of day: CivilDate, on now: CivilDate) -> String {
    if now <= day.adding(months: 12) { return "FRESH" }
    return now <= day.adding(months: 24) ? "AGEING" : "OLD"
  }

  private func linked(_ element: Element, _ kind: ElementKind) -> [Element] {
    element.linkedTo.compactMap { byCode[$0] }.filter { $0.kind == kind }
  }

  private func leading(to code: String, _ kind: ElementKind) -> [Element] {
    (linking[code] ?? []).filter { $0.kind == kind }
  }

  /// Returns the problems that an objective leads to, directly or through an axis.
  private func problems(of objective: Element) -> [Element] {
    linked(objective, .problem) + linked(objective, .axis).flatMap { linked($0, .problem) }
  }

  /// What an element lacks, in the order in which it is told.
  public func lacks(_ element: Element) -> [String] {
    var lacks: [String] = []
    switch element.kind {
    case .problem:
      if leading(to: element.code, .axis).isEmpty { lacks.append("NO_AXIS") }
      if itemCodes.isDisjoint(with: element.evidence) { lacks.append("NO_EVIDENCE") }
    case .axis:
      if linked(element, .problem).isEmpty { lacks.append("NO_PROBLEM") }
      if leading(to: element.code, .objective).isEmpty { lacks.append("NO_OBJECTIVE") }
    case .objective:
      if problems(of: element).isEmpty { lacks.append("NO_PROBLEM") }
      if leading(to: element.code, .answer).isEmpty { lacks.append("NO_ANSWER_YET") }
    case .answer:
      if linked(element, .objective).isEmpty { lacks.append("NO_OBJECTIVE") }
    }
    if element.linkedTo.contains(where: { byCode[$0] == nil }) { lacks.append("LINK_UNKNOWN") }
    return lacks
  }

  /// Each element once, by code.
  private static func once(_ elements: [Element]) -> [Element] {
    Set(elements).sorted { $0.code < $1.code }
  }

  /// One line for each problem: the axes, objectives and answers that lead to it.
  public var matrix: [GetDiagnosis.Line] {
    elements.filter { $0.kind == .problem }.map { problem in
      let axes = leading(to: problem.code, .axis)
      let objectives = Self.once(
        leading(to: problem.code, .objective)
          + axes.flatMap { leading(to: $0.code, .objective) })
      let answers = Self.once(objectives.flatMap { leading(to: $0.code, .answer) })
      return .init(
        problem: problem.code, axes: axes.map(\.code), objectives: objectives.map(\.code),
        answers: answers.map(\.code))
    }
  }

  /// The problems with an axis, of all problems: what B1 counts.
  public var problemsWithAxis: GetDiagnosis.Share {
    let lines = matrix
    return .init(lines.count { !$0.axes.isEmpty }, of: lines.count)
  }

  /// The objectives that lead to a problem, of all objectives: what B2 counts.
  public var objectivesLinked: GetDiagnosis.Share {
    let all = elements.filter { $0.kind == .objective }
    return .init(all.count { !problems(of: $0).isEmpty }, of: all.count)
  }

  /// Returns what changed at each revision since the one before.
  ///
  /// Elements and items are added and dropped by their own days. An element is reworded where its wording recorded by the end of
  /// this revision's day differs from that recorded by the end of the day of the revision before.
  ///
  /// - Parameters:
  ///   - revisions: day and note, rising.
  ///   - items: all that were written.
  ///   - elements: all that were written.
  ///   - known: the elements as they were recorded by the end of a day, by code.
  /// - Returns: the revisions, rising.
  public static func changes(
    _ revisions: [(day: CivilDate, note: String)], items: [Item], elements: [Element],
    known: (CivilDate) throws -> [String: Element]
  ) rethrows -> [GetDiagnosis.Revision] {
    var before: CivilDate?
    var old: [String: Element] = [:]
    return try revisions.map { revision in
      let day = revision.day
      func isNew(_ date: CivilDate?) -> Bool {
        guard let date else { return false }
        return date <= day && (before.map { date > $0 } ?? true)
      }
      var reworded: [String] = []
      let new = try known(day)
      if let before {
        reworded = elements.filter { $0.holds(on: before) && $0.holds(on: day) }.map(\.code)
          .filter { code in
            guard let one = old[code], let other = new[code] else { return false }
            return one.wording != other.wording
          }
      }
      defer { (before, old) = (day, new) }
      return .init(
        revisedOn: day, note: revision.note,
        added: (elements.filter { isNew($0.since) }.map(\.code)
          + items.filter { isNew(max($0.datedOn, $0.since)) }.map(\.code)).sorted(),
        dropped: before == nil
          ? []
          : (elements.filter { isNew($0.until) }.map(\.code)
            + items.filter { isNew($0.retiredOn) }.map(\.code)).sorted(),
        reworded: reworded.sorted())
    }
  }
}

/// Why items are to be read again. Source: reference/domain.md, §6, idea 7.
public struct ReadAgain: Sendable {
  /// The day on which the lists of priority neighbourhoods changed. Source: reference/domain.md, §3, QPV.
  public static let qpvListsChangedOn = CivilDate.firstDay(of: 2024)

  /// What is known of an item's surroundings.
  public struct Surroundings: Sendable {
    /// What is new in its series since its date; nil for nothing.
    public var change: GetPortrait.Change?
    /// The structure's answers to SENACS.
    public var answers: [ListAnswers.Item] = []
    /// The communes, on its date, of which its commune of today is made, and its commune of today.
    public var communes: (then: [String], now: String)?
    /// What these communes were called on its date, and what its commune is called today; nil where that is not known.
    public var communeNames: (then: [String], now: String)?
    /// Whether its meeting was cancelled.
    public var isCancelled = false

    /// Knows nothing.
    public init() {}
  }

  /// Returns the reasons to read an item again.
  public static func reasons(
    _ item: SharedDiagnosis.Item, _ surroundings: Surroundings, on day: CivilDate
  ) -> [GetDiagnosis.Reason] {
    var reasons: [GetDiagnosis.Reason] = []
    if let change = surroundings.change {
      reasons.append(.init("SERIES_MOVED", change.after.period, change: change))
    }
    if item.kind == .senacs {
      reasons += senacs(item, surroundings.answers)
    }
    if let (then, now) = surroundings.communes, then != [now] {
      reasons.append(
        .init(
          "COMMUNE_CHANGED", step(then, now),
          named: surroundings.communeNames.map { step($0.then, $0.now) }))
    }
    if let territory = item.territory, territory.hasPrefix("QP"),
      day >= qpvListsChangedOn
    {
      reasons.append(.init("QPV_LIST_CHANGED", territory))
    }
    if surroundings.isCancelled { reasons.append(.init("MEETING_CANCELLED", item.source)) }
    return reasons
  }

  /// Says what communes became: `69149 + 69152 → 69149`.
  private static func step(_ then: [String], _ now: String) -> String {
    "\(then.joined(separator: " + ")) → \(now)"
  }

  /// Returns the reasons from SENACS: a later campaign was answered, and perhaps the question was redefined. The field is followed
  /// through its renamings.
  private static func senacs(
    _ item: SharedDiagnosis.Item, _ answers: [ListAnswers.Item]
  ) -> [GetDiagnosis.Reason] {
    let question = SenacsQuestion(item.source)
    let year = answers.first { $0.campaign == question?.campaign }?.dataYear
    let later = answers.filter { answer in
      year.map { answer.dataYear > $0 }
        ?? (answer.receivedOn > item.datedOn && answer.campaign != question?.campaign)
    }
    guard let last = later.last else { return [] }
    var reasons = [GetDiagnosis.Reason("SENACS_ANSWERED_AGAIN", last.campaign)]
    guard var field = question?.field else { return reasons }
    for answer in later {
      field = answer.renamed?.first { $0.value == field }?.key ?? field
      if answer.broken.contains(field) {
        reasons.append(.init("SENACS_REDEFINED", answer.campaign))
        break
      }
    }
    return reasons
  }
}
