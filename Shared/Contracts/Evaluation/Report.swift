import Crypto
public import Foundation
public import Values

/// A report as it was frozen: what was asked, what was known, and what came out.
///
/// Its digest is SHA-256 over ``canonical``. The same facts, known up to the same pins and counted by the same rules, give the same bytes,
/// whenever they are counted again and by whichever program (design.md, §5 and §8).
public struct Report: Codable, Sendable, Hashable {
  /// `year` or `final`.
  public static let kinds = ["year", "final"]

  /// A part: figures of one question.
  public struct Part: Codable, Sendable, Hashable {
    /// What it is called, such as `2025` or `2023-2026`.
    public var name: String
    /// What was asked.
    public var query: FigureQuery
    /// The figures, by code and scope.
    public var figures: [Figure]

    /// Makes a part.
    public init(name: String, query: FigureQuery, figures: [Figure]) {
      self.name = name
      self.query = query
      self.figures = figures
    }
  }

  /// What is shown beside the figures of the last part, as of its day: who leaves, who stays, what was declared and observed, and what was
  /// done. None of it is in a figure of the sheet.
  public struct Beside: Codable, Sendable, Hashable {
    /// What structures declare, compared with what was observed: how many structures are in each state.
    public struct Declared: Codable, Sendable, Hashable {
      /// `use` of SENACS data, or `veille`.
      public var what: String
      /// `all`, `kind:CS` or `kind:EVS`.
      public var scope: String
      /// State, as ``CompareDeclared/Row`` has it → number of structures.
      public var states: [String: Int]
    }

    /// What SENACS data are used for, in a scope.
    public struct Uses: Codable, Sendable, Hashable {
      /// `all`, `kind:CS` or `kind:EVS`.
      public var scope: String
      /// Structures that say that they use them: a level of 1 or more.
      public var users: Int
      /// How many of those structures do not say for what.
      public var silent: Int
      /// Code → how many of those structures name it; a structure may name several.
      public var codes: [String: Int]
    }

    /// Departures by cause, rotation and tenure, by function and scope.
    public var turnover: [GetTurnover.Row]
    /// People trained, and how many of them held no post on the last day of their training.
    public var trained, withoutPost: Int
    /// How long the others stay in post, by scope.
    public var retention: [GetRetention.Row]
    /// The comparisons, by what is compared and by scope.
    public var declared: [Declared]
    /// What structures say that they use SENACS data for; absent in reports that were frozen before this was told.
    public var uses: [Uses]?
    /// What was planned and done in the sheet's actions.
    public var steps: [ListSteps.Step]
    /// The steps, added up by action and year.
    public var years: [ListSteps.Year]

    /// Makes it.
    public init(
      turnover: [GetTurnover.Row], trained: Int, withoutPost: Int, retention: [GetRetention.Row],
      declared: [Declared], uses: [Uses]?,
      steps: [ListSteps.Step], years: [ListSteps.Year]
    ) {
      self.uses = uses
      self.turnover = turnover
      self.trained = trained
      self.withoutPost = withoutPost
      self.retention = retention
      self.declared = declared
      self.steps = steps
      self.years = years
    }
  }

  /// The form of this document: 1 without the sheet, as version 0.1 wrote it, 2 with it, 3 with what stands beside the figures.
  public var form: Int
  /// `year`, or `final` for all years of the sheet.
  public var kind: String
  /// The version of the rules (``RuleBook``).
  public var rules: String
  /// How far each service had recorded.
  public var pins: [String: FigureQuery.Pin]
  /// The parts, in order of time.
  public var parts: [Part]
  /// The day on which the report was made, if the last day that it is about was not over then; absent otherwise.
  public var madeOn: CivilDate?
  /// Whether the network is invented; absent when it is empty.
  public var fictitious: Bool?
  /// The sheet that is evaluated; absent in form 1, which is of the sheet PA 3.1.1 as it was shipped then.
  public var sheet: ActionSheet?
  /// What stands beside the figures; absent before form 3.
  public var beside: Beside?

  /// Makes a report.
  public init(
    kind: String, rules: String, sheet: ActionSheet?, pins: [String: FigureQuery.Pin],
    parts: [Part], madeOn: CivilDate? = nil, beside: Beside?, fictitious: Bool?
  ) {
    self.madeOn = madeOn
    form = beside != nil ? 3 : sheet == nil ? 1 : 2
    self.beside = beside
    self.rules = rules
    self.sheet = sheet
    self.kind = kind
    self.pins = pins
    self.parts = parts
    self.fictitious = fictitious
  }

  /// Returns the document in its one canonical form: JSON, keys sorted, without white space, whole numbers and texts only, in UTF-8.
  ///
  /// - Throws: `EncodingError`.
  public func canonical() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }

  /// SHA-256 of ``canonical()``, 64 hexadecimal digits.
  ///
  /// - Throws: `EncodingError`.
  public func digest() throws -> String { hexadecimal(SHA256.hash(data: try canonical())) }
}
