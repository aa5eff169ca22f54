import CXlsxWriter
import Foundation
public import Values

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes a workbook of the form `.xlsx`, by libxlsxwriter.
///
/// Sheets are added one after the other, and each one's rows from the top; rows go to a temporary file, so
/// memory does not grow with them. A text is always written as a text: no cell is ever a formula,
/// whatever it begins with. The same calls give the same bytes.
///
/// Calls block. Only one thread at a time may use it.
public final class WorkbookWriter {
  private static let listsName = "_lists"

  private let path: String
  /// The path of the file until it is complete.
  private let partial: String
  private let workbook: UnsafeMutablePointer<lxw_workbook>
  private var isOpen = true
  private var formats: [CellStyle: UnsafeMutablePointer<lxw_format>] = [:]
  private var sheet: (pointer: UnsafeMutablePointer<lxw_worksheet>, layout: SheetLayout)?
  private var row = 0
  /// The rows of the present sheet, where it is printed, and the height of its header.
  private var printed = (rows: PrintedRows(), header: 0.0)
  /// The lists of validations, each a column of a hidden last sheet.
  private var lists: [[String]] = []

  /// Begins a workbook; the file appears at its path with ``close()``.
  ///
  /// - Parameters:
  ///   - path: the path of the finished file; an existing file is replaced.
  ///   - title: the title that it states.
  ///   - comments: what it says that it is for.
  ///   - created: the creation time that it states, to the second.
  /// - Throws: ``SpreadsheetError``: `FILE_UNWRITABLE`.
  public init(path: String, title: String, comments: String = "", created: Instant) throws {
    var options = lxw_workbook_options()
    options.constant_memory = 1
    partial = path + ".partial"
    // Opening the file here finds errors at once: libxlsxwriter opens it only at the end, and reports a failure on standard error.
    // The file is readable by its owner alone, until it is given to somebody.
    let file = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SpreadsheetError.unwritable(String(cString: strerror(errno))) }
    Foundation.close(file)
    guard let workbook = workbook_new_opt(partial, &options) else {
      throw SpreadsheetError.unwritable("no memory")
    }
    self.path = path
    self.workbook = workbook
    // The first format is that of empty cells; by its font programs measure columns.
    if let normal = workbook.pointee.formats?.pointee.stqh_first {
      CellStyle.setFont(of: normal, .plain)
    }
    try withCopies([title, "Vigie", comments]) { texts in
      var values = lxw_doc_properties()
      (values.title, values.author, values.comments) = (texts[0], texts[1], texts[2])
      values.created = time_t(created.microseconds / 1_000_000)
      try check(workbook_set_properties(workbook, &values))
    }
  }

  deinit {
    guard isOpen else { return }
    lxw_workbook_free(workbook)
    unlink(partial)
  }

  /// Adds a sheet with its header; rows are appended to it from now on.
  ///
  /// - Throws: ``SpreadsheetError``: `FILE_UNWRITABLE` for a name that is taken or not allowed.
  public func addSheet(_ layout: SheetLayout) throws {
    precondition(isOpen, "the workbook is closed")
    precondition(layout.columns.count <= SpreadsheetLimits.columns, "too many columns")
    try finishSheet()
    let pointer = try addWorksheet(layout.name)
    sheet = (pointer, layout)
    row = 0
    printed = (rows: PrintedRows(), header: 0)
    for (index, column) in layout.columns.enumerated() {
      var options = lxw_row_col_options()
      options.hidden = column.isHidden ? 1 : 0
      let place = UInt16(index)
      let style = CellStyle(column.cells, isRuled: layout.pages != nil)
      try check(
        worksheet_set_column_opt(
          pointer, place, place, column.width, format(style), &options))
    }
    if layout.isProtected {
      // Formatting columns and rows does no harm, so it stays allowed.
      var options = lxw_protection()
      (options.format_columns, options.format_rows) = (1, 1)
      worksheet_protect(pointer, nil, &options)
    }
    if layout.isHidden { worksheet_hide(pointer) }
    for line in layout.opening { try append(line) }
    try writeHeader(pointer, layout)
  }

  private func writeHeader(
    _ sheet: UnsafeMutablePointer<lxw_worksheet>, _ layout: SheetLayout
  ) throws {
    let header = UInt32(row)
    let texts = layout.columns.filter { !$0.isHidden }.map { column in
      RowText(text: column.header, width: RowText.pixels(column.width), look: .strong)
    }
    printed.header = try begin(texts, isHeading: true)
    for (index, column) in layout.columns.enumerated() {
      try write(.text(column.header), at: index, format(.header))
      if let validation = column.validation {
        let rows = header + 1...UInt32(SpreadsheetLimits.rows - 1)
        try add(validation, nil, to: sheet, UInt16(index), rows: rows)
      }
    }
    if header == 0 { worksheet_freeze_panes(sheet, 1, 0) }
    if layout.pages != nil { try check(worksheet_repeat_rows(sheet, header, header)) }
    row += 1
  }

  /// Appends a row to the sheet that was added last. It is high enough for the texts that wrap.
  ///
  /// - Parameters:
  ///   - cells: the cells from A on, at most one a column. An error is written as a text, and so is a
  ///     day before 1900, for which workbooks have no number.
  ///   - layouts: by column, 0 being A, the layouts of the cells that differ from their column.
  ///   - lines: how many lines there is room for at least, so that somebody can write by hand.
  /// - Throws: ``SpreadsheetError``: `FILE_UNWRITABLE` for a text of more than 32,767 characters, a number that
  ///   is not finite, and after the last row of a sheet.
  public func append(
    _ cells: [Cell], layouts: [Int: CellLayout] = [:], lines: Int = 1
  ) throws {
    guard let sheet, isOpen else { preconditionFailure("no sheet to append to") }
    let (pointer, columns) = (sheet.pointer, sheet.layout.columns)
    precondition(cells.count <= columns.count, "more cells than columns")
    var texts: [RowText] = []
    for (index, cell) in cells.enumerated() {
      let layout = layouts[index] ?? columns[index].cells
      guard layout.wraps, case .text(let text) = cell else { continue }
      texts.append(
        RowText(text: text, width: RowText.pixels(columns[index].width), look: layout.look))
    }
    try begin(texts, lines: lines)
    for (index, cell) in cells.enumerated() {
      let layout = layouts[index] ?? columns[index].cells
      let style = CellStyle(layout, cell, isRuled: sheet.layout.pages != nil)
      try write(cell, at: index, format(style))
      if let validation = layout.validation {
        let rows = UInt32(row)...UInt32(row)
        try add(validation, layout.remark, to: pointer, UInt16(index), rows: rows)
      }
    }
    row += 1
  }

  /// Appends a text across all visible columns of the sheet that was added last.
  ///
  /// - Throws: ``SpreadsheetError``: `FILE_UNWRITABLE` after the last row of a sheet.
  public func append(_ line: SheetLayout.Line) throws {
    guard let sheet, isOpen else { preconditionFailure("no sheet to append to") }
    let columns = sheet.layout.columns
    guard let first = columns.firstIndex(where: { !$0.isHidden }) else {
      preconditionFailure("no column to write in")
    }
    let width = columns[first...].reduce(0) { $0 + RowText.pixels($1.width) }
    try begin([RowText(text: line.text, width: width, look: line.look)], isHeading: true)
    let style = CellStyle(
      CellLayout(look: line.look, wraps: true), isRuled: sheet.layout.pages != nil)
    if first < columns.count - 1 {
      try check(
        worksheet_merge_range(
          sheet.pointer, UInt32(row), UInt16(first), UInt32(row), UInt16(columns.count - 1),
          EscapedText.encode(line.text), format(style)))
    } else {
      try write(.text(line.text), at: first, format(style))
    }
    row += 1
  }

  /// Begins a row.
  ///
  /// - Parameters:
  ///   - texts: its texts that may wrap.
  ///   - lines: how many lines there is room for at least.
  ///   - isHeading: whether it must not be the last of its page.
  /// - Returns: its height, in points.
  /// - Throws: ``SpreadsheetError``: `FILE_UNWRITABLE` after the last row of a sheet.
  @discardableResult
  private func begin(
    _ texts: [RowText], lines: Int = 1, isHeading: Bool = false
  ) throws -> Double {
    guard row < SpreadsheetLimits.rows else { throw SpreadsheetError.unwritable("too many rows") }
    guard let sheet else { return 0 }
    let height = RowText.height(texts, lines: lines)
    let isPrinted = sheet.layout.pages != nil
    if isPrinted || height > RowText.oneLine {
      try check(worksheet_set_row(sheet.pointer, UInt32(row), height, nil))
    }
    if isPrinted { printed.rows.add(height: height, isHeading: isHeading) }
    return height
  }

  /// Says how the sheet that was added last is printed, which is known once its rows are.
  private func finishSheet() throws {
    guard let sheet, let pages = sheet.layout.pages else { return }
    let (pointer, columns) = (sheet.pointer, sheet.layout.columns)
    let first = columns.firstIndex { !$0.isHidden } ?? 0
    let margins = PrintedRows.margins
    worksheet_set_paper(pointer, 9)  // A4
    worksheet_set_margins(pointer, margins.side, margins.side, margins.top, margins.bottom)
    worksheet_fit_to_pages(pointer, 1, 0)
    worksheet_gridlines(pointer, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
    try check(worksheet_set_footer(pointer, pages.code))
    try check(
      worksheet_print_area(
        pointer, 0, UInt16(first), UInt32(row - 1), UInt16(columns.count - 1)))
    let width = columns[first...].reduce(0) { $0 + RowText.pixels($1.width) } * 0.75
    var starts = printed.rows.pageStarts(width: width, header: printed.header).map { UInt32($0) }
    guard !starts.isEmpty else { return }
    starts.append(0)
    try check(worksheet_set_h_pagebreaks(pointer, &starts))
  }

  /// Writes the file. Nothing can be added after it.
  ///
  /// - Throws: ``SpreadsheetError``: `FILE_UNWRITABLE`; an existing file at the path then stays as it was.
  public func close() throws {
    precondition(isOpen, "the workbook is closed")
    try finishSheet()
    if !lists.isEmpty { try writeLists() }
    isOpen = false
    // `workbook_close` frees the workbook, even when it fails.
    let result = workbook_close(workbook)
    guard result == LXW_NO_ERROR, rename(partial, path) == 0 else {
      unlink(partial)
      throw result == LXW_NO_ERROR
        ? SpreadsheetError.unwritable(String(cString: strerror(errno))) : Self.error(result)
    }
  }

  private func addWorksheet(_ name: String) throws -> UnsafeMutablePointer<lxw_worksheet> {
    guard !name.isEmpty else { throw SpreadsheetError.unwritable("a sheet without a name") }
    try check(workbook_validate_sheet_name(workbook, name))
    guard let pointer = workbook_add_worksheet(workbook, name) else {
      throw SpreadsheetError.unwritable("no memory")
    }
    return pointer
  }

  private func write(
    _ cell: Cell, at index: Int, _ format: UnsafeMutablePointer<lxw_format>?
  ) throws {
    guard let sheet else { return }
    let place = UInt16(index)
    let row = UInt32(self.row)
    func write(_ text: String) throws {
      try check(
        worksheet_write_string(sheet.pointer, row, place, EscapedText.encode(text), format))
    }
    func write(_ number: Double) throws {
      guard number.isFinite else { throw SpreadsheetError.unwritable("a number that is none") }
      try check(worksheet_write_number(sheet.pointer, row, place, number, format))
    }
    switch cell {
    case .empty: try check(worksheet_write_blank(sheet.pointer, row, place, format))
    case .text(let text), .error(let text): try write(text)
    case .number(let number, _): try write(number)
    case .date(let day) where Self.serial(day) < 1,
      .dateTime(let day, _) where Self.serial(day) < 1:
      try write(day.iso)
    case .date(let day): try write(Self.serial(day))
    case .dateTime(let day, let second): try write(Self.serial(day) + Double(second) / 86_400)
    case .time(let seconds): try write(Double(seconds) / 86_400)
    case .flag(let flag):
      try check(worksheet_write_boolean(sheet.pointer, row, place, flag ? 1 : 0, format))
    }
  }

  /// The serial number of a day. From 1 March 1900 on it also counts 29 February 1900, which never existed.
  private static func serial(_ day: CivilDate) -> Double {
    let serial = day.daysSinceEpoch + 25_569
    return Double(serial > 60 ? serial : serial - 1)
  }

  private func add(
    _ validation: ColumnLayout.Validation, _ remark: String?,
    to sheet: UnsafeMutablePointer<lxw_worksheet>, _ column: UInt16, rows: ClosedRange<UInt32>
  ) throws {
    var values = lxw_data_validation()
    func between(_ type: lxw_validation_types, _ least: Double, _ most: Double) {
      values.validate = UInt8(type.rawValue)
      values.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
      (values.minimum_number, values.maximum_number) = (least, most)
      if remark != nil { values.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue) }
    }
    var formula = ""
    switch validation {
    case .list(let items):
      // A list inside the validation can have 255 characters at most and no comma in an item, so the items go to a hidden sheet.
      let list = lists.firstIndex(of: items) ?? lists.count
      if list == lists.count { lists.append(items) }
      let letters = Self.letters(list)
      formula = "=\(Self.listsName)!$\(letters)$1:$\(letters)$\(max(1, items.count))"
      values.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
    case .wholeNumber(let range):
      between(
        LXW_VALIDATION_TYPE_INTEGER, Double(range.lowerBound), Double(range.upperBound))
    case .number(let range):
      between(LXW_VALIDATION_TYPE_DECIMAL, range.lowerBound, range.upperBound)
    case .date(let range):
      between(
        LXW_VALIDATION_TYPE_DATE_NUMBER, Self.serial(range.lowerBound),
        Self.serial(range.upperBound))
    }
    try withCopies([formula, String((remark ?? "").prefix(255))]) { texts in
      values.value_formula = texts[0]
      if remark != nil { values.error_message = texts[1] }
      try check(
        worksheet_data_validation_range(
          sheet, rows.lowerBound, column, rows.upperBound, column, &values))
    }
  }

  private func writeLists() throws {
    let pointer = try addWorksheet(Self.listsName)
    worksheet_hide(pointer)
    for row in 0..<(lists.map(\.count).max() ?? 0) {
      for (column, list) in lists.enumerated() where row < list.count {
        try check(
          worksheet_write_string(
            pointer, UInt32(row), UInt16(column), EscapedText.encode(list[row]), nil))
      }
    }
  }

  /// The letters of a column, 0 being A.
  private static func letters(_ column: Int) -> String {
    let letter = String(Unicode.Scalar(UInt8(65 + column % 26)))
    return column < 26 ? letter : letters(column / 26 - 1) + letter
  }

  /// A style's format, made once.
  private func format(_ style: CellStyle) throws -> UnsafeMutablePointer<lxw_format> {
    if let format = formats[style] { return format }
    guard let format = workbook_add_format(workbook) else {
      throw SpreadsheetError.unwritable("no memory")
    }
    style.apply(to: format)
    formats[style] = format
    return format
  }

  private func check(_ result: lxw_error) throws {
    guard result == LXW_NO_ERROR else { throw Self.error(result) }
  }

  private static func error(_ result: lxw_error) -> SpreadsheetError {
    .unwritable(lxw_strerror(result).map { String(cString: $0) } ?? "error \(result.rawValue)")
  }
}

/// Passes copies of texts to `body` as `char *`, and frees them afterwards.
private func withCopies(
  _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) throws -> Void
) rethrows {
  let copies = texts.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  try body(copies)
}
