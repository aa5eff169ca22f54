public import Contracts
public import Values

/// What must hold between the cells of an answer, by the rules of its codebook.
///
/// Source: reference/domain.md, §1.3, “Cross-checks a good ingester must make”. A rule of a kind that this version does not
/// know is ignored here; ``faults(in:)`` reports it when the codebook is set.
public enum AnswerRules {
  /// A remark on an answer.
  public struct Remark: Hashable, Sendable {
    /// The field.
    public let field: String
    /// What was compared, such as `12 > 10`.
    public let value: String
    /// `SUM_DIFFERS`, `PART_EXCEEDS_WHOLE`, `DIFFERENCE_DIFFERS` or `CHANGED_MUCH`.
    public let code: String
    /// Whether the remark is only a question to the structure, and no reason to refuse the answer.
    public var isQuestion: Bool { code == "CHANGED_MUCH" }
  }

  /// Returns the remarks on an answer.
  ///
  /// A missing answer is not 0: where parts of a sum are missing, only a sum above the total is told.
  ///
  /// - Parameters:
  ///   - answer: the answer.
  ///   - codebook: its codebook.
  ///   - last: the same structure's last answer, under the names of this codebook; nil without one.
  /// - Returns: in the order of the rules.
  public static func remarks(on answer: Answer, _ codebook: Codebook, last: Answer?) -> [Remark] {
    (codebook.rules ?? []).flatMap { rule -> [Remark] in
      switch rule.kind {
      case "sum": sum(rule, answer).map { [$0] } ?? []
      case "atMost": part(rule, answer).map { [$0] } ?? []
      case "difference": difference(rule, answer).map { [$0] } ?? []
      case "change": (rule.fields ?? []).compactMap { change($0, rule, answer, last) }
      default: []
      }
    }
  }

  /// The fields that the rules name.
  public static func fields(of codebook: Codebook) -> Set<String> {
    Set(
      (codebook.rules ?? []).flatMap { rule in
        [rule.field, rule.whole, rule.total, rule.plus, rule.minus].compactMap(\.self)
          + (rule.parts ?? []) + (rule.fields ?? [])
      })
  }

  /// Whether a rule compares with the last answer.
  public static func needLast(_ codebook: Codebook) -> Bool {
    (codebook.rules ?? []).contains { $0.kind == "change" }
  }

  private static func sum(_ rule: Codebook.Rule, _ answer: Answer) -> Remark? {
    guard let field = rule.total, let total = answer.amount(field), let parts = rule.parts else {
      return nil
    }
    let known = parts.compactMap(answer.amount)
    guard !known.isEmpty else { return nil }
    let sum = known.reduce(0) { $0 + $1.millionths }
    let excess = sum - total.millionths
    let allowed = (rule.within ?? 0) * 1_000_000
    guard excess > allowed || (known.count == parts.count && excess < -allowed) else { return nil }
    return Remark(
      field: field, value: "\(Amount(millionths: sum).text) ≠ \(total.text)", code: "SUM_DIFFERS")
  }

  private static func part(_ rule: Codebook.Rule, _ answer: Answer) -> Remark? {
    guard let field = rule.field, let whole = rule.whole.flatMap(answer.amount),
      let part = answer.amount(field), part > whole
    else { return nil }
    return Remark(field: field, value: "\(part.text) > \(whole.text)", code: "PART_EXCEEDS_WHOLE")
  }

  private static func difference(_ rule: Codebook.Rule, _ answer: Answer) -> Remark? {
    guard let field = rule.field, let declared = answer.amount(field),
      let plus = rule.plus.flatMap(answer.amount), let minus = rule.minus.flatMap(answer.amount)
    else { return nil }
    let off = plus.millionths - minus.millionths - declared.millionths
    guard abs(off) > (rule.within ?? 0) * 1_000_000 else { return nil }
    return Remark(
      field: field, value: "\(declared.text) ≠ \(plus.text) − \(minus.text)",
      code: "DIFFERENCE_DIFFERS")
  }

  private static func change(
    _ field: String, _ rule: Codebook.Rule, _ answer: Answer, _ last: Answer?
  ) -> Remark? {
    guard let now = answer.amount(field), let before = last?.amount(field),
      let percent = rule.percent, before.millionths != 0
    else { return nil }
    // In 128 bits, since the products may exceed 64.
    let moved = Int128((now.millionths - before.millionths).magnitude) * 100
    guard moved > Int128(before.millionths.magnitude) * Int128(percent) else { return nil }
    return Remark(field: field, value: "\(before.text) → \(now.text)", code: "CHANGED_MUCH")
  }

  /// Returns the faults of a codebook's rules, sizes and names.
  public static func faults(in codebook: Codebook) -> [DocumentFault] {
    let names = Set(codebook.fields.map(\.name))
    let numeric = Set(codebook.fields.filter(\.isNumeric).map(\.name))
    var faults: [DocumentFault] = []
    for (index, rule) in (codebook.rules ?? []).enumerated() {
      let needed: [String?] =
        switch rule.kind {
        case "sum": [rule.total] + (rule.parts ?? [nil])
        case "atMost": [rule.field, rule.whole]
        case "difference": [rule.field, rule.plus, rule.minus]
        case "change": rule.fields ?? [nil]
        default: [nil]
        }
      func wrong(_ code: String, _ values: String...) {
        faults.append(DocumentFault(code, [String(index + 1), rule.kind] + values))
      }
      if needed.contains(nil) { wrong("RULE_INCOMPLETE") }
      for field in needed.compactMap(\.self) where !numeric.contains(field) {
        wrong("RULE_FIELD", field)
      }
      if rule.kind == "change", !((rule.percent ?? 0) > 0) { wrong("RULE_PERCENT") }
      if !(0...Amount.limit).contains(rule.within ?? 0) {
        wrong("RULE_WITHIN", String(Amount.limit))
      }
    }
    if let sizes = codebook.sizes {
      if !numeric.contains(sizes.field) {
        faults.append(DocumentFault("SIZES_FIELD", sizes.field))
      }
      let isRising = zip(sizes.bounds, sizes.bounds.dropFirst()).allSatisfy(<)
      if sizes.bounds.isEmpty || !isRising
        || !sizes.bounds.allSatisfy({ (0...Amount.limit).contains($0) })
      {
        faults.append(DocumentFault("SIZES_BOUNDS", String(Amount.limit)))
      }
    }
    if names.count < codebook.fields.count { faults.append(DocumentFault("NAMES_TWICE")) }
    if names.contains("") { faults.append(DocumentFault("FIELD_UNNAMED")) }
    return faults
  }
}
