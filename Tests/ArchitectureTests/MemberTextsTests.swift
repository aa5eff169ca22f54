import Foundation
import Testing

/// `Shared/Contracts/MemberTexts` repeats the first sentences of the contracts' doc comments, because a program cannot read its
/// comments.
@Suite("What members of messages mean")
struct MemberTextsTests {
  /// The folders whose types appear in messages, each with the name of its table.
  private static let folders = [
    ("Shared/Values", "values"), ("Shared/RPCContract", "runtime"),
    ("Shared/Contracts/Evaluation", "evaluation"), ("Shared/Contracts/Exchange", "exchange"),
    ("Shared/Contracts/Feed", "feed"), ("Shared/Contracts/Figures", "figures"),
    ("Shared/Contracts/Files", "files"), ("Shared/Contracts/Registry", "registry"),
    ("Shared/Contracts/Senacs", "senacs"), ("Shared/Contracts/Store", "store"),
    ("Shared/Contracts/Training", "training"),
  ]

  @Test("is what their doc comments say", arguments: folders)
  func tables(folder: String, name: String) throws {
    let path = "Shared/Contracts/MemberTexts/MemberTexts+\(name.capitalized).swift"
    let right = Self.table(name, Self.texts(of: SourceTree.files(under: folder)))
    if ProcessInfo.processInfo.environment["VIGIE_RECORD"] != nil {
      try Data(right.utf8).write(to: SourceTree.root.appending(path: path))
    }
    #expect(
      SourceTree.text(path) == right,
      "the doc comments changed: VIGIE_RECORD=1 swift test --filter MemberTextsTests")
  }

  private static func table(_ name: String, _ texts: [String: String]) -> String {
    let lines = texts.sorted { $0.key < $1.key }.map { key, text in
      let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return "    \"\(key)\": \"\(escaped)\",\n"
    }
    return """
      // Written from the doc comments; see MemberTexts.swift.
      // swift-format-ignore-file
      extension MemberTexts {
        static let \(name): [String: String] = [
      \(lines.joined())  ]
      }

      """.replacing(": [\n  ]", with: ": [:]")
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
