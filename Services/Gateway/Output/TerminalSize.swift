import Foundation

/// The terminal to which standard output goes.
enum TerminalSize {
  /// Narrower ones cannot show a table, and wider ones do not exist.
  private static let range = 20...1000

  /// How many columns it has, by `COLUMNS` or by itself; nil where standard output is a pipe or a file, whose lines are not wrapped.
  static var columns: Int? {
    guard isatty(STDOUT_FILENO) != 0 else { return nil }
    if let text = ProcessInfo.processInfo.environment["COLUMNS"], let columns = Int(text) {
      return bounded(columns)
    }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return bounded(Int(size.ws_col))
  }

  private static func bounded(_ columns: Int) -> Int {
    min(max(columns, range.lowerBound), range.upperBound)
  }
}
