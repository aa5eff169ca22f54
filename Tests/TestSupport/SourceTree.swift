package import Foundation

/// The project's own sources.
package enum SourceTree {
  /// A file as text.
  package struct File {
    /// The path from the repository's root.
    package let path: String
    package let lines: [String]
    package var text: String { lines.joined(separator: "\n") }

    /// The modules that a Swift file imports, ours and others.
    package var imports: [String] {
      lines.compactMap { line in
        let words = line.split(separator: " ").map(String.init)
        guard let index = words.firstIndex(of: "import"), index <= 2, index + 1 < words.count,
          !line.hasPrefix("//")
        else { return nil }
        return words[index + 1]
      }
    }
  }

  /// The repository's root.
  package static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The files under a folder whose names end so, in the order of their paths; those that are no text are left out.
  package static func files(under folder: String, ending: String = ".swift") -> [File] {
    let base = root.appending(path: folder).path
    let names = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted().compactMap { name in
      guard let text = try? String(contentsOfFile: "\(base)/\(name)", encoding: .utf8) else {
        return nil
      }
      return File(path: "\(folder)/\(name)", lines: text.components(separatedBy: "\n"))
    }
  }

  /// The text of a file; empty where there is none.
  package static func text(_ path: String) -> String {
    (try? String(contentsOf: root.appending(path: path), encoding: .utf8)) ?? ""
  }
}
