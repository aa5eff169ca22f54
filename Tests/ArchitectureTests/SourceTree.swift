import Foundation

/// The project's own Swift files.
enum SourceTree {
  struct File {
    let path: String
    let lines: [String]
    var text: String { lines.joined(separator: "\n") }

    /// The modules that the file imports, ours and others.
    var imports: [String] {
      lines.compactMap { line in
        let words = line.split(separator: " ").map(String.init)
        guard let index = words.firstIndex(of: "import"), index <= 2, index + 1 < words.count,
          !line.hasPrefix("//")
        else { return nil }
        return words[index + 1]
      }
    }
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func files(under folder: String, ending: String = ".swift") -> [File] {
    let base = root.appending(path: folder).path
    let names = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted().compactMap { name in
      guard let text = try? String(contentsOfFile: "\(base)/\(name)", encoding: .utf8) else {
        return nil
      }
      return File(path: "\(folder)/\(name)", lines: text.components(separatedBy: "\n"))
    }
  }

  static func text(_ path: String) -> String {
    (try? String(contentsOf: root.appending(path: path), encoding: .utf8)) ?? ""
  }
}
