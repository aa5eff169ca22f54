import Composition
import Foundation
import Pages
import ServiceKit
import Texts

/// Standard output and standard error: nothing else writes to them. Text that others wrote is made visible by ``TerminalText``.
///
/// A failed write to standard output ends the command with exit code 1: silently where the reader went away, as `head` does,
/// otherwise with a message. A failed write to standard error is ignored.
enum Output {
  /// Writes words for people, with French spaces in French.
  static func line(_ text: String) { data(spaced(text)) }

  /// Writes what programs read, such as JSON, CSV and paths, as it stands.
  static func data(_ text: String) {
    guard let error = Descriptor.write(bytes(text), to: STDOUT_FILENO) else { return }
    end(
      error,
      words("Impossible d'écrire sur la sortie standard", "Cannot write to standard output"))
  }

  /// Writes a line in the language of the run.
  static func line(_ french: String, _ english: String) { line(words(french, english)) }

  /// Writes a table, after a line where its facts are invented; on a terminal it is as wide as that is.
  static func table(_ header: [String], _ rows: [[String]], isFictitious: Bool? = nil) {
    if isFictitious == true { line(Words.fictitious(language)) }
    let table = Table(header: header.map(spaced), rows: rows.map { $0.map(spaced) })
    data(table.text(within: TerminalSize.columns))
  }

  /// Writes records for a spreadsheet set to French.
  static func sheet(_ records: [[String]]) {
    let text = OutputFormat.excel(records) + "\n"
    guard let error = Descriptor.write(Data(text.utf8), to: STDOUT_FILENO) else { return }
    end(
      error,
      words("Impossible d'écrire sur la sortie standard", "Cannot write to standard output"))
  }

  static func error(_ text: String) {
    Descriptor.write(bytes(spaced(text)), to: STDERR_FILENO)
  }

  /// Writes a line on standard error, in the language of the run.
  static func error(_ french: String, _ english: String) { error(words(french, english)) }

  /// Replaces the line that the cursor is in on a terminal.
  static func progress(_ text: String) {
    Descriptor.write(Data("\r\u{1B}[K\(text)".utf8), to: STDERR_FILENO)
  }

  /// Waits until the reader of standard output has gone away, then ends the command silently. A command that waits for news needs it: it
  /// would learn this from its next write only, which may never come. The system tells nobody of it, so it looks once a second.
  ///
  /// - Throws: `CancellationError` where the task is cancelled.
  static func endWithReader() async throws {
    while !Descriptor.isAbandoned(STDOUT_FILENO) { try await Task.sleep(for: .seconds(1)) }
    end(EPIPE, "")
  }

  /// Ends the command because output could not be written.
  static func end(_ number: Int32, _ attempt: String) -> Never {
    if number != EPIPE { error("\(attempt)\(words(" :", ":")) \(reason(number)).") }
    _exit(1)
  }

  /// Why something could not be written.
  static func reason(_ number: Int32) -> String {
    switch number {
    case ENOSPC, EDQUOT: words("plus de place sur le disque", "no space is left")
    case EBADF: words("sortie fermée", "it is closed")
    default: String(cString: strerror(number))
    }
  }

  /// Words for people, with French spaces in French.
  static func spaced(_ text: String) -> String {
    language == .french ? Typography.french(text: text) : text
  }

  private static func bytes(_ text: String) -> Data {
    Data((TerminalText.visible(text, keepsLines: true) + "\n").utf8)
  }
}
