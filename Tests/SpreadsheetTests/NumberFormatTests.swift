import Testing

@testable import Spreadsheet

@Suite("What a number format shows")
struct NumberFormatTests {
  @Test(
    "formats of days and times are told from those of numbers",
    arguments: [
      ("dd/mm/yyyy", DateFormat.date), ("yyyy-mm-dd;@", .date), ("[$-40C]d\\ mmmm\\ yyyy", .date),
      ("mmm-yy", .date), ("mmmm", .date), ("dd/mm/yyyy hh:mm", .dateTime),
      ("m/d/yy h:mm", .dateTime),
      ("h:mm", .time), ("mm:ss.0", .time), ("h:mm AM/PM", .time),
      ("[$-F400]h:mm:ss\\ AM/PM", .time),
      ("[h]:mm", .elapsed), ("[mm]:ss", .elapsed), ("JJ/MM/YYYY", .date),
    ])
  func dates(_ code: String, _ format: DateFormat) {
    #expect(DateFormat(code: code) == format)
  }

  @Test(
    "no number is taken for a day",
    arguments: [
      "General", "0", "0.00", "#,##0.00", "0%", "0.00E+00", "@", "[Red]0.00;[Blue]-0", "0\" days\"",
      "0\\d", "#,##0_d", "0*d", "[$€-40C]# ##0", "\"jours\"", "", "[", "\"", "\\", "0;dd/mm/yyyy",
      "[Magenta]0", "[>=100]0",
    ])
  func numbers(_ code: String) {
    #expect(DateFormat(code: code) == nil)
  }

  @Test("built-in formats are the standard's")
  func builtIn() {
    let dates = (0..<164).filter { DateFormat(builtIn: $0) != nil }
    #expect(dates == Array(14...22) + Array(27...36) + Array(45...47) + Array(50...58))
  }
}
