public import Values

/// An action sheet as a document: what it asks in its own words, and by which named measures each question is answered.
///
/// A sheet chooses measures from a fixed list and cannot define new ones: there is no language of formulas.
public struct ActionSheet: Codable, Sendable, Hashable {
  /// The code of the sheet that is shipped: the steps that are followed are those of its actions.
  public static let followed = "PA 3.1.1"

  /// A text in both languages.
  public struct Words: Codable, Sendable, Hashable {
    /// In French.
    public var fr: String
    /// In English.
    public var en: String
  }

  /// The years that the sheet is for.
  public struct Years: Codable, Sendable, Hashable {
    /// The first one.
    public var first: Year
    /// The last one, not before the first.
    public var last: Year
  }

  /// A passage of the sheet.
  public struct Passage: Codable, Sendable, Hashable {
    /// The heading above the text.
    public var heading: Words
    /// What it says.
    public var body: Words
  }

  /// An action of the sheet.
  public struct Action: Codable, Sendable, Hashable {
    /// Such as `1`; unique in the sheet.
    public var code: String
    /// In French.
    public var fr: String
    /// In English.
    public var en: String
  }

  /// A question of the sheet, and what answers it.
  public struct Question: Codable, Sendable, Hashable {
    /// Such as `Q1`; unique in the sheet.
    public var code: String
    /// The sheet's own words in French.
    public var fr: String
    /// The sheet's own words in English.
    public var en: String
    /// Codes of named measures, in the order shown; the first ones make the sentence that answers. `I0` stands for each `I0:CODE`.
    public var measures: [String]
  }

  /// A value that a measure is meant to reach.
  public struct Target: Codable, Sendable, Hashable {
    /// The two kinds of bound: the measure is to be at least the value, or at most.
    public static let bounds = ["at_least", "at_most"]

    /// The measure's code; `I0:CODE` for one way of training.
    public var measure: String
    /// `all`, `kind:CS`, `kind:EVS`, `ctcd:69M` or `ctcd:69D`.
    public var scope: String
    /// The year Y.
    public var year: Year
    /// A share from 0 to 1 for a rate, a number for a count, as decimal text.
    public var value: Quantity
    /// `at_least` or `at_most`; if absent, the bound that the measure has by its nature.
    public var bound: String?
    /// Who set it; a target that does not say so is refused.
    public var setBy: String?
    /// When it was set; a target that does not say so is refused.
    public var setOn: CivilDate?
  }

  /// What people call it, such as `PA 3.1.1`.
  public var code: String
  /// Its title.
  public var title: Words
  /// Who pilots it.
  public var pilot: Words
  /// The years that it is for.
  public var years: Years
  /// What else it says, in its order.
  public var texts: [Passage]
  /// The actions that it asks for.
  public var actions: [Action]
  /// The questions that it asks.
  public var questions: [Question]
  /// The targets; absent if none was set.
  public var targets: [Target]?
  /// The share of those who could answer, more than 0 and at most 1, from which a year may answer a question of the final report; absent for
  /// half.
  public var enoughAnswers: Quantity?
}
