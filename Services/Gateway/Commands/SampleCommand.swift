import ArgumentParser
import Foundation
import Tabular

struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: words(
      "Écrit un réseau inventé dans la forme des fichiers de faits, 2021-2026.",
      "Writes an invented network in the fact files' form, 2021-2026."),
    discussion: words(
      "La même graine donne les mêmes octets sur toute machine.",
      "The same seed gives the same bytes on every machine."))

  @Option(help: .words("Le dossier où écrire.", "The folder to write to.")) var out: String
  @Option(help: .words("La graine.", "The seed.")) var seed: UInt64 = 2026

  @OptionGroup var languageOption: LanguageOption

  func run() throws {
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    for (file, rows) in SampleNetwork(seed: seed).files {
      let text = rows.map { CSVWriter.record($0) }.joined()
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(out)/\(file)"), options: .atomic)
    }
  }
}
