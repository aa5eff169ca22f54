public import RPCContract
public import Values

/// Lists what is planned and done in the sheet's actions, and what slips.
public struct ListSteps: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/ListSteps"
  /// Who pilots the sheet, takes part, and audits.
  public static let roles: Set<Role> = [.operator, .federation, .auditor]

  /// The day: what is planned before it and not done is late.
  public var asOf: CivilDate
  /// Only what was recorded by the end of this day, in Paris; absent for all.
  public var knownOn: CivilDate?
  /// Only what the service had recorded when it was pinned; absent for all.
  public var pin: FigureQuery.Pin?

  /// Makes the request.
  public init(asOf: CivilDate, knownOn: CivilDate? = nil, pin: FigureQuery.Pin? = nil) {
    self.asOf = asOf
    self.knownOn = knownOn
    self.pin = pin
  }

  /// The instant before which a version must have been recorded to be seen; nil for all.
  public var knownBefore: Instant? { FigureQuery.bound(knownOn, pin) }

  /// A step of an action.
  public struct Step: Codable, Sendable, Hashable {
    /// The action's code, such as `1`, as the sheet has it, and the step's.
    public var action, code: String
    /// What it is.
    public var label: String
    /// By whom, and with whom; the second may be empty.
    public var responsible, partners: String
    /// Who pays; may be empty.
    public var funders: String
    /// When it is planned, and when that was first said to be.
    public var plannedOn, firstPlannedOn: CivilDate
    /// When it was done, or given up; absent for not.
    public var doneOn, droppedOn: CivilDate?
    /// `DONE`, `DONE_LATE`, `DROPPED`, `PLANNED`, or `LATE` when its day is past.
    public var state: String
    /// Days by which it slipped: from the day first said to the day it was done, or else to the later of the day said now and, where
    /// that is past, the day asked about; 0 for none.
    public var slippedDays: Int
    /// People planned for and reached; absent for unknown, the second while the step is not done.
    public var plannedPeople, reachedPeople: Int?
    /// Euros planned and spent, as decimal texts; absent for unknown, the second while the step is not done.
    public var plannedCost, spentCost: String?

    /// Makes a step.
    public init(
      action: String, code: String, label: String, responsible: String, partners: String,
      funders: String, plannedOn: CivilDate, firstPlannedOn: CivilDate, doneOn: CivilDate?,
      droppedOn: CivilDate?, state: String, slippedDays: Int, plannedPeople: Int?,
      reachedPeople: Int?, plannedCost: String?, spentCost: String?
    ) {
      self.action = action
      self.code = code
      self.label = label
      self.responsible = responsible
      self.partners = partners
      self.funders = funders
      self.plannedOn = plannedOn
      self.firstPlannedOn = firstPlannedOn
      self.doneOn = doneOn
      self.droppedOn = droppedOn
      self.state = state
      self.slippedDays = slippedDays
      self.plannedPeople = plannedPeople
      self.reachedPeople = reachedPeople
      self.plannedCost = plannedCost
      self.spentCost = spentCost
    }
  }

  /// An action in a year, by the days for which its steps are planned.
  public struct Year: Codable, Sendable, Hashable {
    /// The action's code.
    public var action: String
    /// The year.
    public var year: Int
    /// Steps planned, done, late and dropped.
    public var steps, done, late, dropped: Int
    /// People; steps that do not say count as 0.
    public var plannedPeople, reachedPeople: Int
    /// Euros, as decimal texts; steps that do not say count as 0.
    public var plannedCost, spentCost: String
    /// How many steps say no cost planned, and how many done ones none spent.
    public var withoutPlannedCost, withoutSpentCost: Int

    /// Makes it.
    public init(
      action: String, year: Int, steps: Int, done: Int, late: Int, dropped: Int,
      plannedPeople: Int, reachedPeople: Int, plannedCost: String, spentCost: String,
      withoutPlannedCost: Int, withoutSpentCost: Int
    ) {
      self.action = action
      self.year = year
      self.steps = steps
      self.done = done
      self.late = late
      self.dropped = dropped
      self.plannedPeople = plannedPeople
      self.reachedPeople = reachedPeople
      self.plannedCost = plannedCost
      self.spentCost = spentCost
      self.withoutPlannedCost = withoutPlannedCost
      self.withoutSpentCost = withoutSpentCost
    }
  }

  /// The steps.
  public struct Reply: Codable, Sendable {
    /// By action and the day planned.
    public var steps: [Step]
    /// By action and year.
    public var years: [Year]
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(steps: [Step], years: [Year], fictitious: Bool?) {
      self.steps = steps
      self.years = years
      self.fictitious = fictitious
    }
  }
}
