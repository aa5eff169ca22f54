public import CodebookRules
import Values

/// A question of a campaign, as the form asks it.
public struct FormQuestion: Sendable, Hashable {
  /// What the answer is.
  public enum Kind: Sendable, Hashable {
    /// A text.
    case text
    /// A number, whole or not.
    case number(isWhole: Bool)
    /// A day.
    case day
    /// Yes or no: the texts that senacs reads for them.
    case flag(yes: String, no: String)
    /// One of some values.
    case choice([String])
  }

  /// The field's name.
  public let name: String
  /// The section, which is a page.
  public let section: String
  /// The block of the year; nil for the base.
  public let block: String?
  /// What the answer is.
  public let kind: Kind
  /// Of a number: the least and the greatest; nil for no bound.
  public let least, most: Amount?
  /// Of a text: the most characters.
  public let longest: Int

  /// The most characters that are kept of what somebody types.
  public static let mostTyped = 2000

  /// Takes what a codebook says of a question.
  public init(
    _ name: String, section: String, block: String? = nil, kind: Kind, least: Amount? = nil,
    most: Amount? = nil, longest: Int = FormQuestion.mostTyped
  ) {
    self.name = name
    self.section = section
    self.block = block
    self.kind = kind
    self.least = least
    self.most = most
    self.longest = longest
  }

  /// Reads what somebody typed.
  public func read(_ typed: String) -> TypedValue {
    let text = TypedText.trimmed(typed)
    if text.isEmpty { return .empty }
    if ["NC", "N.C."].contains(text.uppercased()) { return .notKnown }
    switch kind {
    case .text:
      return text.count <= longest ? .value(text) : .fault(.tooLong(longest))
    case .number(let isWhole):
      guard let number = TypedText.number(text) else { return .fault(.noNumber) }
      guard !isWhole || !number.contains(".") else { return .fault(.noWholeNumber) }
      guard let amount = Amount(number) else { return .fault(.tooLarge(nil)) }
      if let least, amount < least { return .fault(.tooSmall(least.text)) }
      if let most, amount > most { return .fault(.tooLarge(most.text)) }
      return .value(number)
    case .day:
      guard let day = TypedText.day(text) else { return .fault(.noDay) }
      return .value(day.iso)
    case .flag:
      switch text.lowercased() {
      case "true", "oui", "yes": return .value("true")
      case "false", "non", "no": return .value("false")
      default: return .fault(.notListed)
      }
    case .choice(let values):
      return values.contains(text) ? .value(text) : .fault(.notListed)
    }
  }

  /// Whether two texts say the same: `712480` and `712 480,0` do.
  public func isSame(_ one: String, _ other: String) -> Bool {
    let texts = (TypedText.trimmed(one), TypedText.trimmed(other))
    if texts.0 == texts.1 { return true }
    guard case .value(let left) = read(one), case .value(let right) = read(other) else {
      return false
    }
    return left == right
  }

  /// The cell that senacs gets for a canonical value.
  public func cell(_ value: String) -> String {
    guard case .flag(let yes, let no) = kind else { return value }
    return value == "true" ? yes : no
  }
}

/// What somebody typed, as it was understood.
public enum TypedValue: Sendable, Hashable {
  /// Nothing.
  case empty
  /// `NC`: the person says that there is no figure.
  case notKnown
  /// A value in canonical text: numbers with a point, days as YYYY-MM-DD, `true` and `false`.
  case value(String)
  /// It cannot be read, or it is out of bounds.
  case fault(Fault)

  /// What is wrong.
  public enum Fault: Sendable, Hashable {
    /// It is no number; it is one, but not whole.
    case noNumber, noWholeNumber
    /// It is below the least.
    case tooSmall(String)
    /// It is above the greatest; nil for a number that no rule could check.
    case tooLarge(String?)
    /// It is no day.
    case noDay
    /// It has more characters than this.
    case tooLong(Int)
    /// It is none of the values that there are.
    case notListed
  }

  /// The canonical value; nil where there is none.
  public var value: String? { if case .value(let value) = self { value } else { nil } }
  /// Whether the question has an answer: a value, or the word that there is none.
  public var isAnswer: Bool {
    switch self {
    case .value, .notKnown: true
    case .empty, .fault: false
    }
  }
  /// Whether it cannot be read.
  public var isFault: Bool { if case .fault = self { true } else { false } }
}
