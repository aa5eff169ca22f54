import Values

/// The checks of a field, prepared for cells as bytes, in the order of frictionless-py 5.
///
/// A class, so that going from field to field copies nothing.
final class FieldCheck {
  let name: String
  private let kind: FieldKind
  private let isFact: Bool
  private let isRequired: Bool
  private let lengths: ClosedRange<Int>?
  private let least, greatest: (number: DecimalNumber?, order: Int?)
  private let pattern: Pattern?
  private let choices: [[UInt8]]?
  private let numbers: [DecimalNumber]?
  let isUnique: Bool
  /// Whether its cells are those of a fact file's column.
  var isOfFacts: Bool { if case .fact = kind { true } else { false } }

  /// The allowed values, shortened to the first ones where there are many; nil where the field has no list of values.
  private let allowed: [String]?
  /// The least and the most, such as `1…999`; nil where there is none.
  private let bounds: String?
  /// The most allowed values that a finding lists.
  private static let mostTold = 20

  /// Makes a field's checks ready.
  ///
  /// - Parameters:
  ///   - field: the field.
  ///   - isFact: whether the cells become facts, which have bounds besides those of the schema.
  /// - Throws: ``TableSchemaError`` for what is not understood.
  init(_ field: TableSchema.Field, isFact: Bool = false) throws {
    func refused(_ code: String, _ values: String...) -> TableSchemaError {
      TableSchemaError(fault: DocumentFault(code, [field.name] + values))
    }
    let constraints = field.constraints
    name = field.name
    let values: [String]? =
      constraints.enum?.map(\.text)
      ?? (field.type == .boolean
        ? [field.trueValues?.first ?? "true", field.falseValues?.first ?? "false"] : nil)
    allowed = values.map {
      Array($0.prefix(Self.mostTold)) + ($0.count > Self.mostTold ? ["…"] : [])
    }
    bounds = Self.bounds(constraints)
    isRequired = constraints.required ?? false
    isUnique = constraints.unique ?? false
    let kind = try FieldKind(field)
    self.kind = kind
    self.isFact = isFact
    lengths =
      constraints.minLength == nil && constraints.maxLength == nil
      ? nil
      : (constraints.minLength ?? 0)...max(
        constraints.maxLength ?? .max, constraints.minLength ?? 0)
    func bound(_ value: TableSchema.Bound?) throws -> (DecimalNumber?, Int?) {
      guard let value else { return (nil, nil) }
      let bytes = Array(value.text.utf8)
      return try bytes.withUnsafeBytes { text in
        switch field.type {
        case .integer, .number, .year:
          guard let number = DecimalNumber(text) else {
            throw refused("SCHEMA_NUMBER", value.text)
          }
          return (number, nil)
        case .date:
          guard let form = Moment.Form("%Y-%m-%d"), let day = Moment.day(text, form) else {
            throw refused("SCHEMA_DAY", value.text)
          }
          return (nil, day)
        case .datetime, .time, .duration, .yearmonth:
          guard case .order(let order) = kind.value(of: text) else {
            throw refused("SCHEMA_VALUE", value.text, field.type.rawValue)
          }
          return (nil, order)
        default: throw refused("SCHEMA_BOUNDS")
        }
      }
    }
    least = try bound(constraints.minimum)
    greatest = try bound(constraints.maximum)
    pattern = try constraints.pattern.map { text in
      guard let pattern = Pattern(text) else { throw refused("SCHEMA_PATTERN", text) }
      return pattern
    }
    let bytes = field.fact == nil ? constraints.enum?.map { Array($0.text.utf8) } : nil
    switch field.type {
    case .integer, .number, .year:
      choices = nil
      numbers = try bytes?.map { text in
        guard let number = text.withUnsafeBytes({ DecimalNumber($0) }) else {
          throw refused("SCHEMA_ENUM", String(decoding: text, as: UTF8.self))
        }
        return number
      }
    default: (choices, numbers) = (bytes, nil)
    }
  }

  /// Checks a cell; `isMissing` says that the cell is one of the schema's missing values.
  func check(
    _ cell: UnsafeRawBufferPointer, isMissing: Bool, _ report: (CellFault) throws -> Void
  ) rethrows {
    guard !isMissing else {
      if isRequired { try report(.missing) }
      return
    }
    var items: Int?
    switch kind.value(of: cell) {
    case .fault(let fault): return try report(fault)
    case .number(let number):
      if let least = least.number, number < least { try report(.tooSmall) }
      if let greatest = greatest.number, greatest < number { try report(.tooLarge) }
      if let numbers, !numbers.contains(number) { try report(.choice) }
    case .order(let order):
      if isFact, isDay, !Moment.civilDays.contains(order) { return try report(.date) }
      if let least = least.order, order < least { try report(.tooSmall) }
      if let greatest = greatest.order, greatest < order { try report(.tooLarge) }
    case .items(let count): items = count
    case .none: if isFact, let fault = Self.fault(ofText: cell) { return try report(fault) }
    }
    if let lengths {
      // Counts characters, not bytes: the bytes that continue a character in UTF-8 are left out.
      let count = items ?? cell.count { $0 & 0xC0 != 0x80 }
      if count < lengths.lowerBound { try report(.tooShort) }
      if count > lengths.upperBound { try report(.tooLong) }
    }
    if let pattern {
      switch pattern.match(cell) {
      case .whole: break
      case .none: try report(.pattern)
      case .givenUp: try report(.costlyPattern)
      }
    }
    if let choices, !choices.contains(where: cell.elementsEqual) { try report(.choice) }
  }

  private static func bounds(_ constraints: TableSchema.Constraints) -> String? {
    let least = constraints.minimum?.text ?? constraints.minLength.map(String.init)
    let most = constraints.maximum?.text ?? constraints.maxLength.map(String.init)
    return least == nil && most == nil ? nil : "\(least ?? "")…\(most ?? "")"
  }

  /// Reads a cell as a fact's; nil where the field is not a column of a fact file.
  func fact(_ cell: UnsafeRawBufferPointer) -> FactCell? {
    isOfFacts ? fact(String(decoding: cell, as: UTF8.self)) : nil
  }

  /// Reads a text as a fact's cell; nil where the field is not a column of a fact file.
  func fact(_ text: String) -> FactCell? {
    guard case .fact(let column, let style) = kind else { return nil }
    return FactCell(text, column, style)
  }

  /// Reports the fault of a fact's cell: its form, else that it is missing though required, else that it is beyond its bounds.
  func check(_ fact: FactCell, _ report: (CellFault) throws -> Void) rethrows {
    guard case .fact(let column, _) = kind else { return }
    if let fault = fact.fault {
      try report(fault)
    } else if fact.text.isEmpty {
      if isRequired { try report(.missing) }
    } else if column.isExceeded(by: fact.text) {
      try report(.beyond)
    }
  }

  /// Appends a cell without a fault in its canonical form: numbers with a point and no groups, days as YYYY-MM-DD, flags as `true`
  /// and `false`; anything else unchanged.
  func appendCanonical(_ cell: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
    switch kind {
    case .integer(let group, let isBare):
      Self.appendNumber(isBare ? cell : FieldKind.bare(cell), decimal: 0, group, to: &bytes)
    case .number(let decimal, let group, let isBare):
      Self.appendNumber(isBare ? cell : FieldKind.bare(cell), decimal: decimal, group, to: &bytes)
    case .flag(let trues, _):
      bytes += String(trues.contains(where: cell.elementsEqual)).utf8
    case .day(let form) where !form.isISO:
      Self.append(Moment.day(cell, form), or: cell, to: &bytes)
    case .recognisedDay(let days):
      let isISO = cell.count == 10 && cell[4] == UInt8(ascii: "-")
      let day = isISO ? nil : Moment.recognised(cell, days.order)?.day
      Self.append(day, or: cell, to: &bytes)
    case .fact: bytes += (fact(cell)?.text ?? "").utf8
    default: bytes.append(contentsOf: cell)
    }
  }

  /// The most characters of a text that becomes a fact. Source: acceptance/formats.md.
  private static let maxText = 20_000

  private var isDay: Bool {
    switch kind {
    case .day, .recognisedDay: true
    default: false
    }
  }

  /// The fault of a fact's text: more than 20,000 characters, or a control character other than line ends and tabs; nil for none.
  private static func fault(ofText cell: UnsafeRawBufferPointer) -> CellFault? {
    let isLong = cell.count > maxText && cell.count { $0 & 0xC0 != 0x80 } > maxText
    if isLong { return .beyond }
    var last: UInt8 = 0
    for byte in cell {
      // In UTF-8, C0 controls and DEL are single bytes, and C1 controls are C2 80…9F.
      let isControl = byte < 32 && byte != 9 && byte != 10 && byte != 13 || byte == 127
      if isControl || last == 0xC2 && byte < 0xA0 { return .character }
      last = byte
    }
    return nil
  }

  /// What a finding adds to a fault: the day that a day with a time falls on, the allowed values, or the bounds.
  func beside(_ fault: CellFault, _ cell: UnsafeRawBufferPointer) -> [String]? {
    switch fault {
    case .timeOfDay: day(of: cell).map { [$0] }
    case .choice, .flag: allowed
    case .tooSmall, .tooLarge, .beyond, .tooShort, .tooLong: bounds.map { [$0] }
    default: nil
    }
  }

  /// The day in Europe/Paris of a recognised day; nil for any other cell.
  private func day(of cell: UnsafeRawBufferPointer) -> String? {
    guard case .recognisedDay(let days) = kind else { return nil }
    return Moment.recognised(cell, days.order).map {
      var bytes: [UInt8] = []
      Self.append($0.day, or: cell, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Appends YYYYMMDD as YYYY-MM-DD; appends the cell where there is no day.
  private static func append(
    _ day: Int?, or cell: UnsafeRawBufferPointer, to bytes: inout [UInt8]
  ) {
    guard let day else { return bytes.append(contentsOf: cell) }
    var part = 10_000_000
    for place in 0..<8 {
      if place == 4 || place == 6 { bytes.append(UInt8(ascii: "-")) }
      bytes.append(UInt8(ascii: "0") + UInt8(day / part % 10))
      part /= 10
    }
  }

  private static func appendNumber(
    _ cell: UnsafeRawBufferPointer, decimal: UInt8, _ group: [UInt8], to bytes: inout [UInt8]
  ) {
    if !group.contains(decimal), isKeptAsWritten(cell, decimal: decimal) {
      for byte in cell { bytes.append(byte == decimal ? UInt8(ascii: ".") : byte) }
    } else if let text = DecimalNumber(cell, decimal: decimal, group: group)?.plain {
      bytes += text.utf8
    } else {
      bytes.append(contentsOf: cell)
    }
  }

  /// Whether a number is canonical except for its decimal character, as most are: digits without a needless zero.
  private static func isKeptAsWritten(_ cell: UnsafeRawBufferPointer, decimal: UInt8) -> Bool {
    var mark: Int?
    for (place, byte) in cell.enumerated() where !(48...57).contains(byte) {
      guard byte == decimal, mark == nil, place > 0 else { return false }
      mark = place
    }
    let whole = mark ?? cell.count
    guard (1...36).contains(cell.count), whole == 1 || cell[0] != UInt8(ascii: "0") else {
      return false
    }
    return mark == nil || mark != cell.count - 1 && cell[cell.count - 1] != UInt8(ascii: "0")
  }
}
