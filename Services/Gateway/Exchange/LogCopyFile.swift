import ArgumentParser
import Contracts
import Crypto
import Foundation
import Values

/// A copy of the exchange's log: a message a line, as JSON.
enum LogCopyFile {
  /// The longest line; an event is far below 4 MiB.
  private static let longest = 16 << 20

  static func line(_ message: CopiedMessage) throws -> String {
    try OutputFormat.jsonLine(message) + "\n"
  }

  /// The lines of a copy, read piece by piece; nil for one that is no message.
  static func lines(_ path: String) throws -> some Sequence<CopiedMessage?> {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw ValidationError("impossible de lire « \(path) »", "cannot read “\(path)”")
    }
    var rest = Data()
    var isOver = false
    return sequence(state: ()) { _ -> CopiedMessage?? in
      while true {
        if let end = rest.firstIndex(of: 10) {
          let line = rest[rest.startIndex..<end]
          rest = Data(rest[rest.index(after: end)...])
          return .some(try? JSONDecoder().decode(CopiedMessage.self, from: line))
        }
        if isOver {
          guard !rest.isEmpty else { return nil }
          defer { rest = Data() }
          return .some(try? JSONDecoder().decode(CopiedMessage.self, from: rest))
        }
        let piece = (try? file.read(upToCount: 1 << 16)) ?? Data()
        isOver = piece.isEmpty || rest.count > longest
        rest += piece
      }
    }
  }

  static func digest(_ messages: [CopiedMessage]) -> String {
    var hash = SHA256()
    for message in messages { hash.update(data: Data(message.hash.utf8)) }
    return hexadecimal(hash.finalize())
  }
}
