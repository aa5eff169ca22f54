public import ArgumentParser
import Contracts
import Foundation
import Texts
public import Values

struct RegistryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registry", abstract: words("Montre les structures.", "Shows structures."),
    subcommands: [List.self, Show.self, Sheets.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words("Liste les structures par code.", "Lists structures by code."))

    @OptionGroup var options: GatewayOptions
    @Option(
      help: .words(
        "Le jour demandé, AAAA-MM-JJ ; sinon aujourd'hui.",
        "The day asked about, YYYY-MM-DD; default today.")) var asOf: CivilDate = .today

    func run() async throws {
      let gateway = try options.gateway()
      var rows: [[String]] = []
      var after: String?
      var isFictitious = false
      repeat {
        let page = try await gateway.call(
          "registry", ListStructures(asOf: asOf, after: after))
        rows += page.structures.map { RegistryCommand.row($0, options.language) }
        isFictitious = isFictitious || page.structures.contains(where: \.fictitious)
        after = page.hasMore ? page.structures.last?.code : nil
      } while after != nil
      await gateway.close()
      if isFictitious { Output.line(Words.fictitious(options.language)) }
      Output.line(Table(header: RegistryCommand.header(options.language), rows: rows).text)
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Montre une structure et ses agréments.", "Shows a structure and its approvals."))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .words("Le code de la structure.", "The structure's code.")) var code: String
    @Option(
      help: .words(
        "Le jour demandé, AAAA-MM-JJ ; sinon aujourd'hui.",
        "The day asked about, YYYY-MM-DD; default today.")) var asOf: CivilDate = .today

    func run() async throws {
      let gateway = try options.gateway()
      let reply = try await gateway.call("registry", GetStructure(code: code, asOf: asOf))
      await gateway.close()
      let language = options.language
      if reply.structure.fictitious { Output.line(Words.fictitious(language)) }
      Output.line(
        Table(
          header: RegistryCommand.header(language),
          rows: [RegistryCommand.row(reply.structure, language)]
        ).text)
      for approval in reply.approvals {
        let end = approval.to?.iso ?? language.pick("en cours", "open")
        let families = approval.families ? language.pick(", familles", ", families") : ""
        Output.line(
          language.pick("agrément", "approval") + " \(approval.from.iso) – \(end)\(families)")
      }
      Output.line(language.pick("versions : ", "versions: ") + String(reply.versions))
    }
  }

  static func header(_ language: Language) -> [String] {
    language == .french
      ? ["code", "type", "nom", "commune", "territoire", "active"]
      : ["code", "kind", "name", "commune", "territory", "active"]
  }

  static func row(_ structure: StructureSummary, _ language: Language) -> [String] {
    [
      structure.code, structure.kind, structure.name,
      structure.communeName ?? structure.commune,
      structure.ctcd ?? Catalogue.reason("OUT_OF_PERIMETER", language),
      structure.isActive ? language.pick("oui", "yes") : language.pick("non", "no"),
    ]
  }
}

extension CivilDate: ExpressibleByArgument {
  /// Reads `YYYY-MM-DD`.
  public init?(argument: String) { self.init(argument) }

  static var today: CivilDate { Instant.now.parisDay }

  /// The form that is read.
  public var defaultValueDescription: String { iso }
}

extension Bounded: ExpressibleByArgument {
  /// Reads a whole number of the type's range.
  public init?(argument: String) {
    guard let number = Int(argument), let bounded = Self(number) else { return nil }
    self = bounded
  }

  /// What is asked for where the argument is no such number.
  static func wrong(_ option: String) -> ValidationError {
    ValidationError("\(option) : \(Bounds.range.lowerBound)…\(Bounds.range.upperBound)")
  }
}

/// Words that several commands say.
enum Words {
  static func fictitious(_ language: Language) -> String {
    language.pick("DONNÉES FICTIVES", "FICTITIOUS DATA")
  }

  static func notComputable(_ language: Language) -> String {
    language.pick("non calculable", "not computable")
  }

  /// That a year goes on, and until which day it is told.
  static func unfinished(_ year: Year, on day: String, _ language: Language) -> String {
    language.pick(
      "\(year) n'est pas finie : ce sont ses chiffres au \(language.day(day))",
      "\(year) is not over: these are its figures on \(language.day(day))")
  }
}
