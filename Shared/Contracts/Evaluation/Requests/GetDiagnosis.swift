public import RPCContract
public import Values

/// Shows a structure's shared diagnosis: what it rests on and how fresh that is, who took part, what it leads to, what changed at
/// its revisions, and what is to be read again.
///
/// NOT_FOUND with `STRUCTURE_UNKNOWN`; PERMISSION_DENIED with `OTHER_STRUCTURE` for a structure that asks for another.
public struct GetDiagnosis: RPCRequest, OwnStructureMessage {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/GetDiagnosis"
  /// Those who accompany structures, those who audit, and the structure itself.
  public static let roles: Set<Role> = [.operator, .federation, .auditor, .structure]
  /// A diagnosis has texts that people wrote.
  public static let tellsOfPeople = true
  /// The structure.
  public var subjects: [String] { [structure] }

  /// The structure's code.
  public var structure: String
  /// The day.
  public var asOf: CivilDate

  /// Makes the request.
  public init(structure: String, asOf: CivilDate) {
    self.structure = structure
    self.asOf = asOf
  }

  /// Why an item is to be read again.
  public struct Reason: Codable, Sendable, Hashable {
    /// `SERIES_MOVED` (published later, or revised), `SENACS_ANSWERED_AGAIN`, `SENACS_REDEFINED`, `COMMUNE_CHANGED`,
    /// `QPV_LIST_CHANGED`, `MEETING_CANCELLED`.
    public var code: String
    /// What is new, such as a period, a campaign or a code.
    public var detail: String
    /// For `COMMUNE_CHANGED`: `detail` with the communes' names in place of their codes; absent for other reasons, and from services of
    /// version 0.3.0 and before.
    public var named: String?
    /// For a series: what it said when the item was dated, and what it says now.
    public var change: GetPortrait.Change?

    /// Makes a reason.
    public init(
      _ code: String, _ detail: String, named: String? = nil, change: GetPortrait.Change? = nil
    ) {
      self.code = code
      self.detail = detail
      self.named = named
      self.change = change
    }
  }

  /// What the diagnosis rests on.
  public struct Evidence: Codable, Sendable, Hashable {
    /// Its code.
    public var code: String
    /// `previous_project`, `problems`, `potentials`, `inhabitants`, `professionals` or `partners`.
    public var base: String
    /// `series`, `senacs`, `meeting` or `document`.
    public var kind: String
    /// A series' code, `campaign:field` (``SenacsQuestion``), a meeting's code, or a document's title.
    public var source: String
    /// What people call the source, by `fr` and `en`: the label of a series or of a SENACS question, or the name of a meeting's body;
    /// absent for a document, for a source that is not known, and from services of version 0.3.0 and before.
    public var sourceLabels: [String: String]?
    /// The source's own date.
    public var datedOn: CivilDate
    /// The commune or QPV that it speaks of; absent for the structure's own.
    public var territory: String?
    /// What it says.
    public var statement: String
    /// Whole months since its date.
    public var ageMonths: Int
    /// `FRESH` up to 12 months, `AGEING` up to 24, else `OLD`.
    public var freshness: String
    /// Why it is to be read again; empty for no reason.
    public var readAgain: [Reason]

    /// Makes an item.
    public init(
      code: String, base: String, kind: String, source: String,
      sourceLabels: [String: String]? = nil, datedOn: CivilDate, territory: String?,
      statement: String, ageMonths: Int, freshness: String, readAgain: [Reason]
    ) {
      self.code = code
      self.base = base
      self.kind = kind
      self.source = source
      self.sourceLabels = sourceLabels
      self.datedOn = datedOn
      self.territory = territory
      self.statement = statement
      self.ageMonths = ageMonths
      self.freshness = freshness
      self.readAgain = readAgain
    }
  }

  /// One of the bases that the sheet asks for.
  public struct Base: Codable, Sendable, Hashable {
    /// Its name.
    public var base: String
    /// How many items it has; a base without items is told with 0.
    public var items: Int
    /// The latest of their dates; absent without any.
    public var latestOn: CivilDate?

    /// Makes it.
    public init(base: String, items: Int, latestOn: CivilDate?) {
      self.base = base
      self.items = items
      self.latestOn = latestOn
    }
  }

  /// People who took part, counted.
  public struct Participation: Codable, Sendable, Hashable {
    /// The day.
    public var heldOn: CivilDate
    /// `inhabitants`, `professionals` or `partners`.
    public var audience: String
    /// `meeting`, `survey`, `interviews`, `walk` or `other`.
    public var way: String
    /// How many.
    public var people: Int

    /// Makes it.
    public init(heldOn: CivilDate, audience: String, way: String, people: Int) {
      self.heldOn = heldOn
      self.audience = audience
      self.way = way
      self.people = people
    }
  }

  /// A problem, axis, objective or answer.
  public struct Element: Codable, Sendable, Hashable {
    /// Its code.
    public var code: String
    /// `problem`, `axis`, `objective` or `answer`.
    public var kind: String
    /// What it says.
    public var label: String
    /// The codes that it is linked to, as they were written.
    public var linkedTo: [String]
    /// For a problem: the items that show it.
    public var evidence: [String]
    /// The day from which it is part of the diagnosis.
    public var since: CivilDate
    /// What it lacks: `NO_AXIS`, `NO_PROBLEM`, `NO_OBJECTIVE`, `NO_ANSWER_YET`, `NO_EVIDENCE`, `LINK_UNKNOWN`; empty for nothing.
    public var lacks: [String]

    /// Makes it.
    public init(
      code: String, kind: String, label: String, linkedTo: [String], evidence: [String],
      since: CivilDate, lacks: [String]
    ) {
      self.code = code
      self.kind = kind
      self.label = label
      self.linkedTo = linkedTo
      self.evidence = evidence
      self.since = since
      self.lacks = lacks
    }
  }

  /// A problem and what answers it: a row of the matrix.
  public struct Line: Codable, Sendable, Hashable {
    /// The problem's code.
    public var problem: String
    /// The axes, objectives and answers that lead to it, by code.
    public var axes, objectives, answers: [String]

    /// Makes it.
    public init(problem: String, axes: [String], objectives: [String], answers: [String]) {
      self.problem = problem
      self.axes = axes
      self.objectives = objectives
      self.answers = answers
    }
  }

  /// A revision, and what changed in it since the one before.
  public struct Revision: Codable, Sendable, Hashable {
    /// The day.
    public var revisedOn: CivilDate
    /// What was said of it.
    public var note: String
    /// Elements and items that are new, gone, or say something else, by code.
    public var added, dropped, reworded: [String]

    /// Makes it.
    public init(
      revisedOn: CivilDate, note: String, added: [String], dropped: [String], reworded: [String]
    ) {
      self.revisedOn = revisedOn
      self.note = note
      self.added = added
      self.dropped = dropped
      self.reworded = reworded
    }
  }

  /// What becomes of the level when one point of the grid is one more or less.
  public struct Sensitivity: Codable, Sendable, Hashable {
    /// The point: `a1` … `a4c`, `b1`, `b2`, `c1`.
    public var point: String
    /// 1 or -1.
    public var change: Int
    /// The level then.
    public var level: String

    /// Makes it.
    public init(point: String, change: Int, level: String) {
      self.point = point
      self.change = change
      self.level = level
    }
  }

  /// How the readings of the diagnosis come out.
  public struct Grading: Codable, Sendable, Hashable {
    /// The grid's name.
    public var grid: String
    /// `acquired`, `in_progress`, `to_support`, `arbitration` or `not_evaluated`.
    public var level: String
    /// The items on which two assessors lie too far apart, until a `final` reading settles them.
    public var disputed: [String]
    /// What one point would change; empty for nothing.
    public var sensitivity: [Sensitivity]

    /// Makes it.
    public init(
      grid: String, level: String, disputed: [String], sensitivity: [Sensitivity]
    ) {
      self.grid = grid
      self.level = level
      self.disputed = disputed
      self.sensitivity = sensitivity
    }
  }

  /// The latest reading of an assessor.
  public struct Reading: Codable, Sendable, Hashable {
    /// `first`, `second` or `final`.
    public var assessor: String
    /// The day of the reading.
    public var assessedOn: CivilDate
    /// Whether it is the structure's first project, which has no previous one to evaluate.
    public var firstProject: Bool
    /// The day of the last revision, as the assessor was told it; absent for never.
    public var lastRevisionOn: CivilDate?

    /// Makes it.
    public init(
      assessor: String, assessedOn: CivilDate, firstProject: Bool, lastRevisionOn: CivilDate?
    ) {
      self.assessor = assessor
      self.assessedOn = assessedOn
      self.firstProject = firstProject
      self.lastRevisionOn = lastRevisionOn
    }
  }

  /// A part of a whole, as counts.
  public struct Share: Codable, Sendable, Hashable {
    /// How many.
    public var part: Int
    /// Of how many.
    public var whole: Int

    /// Makes it.
    public init(_ part: Int, of whole: Int) {
      self.part = part
      self.whole = whole
    }
  }

  /// The diagnosis.
  public struct Reply: Codable, Sendable {
    /// The structure's code and name.
    public var structure, name: String
    /// Its commune on the day.
    public var commune: String
    /// The day.
    public var asOf: CivilDate
    /// The items of evidence, by base, then by code.
    public var evidence: [Evidence]
    /// All six bases, also those without an item.
    public var bases: [Base]
    /// How many items, of all, are older than 24 months.
    public var old: Share
    /// The occasions on which people took part, by day.
    public var participations: [Participation]
    /// The elements on the day, by kind and code.
    public var elements: [Element]
    /// One line for each problem.
    public var matrix: [Line]
    /// How many problems, of all, have an axis; how many objectives, of all, lead to a problem.
    public var problemsWithAxis, objectivesLinked: Share
    /// The revisions, oldest first.
    public var revisions: [Revision]
    /// The grading by the proposed grid.
    public var grading: Grading
    /// The latest reading of each assessor by the day: first, second, final; absent from services of version 0.3.0 and before.
    public var readings: [Reading]?
    /// Services that could not be asked; what they know is not taken into account.
    public var missing: [String]
    /// Whether the network is invented; absent when it is empty.
    public var fictitious: Bool?

    /// Makes the reply.
    public init(
      structure: String, name: String, commune: String, asOf: CivilDate, evidence: [Evidence],
      bases: [Base], old: Share, participations: [Participation], elements: [Element],
      matrix: [Line], problemsWithAxis: Share, objectivesLinked: Share, revisions: [Revision],
      grading: Grading, readings: [Reading]? = nil, missing: [String], fictitious: Bool?
    ) {
      self.readings = readings
      self.structure = structure
      self.name = name
      self.commune = commune
      self.asOf = asOf
      self.evidence = evidence
      self.bases = bases
      self.old = old
      self.participations = participations
      self.elements = elements
      self.matrix = matrix
      self.problemsWithAxis = problemsWithAxis
      self.objectivesLinked = objectivesLinked
      self.revisions = revisions
      self.grading = grading
      self.missing = missing
      self.fictitious = fictitious
    }
  }
}
