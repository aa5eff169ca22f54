public import ArgumentParser
import Contracts
import Texts
public import Values

struct RegistryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registry",
    "Montre les structures, leurs agréments, leurs conventions et ce qu'elles reçoivent.",
    "Shows structures, their approvals, their agreements and what they receive.",
    subcommands: [
      List.self, Show.self, Sheets.self, Approvals.self, Agreements.self, Coverage.self,
      Contributions.self, Partners.self, Tools.self, Duplicates.self, MandateCommand.self,
    ])

  static var header: [String] {
    headings(
      ["code", "type", "nom", "commune", "territoire", "active"],
      ["code", "kind", "name", "commune", "territory", "active"])
  }

  static func row(_ structure: StructureSummary) -> [String] {
    [
      structure.code, structure.kind, structure.name,
      structure.communeName ?? structure.commune,
      structure.ctcd ?? Catalogue.reason("OUT_OF_PERIMETER", language),
      structure.isActive ? words("oui", "yes") : words("non", "no"),
    ]
  }
}

extension Bounded: ExpressibleByArgument {
  /// Reads a whole number of the type's range.
  public init?(argument: String) {
    guard let number = Int(argument), let bounded = Self(number) else { return nil }
    self = bounded
  }

  /// The error that names the range of an option's number.
  static func wrong(_ option: String) -> ValidationError {
    ValidationError("\(option) : \(Bounds.range.lowerBound)…\(Bounds.range.upperBound)")
  }
}
