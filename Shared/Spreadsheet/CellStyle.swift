import CXlsxWriter

/// How a cell looks.
enum CellStyle: Hashable {
  case header
  case body(code: String, isInput: Bool, look: CellLayout.Look, wraps: Bool, isRuled: Bool)

  /// Makes a cell's style. A day, a day with a time, and a time are shown as such, whatever the column's format.
  init(_ layout: CellLayout, _ cell: Cell = .empty, isRuled: Bool) {
    let code =
      switch cell {
      case .date: ColumnLayout.Format.date.code
      case .dateTime: "dd/mm/yyyy hh:mm:ss"
      case .time: "[hh]:mm:ss"
      default: layout.format.code
      }
    self = .body(
      code: code, isInput: layout.isInput, look: layout.look, wraps: layout.wraps,
      isRuled: isRuled)
  }

  /// The size of a text's font, in points.
  static func fontSize(_ look: CellLayout.Look) -> Double {
    switch look {
    case .plain, .strong, .band: 10
    case .note: 8
    case .title: 13
    }
  }

  static func isBold(_ look: CellLayout.Look) -> Bool {
    switch look {
    case .plain, .note: false
    case .strong, .band, .title: true
    }
  }

  private static let bandColor: lxw_color_t = 0xDDE6EE
  private static let ruleColor: lxw_color_t = 0x8A97A3

  func apply(to format: UnsafeMutablePointer<lxw_format>) {
    switch self {
    case .header:
      Self.setFont(of: format, .strong)
      format_set_text_wrap(format)
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
      format_set_bg_color(format, Self.bandColor)
      format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
    case .body(let code, let isInput, let look, let wraps, let isRuled):
      Self.setFont(of: format, look)
      format_set_num_format(format, code)
      if wraps { format_set_text_wrap(format) }
      let side = isRuled ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP
      if wraps || isRuled { format_set_align(format, UInt8(side.rawValue)) }
      if look == .band { format_set_bg_color(format, Self.bandColor) }
      if isRuled { Self.rule(format, look, isText: code == ColumnLayout.Format.text.code) }
      guard isInput else { return }
      format_set_unlocked(format)
      format_set_bg_color(format, 0xFFFBE6)
      format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_border_color(format, Self.ruleColor)
    }
  }

  /// Arial, in place of libxlsxwriter's Calibri: wherever there is no Arial there is a font of the same widths, so that columns and pages are
  /// the same in Excel and LibreOffice.
  static func setFont(of format: UnsafeMutablePointer<lxw_format>, _ look: CellLayout.Look) {
    format_set_font_name(format, "Arial")
    format_set_font_size(format, fontSize(look))
    if isBold(look) { format_set_bold(format) }
    if look == .note { format_set_font_color(format, 0x4A5560) }
  }

  /// Draws a line under an ordinary cell, and keeps its text off the neighbour's border; a heading needs neither.
  private static func rule(
    _ format: UnsafeMutablePointer<lxw_format>, _ look: CellLayout.Look, isText: Bool
  ) {
    switch look {
    case .plain, .note:
      format_set_bottom(format, UInt8(LXW_BORDER_HAIR.rawValue))
      format_set_border_color(format, ruleColor)
      if isText { format_set_indent(format, 1) }
    case .strong, .band, .title: break
    }
  }
}
