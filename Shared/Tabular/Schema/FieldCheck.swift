import Values

/// A field's checks, made ready: what a cell's bytes are asked, in the order of frictionless-py 5.
///
/// A class, so that going from field to field copies nothing.
final class FieldCheck {
  private enum Kind {
    case text
    case matching(Pattern)
    case integer(group: [UInt8])
    case number(decimal: UInt8, group: [UInt8])
    case flag(true: [[UInt8]], false: [[UInt8]])
    case day(Moment.Form)
    case instant(Moment.Form)
    case year
    case month
  }

  let name: String
  private let kind: Kind
  private let isRequired: Bool
  private let lengths: ClosedRange<Int>?
  private let least, greatest: (number: DecimalNumber?, day: Int?)
  private let pattern: Pattern?
  private let choices: [[UInt8]]?
  private let numbers: [DecimalNumber]?
  let isUnique: Bool

  /// Makes a field's checks ready.
  ///
  /// - Throws: ``TableSchemaError`` for what is not understood.
  init(_ field: TableSchema.Field) throws {
    func refused(_ reason: String) -> TableSchemaError {
      TableSchemaError(field: field.name, reason: reason)
    }
    let constraints = field.constraints
    name = field.name
    isRequired = constraints.required ?? false
    isUnique = constraints.unique ?? false
    kind = try Self.kind(field, refused)
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
            throw refused("\(value.text) is no number")
          }
          return (number, nil)
        case .date:
          guard let form = Moment.Form("%Y-%m-%d"), let day = Moment.day(text, form) else {
            throw refused("\(value.text) is no day of the form YYYY-MM-DD")
          }
          return (nil, day)
        default: throw refused("a minimum or maximum is for numbers and days")
        }
      }
    }
    least = try bound(constraints.minimum)
    greatest = try bound(constraints.maximum)
    if let text = constraints.pattern {
      guard let compiled = Pattern(text) else { throw refused("\(text) is no regular expression") }
      pattern = compiled
    } else {
      pattern = nil
    }
    let values = constraints.enum?.map { Array($0.text.utf8) }
    switch field.type {
    case .integer, .number, .year:
      choices = nil
      numbers = try values?.map { text in
        guard let number = text.withUnsafeBytes({ DecimalNumber($0) }) else {
          throw refused("\(String(decoding: text, as: UTF8.self)) in enum is no number")
        }
        return number
      }
    default: (choices, numbers) = (values, nil)
    }
  }

  private static func kind(
    _ field: TableSchema.Field, _ refused: (String) -> TableSchemaError
  ) throws -> Kind {
    let group = Array((field.groupChar ?? "").utf8)
    switch field.type {
    case .any: return .text
    case .string: return try text(field.format, refused)
    case .integer: return .integer(group: group)
    case .number:
      let decimal = Array((field.decimalChar ?? ".").utf8)
      // One that numbers are written with otherwise would mean two things.
      guard decimal.count == 1, decimal[0] < 0x80, !"0123456789+-eE \t".utf8.contains(decimal[0])
      else {
        throw refused("decimalChar is one ASCII character that numbers do not have otherwise")
      }
      return .number(decimal: decimal[0], group: group)
    case .boolean:
      return .flag(
        true: (field.trueValues ?? ["true", "True", "TRUE", "1"]).map { Array($0.utf8) },
        false: (field.falseValues ?? ["false", "False", "FALSE", "0"]).map { Array($0.utf8) })
    case .date:
      let pattern = field.format ?? "default"
      guard let form = Moment.Form(pattern == "default" ? "%Y-%m-%d" : pattern) else {
        throw refused("the format \(pattern) is not understood; say %Y, %m, %d and what is between")
      }
      return .day(form)
    case .datetime:
      guard (field.format ?? "default") == "default", let form = Moment.Form("%Y-%m-%d") else {
        throw refused("only the default format of instants is understood")
      }
      return .instant(form)
    case .year: return .year
    case .yearmonth: return .month
    }
  }

  /// Source of the e-mail form: what the package `validators` (0.36) takes, which frictionless asks; of the URI: RFC 3986,
  /// a scheme must be there.
  private static func text(
    _ format: String?, _ refused: (String) -> TableSchemaError
  ) throws -> Kind {
    let local = "[\\x{a0}-\\x{24f}0-9a-z!#$%&'*+/=?^_`{}|~-]+"
    let label =
      "[a-z0-9\\x{a1}-\\x{ffff}](?:[a-z0-9\\x{a1}-\\x{ffff}-]{0,61}[a-z0-9\\x{a1}-\\x{ffff}])?"
    let patterns = [
      "email":
        "(?=.{1,64}@)\(local)(?:\\.\(local))*@(?=.{1,253}$)(?:\(label)\\.)+[a-z\\x{a1}-\\x{ffff}][a-z0-9\\x{a1}-\\x{ffff}-]{0,61}[a-z0-9\\x{a1}-\\x{ffff}]",
      "uri": "[a-z][a-z0-9+.-]*:.*",
      "uuid": "[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}",
    ]
    guard let format, format != "default" else { return .text }
    guard let text = patterns[format], let pattern = Pattern(text, ignoringCase: true) else {
      throw refused("the format \(format) is not understood; say email, uri or uuid")
    }
    return .matching(pattern)
  }

  /// Looks at a cell; `isMissing` says that it stands for nothing.
  func check(
    _ cell: UnsafeRawBufferPointer, isMissing: Bool, _ report: (CellFault) throws -> Void
  ) rethrows {
    guard !isMissing else {
      if isRequired { try report(.missing) }
      return
    }
    var (number, day): (DecimalNumber?, Int?) = (nil, nil)
    switch kind {
    case .text: break
    case .matching(let pattern):
      guard pattern.match(cell) == .whole else { return try report(.format) }
    case .integer(let group):
      number = DecimalNumber(cell, decimal: 0, group: group)
      guard number != nil, Self.isDigits(cell) || !group.isEmpty else { return try report(.number) }
    case .number(let decimal, let group):
      number = DecimalNumber(cell, decimal: decimal, group: group)
      guard number != nil else { return try report(.number) }
    case .flag(let trues, let falses):
      guard
        trues.contains(where: cell.elementsEqual) || falses.contains(where: cell.elementsEqual)
      else { return try report(.flag) }
    case .day(let form):
      day = Moment.day(cell, form)
      guard day != nil else { return try report(.date) }
    case .instant(let form): guard Moment.isInstant(cell, form) else { return try report(.date) }
    case .year:
      number = cell.count == 4 && Moment.number(cell, 0, 4) != nil ? DecimalNumber(cell) : nil
      guard number != nil else { return try report(.date) }
    case .month:
      guard cell.count == 7, Moment.number(cell, 0, 4) != nil, cell[4] == UInt8(ascii: "-"),
        let month = Moment.number(cell, 5, 2), (1...12).contains(month)
      else { return try report(.date) }
    }
    if let lengths {
      // Characters, not bytes: those that do not go on another one.
      let count = cell.count { $0 & 0xC0 != 0x80 }
      if count < lengths.lowerBound { try report(.tooShort) }
      if count > lengths.upperBound { try report(.tooLong) }
    }
    if let number {
      if let least = least.number, number < least { try report(.tooSmall) }
      if let greatest = greatest.number, greatest < number { try report(.tooLarge) }
      if let numbers, !numbers.contains(number) { try report(.choice) }
    } else if let day {
      if let least = least.day, day < least { try report(.tooSmall) }
      if let greatest = greatest.day, greatest < day { try report(.tooLarge) }
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

  /// Appends a cell without a fault in the one way that is kept: numbers with a point and no groups, days as YYYY-MM-DD, `true`
  /// and `false`; anything else as it stands.
  func appendCanonical(_ cell: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
    switch kind {
    case .text, .matching, .instant, .year, .month: bytes.append(contentsOf: cell)
    case .integer(let group): Self.appendNumber(cell, decimal: 0, group, to: &bytes)
    case .number(let decimal, let group):
      Self.appendNumber(cell, decimal: decimal, group, to: &bytes)
    case .flag(let trues, _):
      bytes += String(trues.contains(where: cell.elementsEqual)).utf8
    case .day(let form):
      guard !form.isISO, let day = Moment.day(cell, form),
        let date = CivilDate(year: day / 10_000, month: day / 100 % 100, day: day % 100)
      else { return bytes.append(contentsOf: cell) }
      bytes += date.iso.utf8
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

  /// Whether nothing but its decimal character stands between a number and the way it is kept, as with most: digits without a
  /// needless zero.
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

  /// A sign and digits, white space around.
  private static func isDigits(_ cell: UnsafeRawBufferPointer) -> Bool {
    var text = cell[...].trimmed
    if let first = text.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      text = text.dropFirst()
    }
    return !text.isEmpty && text.allSatisfy { (48...57).contains($0) }
  }
}
