public import Values

extension TableSchema {
  /// How the style of a file matters to a column: `text` where it does not; nil for a column that the schema does not have.
  ///
  /// - Parameters:
  ///   - label: the column's label.
  ///   - mapping: label → field, where they differ.
  /// - Returns: its use.
  public func use(of label: String, mapping: [String: String] = [:]) -> FileStyle.ColumnUse? {
    let name = mapping[label] ?? label
    guard let field = fields.first(where: { $0.name == name }) else { return nil }
    switch field.type {
    // A fact file's days have one agreed order, and its levels are words of a list, so neither depends on the style.
    case .date where field.fact != nil: return .text
    case .integer where field.fact == .level: return .text
    case .integer: return .integer
    case .year: return field.fact == nil ? .text : .integer
    case .number: return field.decimalChar == nil ? .number : .integer
    case .date: return field.format == nil || field.format == "default" ? .day : .text
    default: return .text
    }
  }
}

/// The cells of a workbook have types. They are written as the text that a field reads, so that each keeps its value, whatever form
/// the field declares for texts.
extension TableSchema.Field {
  /// Writes a day, and its second where the cell shows a time, 0…86,399.
  public func written(_ day: CivilDate, second: Int?) -> String {
    let isPlain = format == nil || format == "default"
    switch type {
    case .datetime:
      // An instant of a fact file is UTC.
      guard !isPlain else { return Self.iso(day, second ?? 0) + (fact == .instant ? "Z" : "") }
      return Moment.Form(format ?? "").map { $0.text(day, second: second ?? 0) } ?? day.iso
    case .date where !isPlain && (second ?? 0) == 0:
      return Moment.Form(format ?? "").map { $0.text(day) } ?? day.iso
    default: return second.map { Self.iso(day, $0) } ?? day.iso
    }
  }

  private static func iso(_ day: CivilDate, _ second: Int) -> String {
    Moment.Form("%Y-%m-%dT%H:%M:%S")?.text(day, second: second) ?? day.iso
  }

  /// Writes a time of the day, given in seconds; nil for a field that is not of times with a pattern of its own.
  public func written(time seconds: Int) -> String? {
    guard type == .time, let format, format != "default", seconds < 86_400 else { return nil }
    return Moment.Form(format, whole: "HM")?.text(CivilDate(daysSinceEpoch: 0), second: seconds)
  }

  /// Writes a number, given with a point, with the decimal character of the field.
  public func written(number: String) -> String {
    guard type == .number, let decimalChar else { return number }
    return number.replacing(".", with: decimalChar)
  }

  /// Writes a flag as the field's own text for it.
  public func written(flag: Bool) -> String {
    let texts = type == .boolean ? (flag ? trueValues : falseValues) : nil
    return texts?.first ?? String(flag)
  }
}
