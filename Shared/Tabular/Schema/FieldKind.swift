import Values

/// The form that a field's type asks of its cells.
indirect enum FieldKind {
  case text
  case matching(Pattern)
  case integer(group: [UInt8], isBare: Bool)
  case number(decimal: UInt8, group: [UInt8], isBare: Bool)
  case flag(true: [[UInt8]], false: [[UInt8]])
  case day(Moment.Form)
  case recognisedDay(TableSchema.Field.Days)
  case instant(Moment.Form?)
  case time(Moment.Form?)
  case duration
  case year
  case month
  case json(JSONCell.Kind)
  case list(UInt8, FieldKind)
  case fact(Column.Kind, FactCellStyle)

  /// The value of a cell, as the constraints compare it.
  enum Value {
    case none
    case number(DecimalNumber)
    /// A day, an instant, a time, a month or a duration, as a number in the same order.
    case order(Int)
    /// How many items it has.
    case items(Int)
    case fault(CellFault)
  }

  /// Reads a field's type and format.
  ///
  /// - Throws: ``TableSchemaError`` for what is not understood.
  init(_ field: TableSchema.Field) throws {
    self = try Self.kind(field, field.type) {
      TableSchemaError(fault: DocumentFault($0, [field.name] + $1))
    }
  }

  private static func kind(
    _ field: TableSchema.Field, _ type: TableSchema.Field.Kind,
    _ refused: (String, [String]) -> TableSchemaError
  ) throws -> FieldKind {
    let group = Array((field.groupChar ?? "").utf8)
    let isBare = field.bareNumber ?? true
    let format = field.format == "default" ? nil : field.format
    if let fact = field.fact {
      return .fact(
        fact, FactCellStyle(decimal: field.decimalChar?.first ?? ".", group: field.groupChar?.first)
      )
    }
    func form(_ whole: String, _ example: String) throws -> Moment.Form? {
      guard let format else { return nil }
      guard let form = Moment.Form(format, whole: whole) else {
        throw refused("SCHEMA_FORMAT", [format, example])
      }
      return form
    }
    switch type {
    case .any: return .text
    case .string: return try text(format, refused)
    case .integer: return .integer(group: group, isBare: isBare)
    case .number:
      let decimal = Array((field.decimalChar ?? ".").utf8)
      // A character that numbers already contain would mean two things.
      guard decimal.count == 1, decimal[0] < 0x80, !"0123456789+-eE \t".utf8.contains(decimal[0])
      else {
        throw refused("SCHEMA_DECIMAL", [])
      }
      return .number(decimal: decimal[0], group: group, isBare: isBare)
    case .boolean:
      return .flag(
        true: (field.trueValues ?? TableSchema.trueValues).map { Array($0.utf8) },
        false: (field.falseValues ?? TableSchema.falseValues).map { Array($0.utf8) })
    case .date:
      if let form = try form("Ymd", "%Y, %m, %d") { return .day(form) }
      if let days = field.days { return .recognisedDay(days) }
      guard let iso = Moment.Form("%Y-%m-%d") else { preconditionFailure("ISO is a form") }
      return .day(iso)
    case .datetime: return .instant(try form("Ymd", "%Y, %m, %d, %H, %M, %S"))
    case .time: return .time(try form("HM", "%H, %M, %S"))
    case .duration: return .duration
    case .year: return .year
    case .yearmonth: return .month
    case .array: return .json(.array)
    case .object: return .json(.object)
    case .geojson:
      guard format == nil || format == "topojson" else {
        throw refused("SCHEMA_FORMAT", [format ?? "", "topojson"])
      }
      return .json(format == nil ? .geojson : .topojson)
    case .geopoint:
      guard let form = JSONCell.PointForm(rawValue: format ?? "default") else {
        throw refused("SCHEMA_FORMAT", [format ?? "", "array, object"])
      }
      return .json(.point(form))
    case .list:
      let delimiter = Array((field.delimiter ?? ",").utf8)
      guard delimiter.count == 1 else { throw refused("SCHEMA_DELIMITER", []) }
      guard field.itemType != .list else { throw refused("SCHEMA_NESTED_LIST", []) }
      return .list(delimiter[0], try kind(field, field.itemType ?? .string, refused))
    }
  }

  /// Sources: for e-mail, what the package `validators` (0.36) accepts, which frictionless calls; for URI, RFC 3986, with a scheme
  /// required.
  private static func text(
    _ format: String?, _ refused: (String, [String]) -> TableSchemaError
  ) throws -> FieldKind {
    let local = "[\\x{a0}-\\x{24f}0-9a-z!#$%&'*+/=?^_`{}|~-]+"
    let label =
      "[a-z0-9\\x{a1}-\\x{ffff}](?:[a-z0-9\\x{a1}-\\x{ffff}-]{0,61}[a-z0-9\\x{a1}-\\x{ffff}])?"
    let patterns = [
      "email":
        "(?=.{1,64}@)\(local)(?:\\.\(local))*@(?=.{1,253}$)(?:\(label)\\.)+[a-z\\x{a1}-\\x{ffff}][a-z0-9\\x{a1}-\\x{ffff}-]{0,61}[a-z0-9\\x{a1}-\\x{ffff}]",
      "uri": "[a-z][a-z0-9+.-]*:.*",
      "uuid": "[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}",
      "binary": "(?:[a-z0-9+/]{4})*(?:[a-z0-9+/]{2}==|[a-z0-9+/]{3}=)?",
    ]
    guard let format else { return .text }
    guard let text = patterns[format], let pattern = Pattern(text, ignoringCase: true) else {
      throw refused("SCHEMA_FORMAT", [format, "email, uri, uuid, binary"])
    }
    return .matching(pattern)
  }

  /// The value of a cell, or the fault of its form.
  func value(of cell: UnsafeRawBufferPointer) -> Value {
    func order(_ value: Int?) -> Value { value.map { .order($0) } ?? .fault(.date) }
    switch self {
    case .text: return .none
    case .matching(let pattern): return pattern.match(cell) == .whole ? .none : .fault(.format)
    case .integer(let group, let isBare):
      if let number = DecimalNumber(digits: cell) { return .number(number) }
      let cell = isBare ? cell : Self.bare(cell)
      guard Self.isDigits(cell, group), let number = DecimalNumber(cell, decimal: 0, group: group)
      else { return .fault(.number) }
      return .number(number)
    case .number(let decimal, let group, let isBare):
      let number = DecimalNumber(
        isBare ? cell : Self.bare(cell), decimal: decimal, group: group)
      return number.map { .number($0) } ?? .fault(.number)
    case .flag(let trues, let falses):
      return trues.contains(where: cell.elementsEqual) || falses.contains(where: cell.elementsEqual)
        ? .none : .fault(.flag)
    case .day(let form): return order(Moment.day(cell, form))
    case .recognisedDay(let days):
      guard let found = Moment.recognised(cell, days.order) else { return .fault(.date) }
      return found.hasTime && !days.dropsTimes ? .fault(.timeOfDay) : .order(found.day)
    case .instant(let form):
      return order(form.map { Moment.instant(cell, $0) } ?? Moment.instant(cell))
    case .time(let form): return order(form.map { Moment.time(cell, $0) } ?? Moment.time(cell))
    case .duration: return order(Moment.duration(cell))
    case .year:
      guard cell.count == 4, Moment.number(cell, 0, 4) != nil, let number = DecimalNumber(cell)
      else { return .fault(.date) }
      return .number(number)
    case .month:
      guard cell.count == 7, let year = Moment.number(cell, 0, 4), cell[4] == UInt8(ascii: "-"),
        let month = Moment.number(cell, 5, 2), (1...12).contains(month)
      else { return .fault(.date) }
      return .order(year * 100 + month)
    case .json(let kind):
      guard let count = JSONCell.count(cell, kind) else { return .fault(.format) }
      return .items(count)
    case .list(let delimiter, let kind):
      var count = 0
      for item in cell.split(separator: delimiter, omittingEmptySubsequences: false) {
        count += 1
        if case .fault(let fault) = kind.value(of: UnsafeRawBufferPointer(rebasing: item)) {
          return .fault(fault)
        }
      }
      return .items(count)
    // `RowCheck` takes such a cell by ``FieldCheck/fact(_:)``.
    case .fact: return .none
    }
  }

  /// Whether a cell is an optional sign, digits and group characters, with white space around allowed.
  private static func isDigits(_ cell: UnsafeRawBufferPointer, _ group: [UInt8]) -> Bool {
    var text = cell[...].trimmed
    if let first = text.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      text = text.dropFirst()
    }
    return !text.isEmpty && text.allSatisfy { (48...57).contains($0) || group.contains($0) }
  }

  /// A number without the symbols before and after it, such as `€` or `%`.
  static func bare(_ cell: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    guard let first = cell.firstIndex(where: { isDigit($0) || $0 == UInt8(ascii: "-") }),
      let last = cell.lastIndex(where: isDigit), first <= last
    else { return cell }
    return UnsafeRawBufferPointer(rebasing: cell[first...last])
  }
}

extension TableSchema {
  /// The texts that are true and false where a field does not say them.
  static let trueValues = ["true", "True", "TRUE", "1"],
    falseValues = ["false", "False", "FALSE", "0"]
}
