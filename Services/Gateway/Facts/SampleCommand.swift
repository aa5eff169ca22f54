import ArgumentParser
import Composition
import Contracts
import Foundation
import ServiceKit
import Tabular
import Texts

struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    "Produit un réseau fictif (2021-2026) sous forme de fichiers de données.",
    "Makes a fictitious network (2021-2026) as fact files.",
    discussion: words(
      "La même graine donne les mêmes fichiers sur toute machine.",
      "The same seed gives the same files on every machine."))

  @Option(
    help: .words("Dossier où enregistrer les fichiers.", "Folder to write the files to.", .folder),
    completion: .directory)
  var out: String
  @Option(help: .words("Graine du tirage.", "Seed of the draw.", .number)) var seed: UInt64 = 2026
  @Option(
    help: .words(
      "Nombre de structures : \(SampleCommand.sizes).",
      "Number of structures: \(SampleCommand.sizes).", .count))
  var structures = SampleNetwork.sizes.lowerBound

  @Option(
    help: .words(
      "Produit à la place des séries fictives sur les communes de ce fichier, par exemple communes-69.csv.",
      "Makes fictitious series instead, on the communes of this file, such as communes-69.csv.",
      .file), completion: .file())
  var communes: String?

  @OptionGroup var languageOption: LanguageOption

  private static var sizes: String {
    "\(SampleNetwork.sizes.lowerBound)…\(SampleNetwork.sizes.upperBound)"
  }

  func validate() throws {
    guard SampleNetwork.sizes.contains(structures) else {
      throw ValidationError("--structures : \(Self.sizes)")
    }
  }

  func run() throws {
    // A folder of one's own facts must not be lost under invented ones.
    try NewFolder.makePublic(out)
    if let communes {
      var sample = SampleSeries(seed: seed, try Self.read(communes))
      let series = sample.all()
      for made in series {
        let name = made.description.code.lowercased()
        try write(made.rows, "\(name).csv")
        let text = try OutputFormat.json(made.description) + "\n"
        try OutputFile.write(text, to: "\(out)/\(name).json", isPublic: true)
      }
      return tell(series.count * 2)
    }
    let files = SampleNetwork(seed: seed, structures: structures).files
    for (file, rows) in files { try write(rows, file) }
    tell(files.count)
  }

  private func tell(_ count: Int) {
    Output.line(
      language.count(
        count, .init("fichier enregistré", "fichiers enregistrés"),
        .init("file written", "files written"))
        + words(" dans \(out).", " to \(out)."))
  }

  private func write(_ rows: [[String]], _ file: String) throws {
    let text = rows.map { CSVWriter.record($0) }.joined()
    try OutputFile.write(text, to: "\(out)/\(file)", isPublic: true)
  }

  /// The communes, without arrondissements, in the order of their codes.
  private static func read(_ path: String) throws -> [SampleSeries.Commune] {
    let file = try ForeignFile(path)
    var reader = file.reader(file.style(headerRow: 1, encoding: nil, separator: nil))
    let header = try reader.next() ?? []
    guard let type = header.firstIndex(of: "type"), let code = header.firstIndex(of: "code_insee"),
      let population = header.firstIndex(of: "pop_municipale_2023")
    else {
      throw ConfigurationProblem(
        "« \(path) » n'est pas un fichier de communes. Exemple : communes-69.csv",
        "“\(path)” is no file of communes. Example: communes-69.csv")
    }
    var communes: [SampleSeries.Commune] = []
    while let cells = try reader.next() {
      guard cells.count == header.count, cells[type] == "COM" else { continue }
      communes.append(.init(code: cells[code], population: Int(cells[population]) ?? 0))
    }
    return communes.sorted { $0.code < $1.code }
  }
}
