public import RPCContract
public import Values

/// Lists what is planned and done in the sheet's actions, and what is behind its plan.
public struct ListSteps: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/ListSteps"
  /// Those who pilot the sheet, take part in it or audit it.
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
    /// The action's code, such as `1`, as the sheet has it, and the step's code.
    public var action, code: String
    /// What it is.
    public var label: String
    /// Who does it, and with whom; the second may be empty.
    public var responsible, partners: String
    /// Who pays; may be empty.
    public var funders: String
    /// The day for which it is planned now, and the day for which it was first planned.
    public var plannedOn, firstPlannedOn: CivilDate
    /// The day on which it was done, and on which it was given up; absent if it was not.
    public var doneOn, droppedOn: CivilDate?
    /// `DONE`, `DONE_LATE`, `DROPPED`, `PLANNED`, or `LATE` when its day is past.
    public var state: String
    /// Days that it slipped since the day first planned: to the day it was done; if it is late, to the day asked about; if it is planned,
    /// to the day planned now; 0 if it is dropped or did not slip.
    public var slippedDays: Int
    /// People planned for and reached; absent if unknown, and the second also while the step is not done.
    public var plannedPeople, reachedPeople: Int?
    /// Euros planned and spent, as decimal texts; absent if unknown, and the second also while the step is not done.
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

  /// An action in a year; a step belongs to the year for which it is planned.
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
    /// How many steps give no planned cost, and how many done steps give no spent cost.
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
    /// The steps, by action and planned day.
    public var steps: [Step]
    /// The steps added up, by action and year.
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
