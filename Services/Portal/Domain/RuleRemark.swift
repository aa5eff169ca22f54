public import CodebookRules
public import Contracts

/// What a codebook's rule says of a draft.
public struct RuleRemark: Sendable, Hashable {
  /// The rule's kind: `sum`, `difference`, `atMost` or `change`.
  public let kind: String
  /// The field at which it is told.
  public let field: String
  /// The fields that it is about, in the order in which it is told.
  public let fields: [String]
  /// The code, such as `SUM_DIFFERS`; nil where the rule waits for a part.
  public let code: String?
  /// What the rule works out from the others: the sum, the difference, or the value of the last answer; nil where it works out nothing.
  public let result: String?
  /// The field that cannot be read, for which the rule waits; nil where it was judged.
  public let waitsFor: String?

  /// Whether sending waits until it is settled; a question can be confirmed.
  public var isRefusal: Bool { code != nil && code != "CHANGED_MUCH" }

  /// Judges a draft.
  ///
  /// - Parameters:
  ///   - values: field → what was typed, as it was understood.
  ///   - codebook: the campaign's codebook.
  ///   - last: the last answer, in canonical text; empty without one.
  /// - Returns: in the order of the rules.
  public static func all(
    on values: [String: TypedValue], _ codebook: Codebook, last: [String: String]
  ) -> [RuleRemark] {
    let answer = Answer(values.compactMapValues(\.value))
    let before = Answer(last)
    return (codebook.rules ?? []).flatMap { rule -> [RuleRemark] in
      let fields = Self.fields(of: rule)
      if rule.kind != "change", let unread = fields.first(where: { values[$0]?.isFault == true }) {
        guard let field = rule.total ?? rule.field else { return [] }
        return [
          RuleRemark(
            kind: rule.kind, field: field, fields: fields, code: nil, result: nil, waitsFor: unread)
        ]
      }
      var alone = codebook
      alone.rules = [rule]
      return AnswerRules.remarks(on: answer, alone, last: before).map { remark in
        RuleRemark(
          kind: rule.kind, field: remark.field,
          fields: rule.kind == "change" ? [remark.field] : fields, code: remark.code,
          result: result(rule, remark.field, answer, before), waitsFor: nil)
      }
    }
  }

  private static func fields(of rule: Codebook.Rule) -> [String] {
    switch rule.kind {
    case "sum": (rule.parts ?? []) + [rule.total].compactMap(\.self)
    case "difference": [rule.plus, rule.minus, rule.field].compactMap(\.self)
    case "atMost": [rule.field, rule.whole].compactMap(\.self)
    default: []
    }
  }

  private static func result(
    _ rule: Codebook.Rule, _ field: String, _ answer: Answer, _ last: Answer
  ) -> String? {
    switch rule.kind {
    case "sum": return sum(of: rule.parts ?? [], answer).text
    case "difference":
      guard let plus = rule.plus.flatMap(answer.amount),
        let minus = rule.minus.flatMap(answer.amount)
      else { return nil }
      return Amount(millionths: plus.millionths - minus.millionths).text
    case "change": return last.amount(field)?.text
    default: return nil
    }
  }

  /// The sum of those fields that are numbers.
  public static func sum(of fields: [String], _ answer: Answer) -> Amount {
    Amount(millionths: fields.compactMap(answer.amount).reduce(0) { $0 + $1.millionths })
  }
}
