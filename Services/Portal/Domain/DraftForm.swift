import CodebookRules
public import Contracts

/// A campaign's form with a structure's draft: what is answered, and what is to be looked at.
public struct DraftForm: Sendable {
  /// How far a section or the whole is.
  public struct Progress: Sendable, Hashable {
    /// Questions, and those of them that have an answer.
    public var asked = 0, answered = 0
    /// What sending waits for, and what is only asked.
    public var toSettle = 0, toConfirm = 0
    /// Whether nothing is left to do.
    public var isDone: Bool { answered == asked && toSettle == 0 && toConfirm == 0 }
  }

  /// What stands behind a field's name where the value is confirmed, and where it is explained.
  public static let yes = "-yes", why = "-why"

  /// The questions, in their order.
  public let questions: [FormQuestion]
  /// The draft: field → what was typed; confirmations and explanations too.
  public let fields: [String: DraftValue]
  /// Field → what was typed, as it was understood; only what is in the draft.
  public let values: [String: TypedValue]
  /// What the rules say.
  public let remarks: [RuleRemark]

  /// Takes a draft.
  ///
  /// - Parameters:
  ///   - questions: the questions.
  ///   - codebook: the codebook that they are of.
  ///   - last: the last answer, in canonical text; empty without one.
  ///   - fields: the draft.
  public init(
    _ questions: [FormQuestion], _ codebook: Codebook, last: [String: String],
    fields: [String: DraftValue]
  ) {
    self.questions = questions
    self.fields = fields
    var values: [String: TypedValue] = [:]
    for question in questions {
      if let field = fields[question.name] { values[question.name] = question.read(field.typed) }
    }
    self.values = values
    remarks = RuleRemark.all(on: values, codebook, last: last)
  }

  /// The sections, in the order of their first questions.
  public var sections: [String] {
    var sections: [String] = []
    for question in questions where !sections.contains(question.section) {
      sections.append(question.section)
    }
    return sections
  }

  /// The questions of a section.
  public func questions(of section: String) -> [FormQuestion] {
    questions.filter { $0.section == section }
  }

  /// Whether a value that changed much is confirmed: the confirmation is of one value, and ends with it.
  public func isConfirmed(_ field: String) -> Bool {
    guard let value = values[field]?.value else { return false }
    return fields[field + Self.yes]?.typed == value
  }

  /// The remarks that sending waits for, told at fields of a section.
  public func refusals(of section: String) -> [RuleRemark] {
    let names = Set(questions(of: section).map(\.name))
    return remarks.filter { $0.isRefusal && names.contains($0.field) }
  }

  /// The remarks of a section that are not confirmed.
  public func open(of section: String) -> [RuleRemark] {
    let names = Set(questions(of: section).map(\.name))
    return remarks.filter {
      $0.code != nil && !$0.isRefusal && names.contains($0.field) && !isConfirmed($0.field)
    }
  }

  /// The questions of a section whose text cannot be read.
  public func faults(of section: String) -> [FormQuestion] {
    questions(of: section).filter { values[$0.name]?.isFault == true }
  }

  /// How far a section is.
  public func progress(of section: String) -> Progress {
    let own = questions(of: section)
    return Progress(
      asked: own.count, answered: own.count { values[$0.name]?.isAnswer == true },
      toSettle: faults(of: section).count + refusals(of: section).count,
      toConfirm: open(of: section).count)
  }

  /// How far the whole is.
  public var progress: Progress {
    sections.map(progress(of:)).reduce(into: Progress()) { all, one in
      all.asked += one.asked
      all.answered += one.answered
      all.toSettle += one.toSettle
      all.toConfirm += one.toConfirm
    }
  }

  /// The first section in which something is open; nil where nothing is.
  public var firstOpen: String? { sections.first { !progress(of: $0).isDone } }

  /// The cells that senacs gets: field → canonical text; `NC` and what was not answered are absent.
  public var cells: [String: String] {
    var cells: [String: String] = [:]
    for question in questions {
      if let value = values[question.name]?.value { cells[question.name] = question.cell(value) }
    }
    return cells
  }
}
