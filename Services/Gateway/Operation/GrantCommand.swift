public import ArgumentParser
import Composition
import Contracts
import FactKinds
import Pages
import ServiceKit
import Tabular
import Texts
public import Values

/// `vigie grant`: records what a person may do, and until when. It brings one row of `grants.csv` to the registry.
struct GrantCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grant",
    "Enregistre l'habilitation d'une personne : ce qu'elle peut faire, et de quand à quand.",
    "Records a person's grant: what they may do, from when to when.",
    discussion: words(
      """
      Exemples :
      vigie grant P12 federation --territory 69M
      vigie grant P12 structure --structure S01 --until 2026-12-31
      Sans --from : modifie l'habilitation en cours aujourd'hui pour ce rôle et ce territoire ou cette structure ; s'il n'y en \
      a pas, une nouvelle commence aujourd'hui. Sans --until : pas de fin.
      Pour mettre fin à une habilitation : la même commande avec --until. Ce qui était enregistré : vigie history grants P12
      Codes de sortie : 0 enregistré ; 3 refusé ; 1 échec.
      """,
      """
      Examples:
      vigie grant P12 federation --territory 69M
      vigie grant P12 structure --structure S01 --until 2026-12-31
      Without --from: changes the grant in force today for this role and this territory or structure; if there is none, a new \
      one begins today. Without --until: no end.
      To end a grant: the same command with --until. What was recorded: vigie history grants P12
      Exit codes: 0 recorded; 3 refused; 1 failure.
      """))

  @OptionGroup var options: GatewayOptions
  @Argument(help: .personCode) var person: String
  @Argument(
    help: .words(
      "Rôle : à quel titre la personne peut agir.",
      "Role: what the person may act as.", .role))
  var role: GrantRole
  @Option(
    help: .words(
      """
      Seul territoire où elle peut agir : code de commune (69266), 69M (Métropole), 69D (Département) ou 69 ; pas pour le rôle \
      structure.
      """,
      """
      Only territory where they may act: code of a commune (69266), 69M (Métropole), 69D (Département) or 69; not for the role \
      structure.
      """, .territory
    ))
  var territory: String?
  @Option(
    help: .words(
      "Structure pour laquelle elle agit ; obligatoire pour le rôle structure, et pour lui seul.",
      "Structure for which they act; needed for the role structure, and for no other."),
    completion: .structures)
  var structure: String?
  @Option(
    help: .words(
      "Premier jour ; à donner aussi pour modifier une habilitation passée ou à venir.",
      "First day; to be given too to change a grant that is over or yet to begin.", .day))
  var from: CivilDate?
  @Option(help: .lastDayOrNone) var until: CivilDate?

  /// The cells of the key before the first day.
  private var key: [String] { [person, role.rawValue, territory ?? "", structure ?? ""] }

  func run() async throws {
    let gateway = try options.gateway()
    let known = try await gateway.call(
      "registry", ListVersions(file: FactKind.grants.file, key: key))
    let first: CivilDate = try from ?? standing(known.versions, on: .today) ?? .today
    let fictitious = try await gateway.isNetworkFictitious() ?? false
    let cells = key + [first.iso, until?.iso ?? ""]
    let row = Dictionary(uniqueKeysWithValues: zip(FactKind.grants.form.columns.map(\.name), cells))
    let reply = try await gateway.call(
      "registry",
      SubmitRows(
        file: FactKind.grants.file, rows: [row], fictitious: fictitious, cause: ""))
    await gateway.close()
    FindingLines.write(refused: reply.refused, findings: reply.findings, namesFile: true)
    guard reply.refused.isEmpty else { throw ExitCode(3) }
    Output.line(
      "\(person) peut agir \(acting), \(days(from: first)).",
      "\(person) may act \(acting), \(days(from: first)).")
  }

  /// Returns the first day of the grant that is in force on a day; nil where there is none.
  ///
  /// - Throws: `ConfigurationProblem` where there are several.
  private func standing(
    _ versions: [ListVersions.Version], on day: CivilDate
  ) throws -> CivilDate? {
    let days = versions.filter(\.isCurrent).compactMap { version -> CivilDate? in
      guard let first = CivilDate(version.cells["from"] ?? ""),
        let period = Period(from: first, to: CivilDate(version.cells["to"] ?? "")),
        period.contains(day)
      else { return nil }
      return first
    }
    guard days.count < 2 else {
      let french = days.map { "le \(Language.french.day($0.iso))" }
      throw ConfigurationProblem(
        "\(person) a plusieurs habilitations en cours, depuis \(Language.french.list(french)) : précisez laquelle par --from.",
        "\(person) has several grants in force, since \(Language.english.list(days.map(\.iso))): say which by --from."
      )
    }
    return days.first
  }

  /// What the person acts as, and where.
  private var acting: String {
    let place =
      territory.map { words(", territoire : ", ", territory: ") + Catalogue.place($0, language) }
      ?? ""
    let title =
      switch role {
      case .operator: words("comme administrateur", "as operator")
      case .federation: words("pour la fédération", "for the federation")
      case .structure:
        words("pour la structure \(structure ?? "")", "for structure \(structure ?? "")")
      case .auditor: words("comme auditeur", "as auditor")
      }
    return title + place
  }

  private func days(from first: CivilDate) -> String {
    let start = language.day(first.iso)
    guard let until else { return words("à partir du \(start)", "from \(start) on") }
    return words(language.days(first.iso, until.iso), "from \(first) to \(until)")
  }
}

extension GrantRole: ExpressibleByArgument {}
