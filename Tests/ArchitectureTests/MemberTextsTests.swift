import Foundation
import TestSupport
import Testing

/// `MemberTexts+JSON.swift` repeats the first sentences of the contracts' doc comments.
@Suite("What members of messages mean")
struct MemberTextsTests {
  private static let path = "Shared/Contracts/MemberTexts+JSON.swift"

  @Test("is what their doc comments say")
  func texts() throws {
    // The folders whose types appear in messages.
    let files = ["Shared/Values", "Shared/RPCContract", "Shared/Contracts"]
      .flatMap { SourceTree.files(under: $0) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(Self.texts(of: files)), as: UTF8.self)
    // What stands before the table in the file stays.
    let mark = "#\"\"\"\n"
    let head = SourceTree.text(Self.path).components(separatedBy: mark)[0]
    let right = "\(head)\(mark)\(json)\n\"\"\"#\n}\n"
    if ProcessInfo.processInfo.environment["VIGIE_RECORD"] != nil {
      try Data(right.utf8).write(to: SourceTree.root.appending(path: Self.path))
    }
    #expect(
      SourceTree.text(Self.path) == right,
      "the doc comments changed: VIGIE_RECORD=1 swift test --filter MemberTextsTests")
  }

  /// Type and member → the first sentence about it.
  private static func texts(of files: [SourceTree.File]) -> [String: String] {
    files.reduce(into: [:]) { texts, file in
      texts.merge(self.texts(of: file.lines)) { first, _ in first }
    }
  }

  private static func texts(of lines: [String]) -> [String: String] {
    var texts: [String: String] = [:]
    // The types whose braces are still open, each with the number of braces around it.
    var types: [(name: String, depth: Int)] = []
    var (depth, comment) = (0, [String]())
    for line in lines.map({ $0.trimmingCharacters(in: .whitespaces) }) {
      if line.hasPrefix("///") {
        comment.append(line.dropFirst(3).trimmingCharacters(in: .whitespaces))
        continue
      }
      if let match = line.firstMatch(of: #/\b(?:struct|enum|extension) ([A-Z]\w*)/#),
        line.hasSuffix("{")
      {
        types.append((String(match.1), depth))
      } else if let match = line.firstMatch(of: #/^public (?:var|let) ([\w, `]+): /#),
        !line.hasSuffix("{"), !comment.isEmpty
      {
        let type = types.map(\.name).joined(separator: ".")
        for name in match.1.split(separator: ",") {
          let member = name.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
          texts["\(type).\(member)"] = sentence(comment)
        }
      }
      comment = []
      depth += line.count { $0 == "{" } - line.count { $0 == "}" }
      while let last = types.last, depth <= last.depth { types.removeLast() }
    }
    return texts
  }

  /// The first sentence of a comment, without its stop.
  private static func sentence(_ comment: [String]) -> String {
    let first = comment.prefix { !$0.isEmpty }.joined(separator: " ")
    let sentence = first.firstRange(of: #/\. (?=[A-Z`])/#).map { String(first[..<$0.lowerBound]) }
    let whole = sentence ?? first
    return (whole.hasSuffix(".") ? String(whole.dropLast()) : whole).replacing("``", with: "`")
  }
}
