import ArgumentParser
import Foundation
import Tabular

struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Writes an invented network in the fact files' form, 2021-2026.",
    discussion: "The same seed gives the same bytes on every machine.")

  @Option(help: "The folder to write to.") var out: String
  @Option(help: "The seed.") var seed: UInt64 = 2026

  func run() throws {
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    for (file, rows) in SampleNetwork(seed: seed).files {
      let text = rows.map { CSVWriter.record($0) }.joined()
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(out)/\(file)"), options: .atomic)
    }
  }
}
