import Foundation
import Logging
import ServiceKit

/// Writes to the systemd journal, each piece of metadata as a field of its own (systemd.io, “Native Journal
/// Protocol”).
struct JournalLogHandler: LogHandler {
  static let socketPath = "/run/systemd/journal/socket"

  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]
  let label: String
  let socket: DatagramSocket

  /// Returns the journal's handler where standard error goes to the journal, otherwise a handler that writes lines to standard error.
  static func standard(label: String) -> any LogHandler {
    guard isStandardErrorTheJournal(ProcessInfo.processInfo.environment["JOURNAL_STREAM"]),
      let socket = DatagramSocket(to: socketPath)
    else { return StreamLogHandler.standardError(label: label) }
    return JournalLogHandler(label: label, socket: socket)
  }

  /// Whether standard error is the stream that `JOURNAL_STREAM` names (`device:inode`, systemd.exec(5)).
  private static func isStandardErrorTheJournal(_ stream: String?) -> Bool {
    var found = stat()
    guard let stream, fstat(STDERR_FILENO, &found) == 0 else { return false }
    return stream == "\(found.st_dev):\(found.st_ino)"
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var fields: [(String, String)] = [
      ("MESSAGE", "\(event.message)"), ("PRIORITY", String(Self.priority(event.level))),
      ("SYSLOG_IDENTIFIER", label), ("CODE_FILE", event.file), ("CODE_LINE", String(event.line)),
    ]
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    fields += all.sorted { $0.key < $1.key }.map { (Self.field($0.key), "\($0.value)") }
    guard !socket.send(Self.datagram(fields)) else { return }
    // The journal is down, or the text is too long for a datagram.
    Descriptor.write(Data("\(event.message)\n".utf8), to: STDERR_FILENO)
  }

  /// A field's name: capital letters, digits and underscores, at most 64, in a name space of our own.
  private static func field(_ key: String) -> String {
    let name = key.uppercased().map { character in
      character.isASCII && (character.isLetter || character.isNumber) ? character : "_"
    }
    return String(("VIGIE_" + String(name)).prefix(64))
  }

  /// syslog(3)'s numbers.
  private static func priority(_ level: Logger.Level) -> Int {
    switch level {
    case .critical: 2
    case .error: 3
    case .warning: 4
    case .notice: 5
    case .info: 6
    case .debug, .trace: 7
    }
  }

  /// Encodes fields for the journal. The length of a value with a line feed stands before the value, in 64 bits, lowest byte first.
  static func datagram(_ fields: [(String, String)]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (name, value) in fields {
      bytes += name.utf8
      if value.utf8.contains(UInt8(ascii: "\n")) {
        bytes.append(UInt8(ascii: "\n"))
        withUnsafeBytes(of: UInt64(value.utf8.count).littleEndian) { bytes += $0 }
      } else {
        bytes.append(UInt8(ascii: "="))
      }
      bytes += value.utf8
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }
}
