import Spreadsheet

#if canImport(Glibc)
  import Glibc
#endif

/// Reads a workbook from its standard input and tells its cells on its standard output, as lines of `TextWorkbook`. Before it reads the
/// first byte it confines itself.
///
/// Exit statuses: 0 for a workbook that was told, also as one that cannot be read; 1 for an attempt that succeeded; 2 for a wrong use;
/// 3 where the process cannot be confined.
@main
enum Main {
  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    do {
      try Confinement.begin()
    } catch {
      say(TextWorkbook.refusal(TextWorkbook.notConfined), to: STDOUT_FILENO)
      say(Array("vigie-reader: not confined: \(error)\n".utf8), to: STDERR_FILENO)
      exit(3)
    }
    if words.isEmpty {
      TextWorkbook.tell(input()) { say($0, to: STDOUT_FILENO) }
      exit(0)
    }
    guard words.count == 2, words[0] == "--try", let attempt = Attempt(rawValue: words[1]) else {
      say(Array("usage: vigie-reader [--try open|socket|fork|memory]\n".utf8), to: STDERR_FILENO)
      exit(2)
    }
    let succeeded = attempt.succeeds()
    say(Array((succeeded ? "done\n" : "refused\n").utf8), to: STDOUT_FILENO)
    exit(succeeded ? 1 : 0)
  }

  /// All of the standard input, and no more than a byte beyond the longest workbook: that one is refused for its length.
  private static func input() -> [UInt8] {
    var (bytes, piece) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while bytes.count <= SpreadsheetLimits.fileBytes {
      let count = read(STDIN_FILENO, &piece, piece.count)
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    return bytes
  }

  /// Writes bytes; ends where nobody reads them any more.
  private static func say(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { exit(2) }
      rest = rest.dropFirst(count)
    }
  }
}
