package import FactKinds

extension FactCatalogue {
  /// The kinds of facts that this program knows; a test may give a task others.
  @TaskLocal package static var known = FactCatalogue.vigie

  /// The names of their files, in the order in which they are loaded.
  package var files: [String] { kinds.map(\.file) }

  /// The name of the fact file that a file's name means: `structures.xlsx` and `Structures.CSV` both mean `structures.csv`.
  package func file(of name: String) -> String {
    let plain = name.lowercased().hasSuffix(".xlsx") ? "\(name.dropLast(5)).csv" : name
    return files.first { $0.lowercased() == plain.lowercased() } ?? plain
  }

  /// The kind that people mean: by its name, its table's, or its file's with or without `.csv`; nil where there is none.
  package func kind(meant word: String) -> FactKind? {
    kinds.first { [$0.name, $0.table, $0.file, String($0.file.dropLast(4))].contains(word) }
  }
}
