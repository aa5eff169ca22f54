import ArgumentParser
import Composition
import Contracts
import Disclosure
import Foundation
import Pages
import RPCContract
import ServiceKit
import Texts
import Values

struct PublishCommand: AsyncParsableCommand, PrintsJSON {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    "Produit les tableaux publiables, sans identifier personne.",
    "Makes the tables that may be published, singling nobody out.",
    discussion: words(
      """
      Les petits nombres sont masqués (secret statistique), et avec eux ceux qui les feraient deviner.
      Une année se publie complète et terminée, avec sa campagne : deux périodes qui se chevauchent pourraient être \
      soustraites.
      Publiée de nouveau, elle donne les mêmes tableaux ; si des données ont été corrigées depuis, la publication est refusée \
      et ce qui s'en déduirait est indiqué.
      La note sur l'erreur standard est réservée au pilote.
      """,
      """
      Small numbers are suppressed (statistical secrecy), and so are those that would give them away.
      A year is published whole and over, with its campaign: periods that overlap could be subtracted from each other.
      Published again it gives the same tables; where facts were corrected since, it is refused, and what would follow is \
      told.
      The note on standard error is for the pilot only.
      """))

  @OptionGroup var options: GatewayOptions
  @Argument(help: .words("Tableaux, par exemple I4.", "Tables, such as I4.", .table))
  var tables: [String] = []
  @Flag(help: .words("Produit tous les tableaux.", "Makes all tables.")) var all = false
  @Flag(
    help: .words(
      "Reprend les tableaux sur les personnes comme ils ont été publiés, malgré les corrections faites depuis.",
      "Gives the tables about people as they were published, whatever was corrected since."))
  var asPublished = false
  @Flag(
    help: .words(
      "Liste les tableaux et leurs règles de secret, sans interroger les services.",
      "Lists the tables and what is secret in them, without asking the services."))
  var list = false
  @Option(
    help: .words(
      "Année à publier, terminée, par exemple 2025.",
      "Year to publish, which is over, such as 2025.", .year))
  var year: Year?
  @Option(
    help: .words(
      "Campagne SENACS collectée cette année-là ; par défaut : celle de l'année.",
      "SENACS campaign collected in that year; default: the year's.", .campaign))
  var campaign: String?
  // These three take the whole year only; they stay for commands written before, and help does not show them.
  @Option(help: .hidden) var from: CivilDate?
  @Option(help: .hidden) var to: CivilDate?
  @Option(help: .hidden) var asOf: CivilDate?
  @Option(
    help: .words(
      "Dossier où enregistrer un fichier par tableau ; par défaut : affichage à l'écran.",
      "Folder to write a file of each table to; default: shown on the screen.", .folder),
    completion: .directory)
  var out: String?
  @Option(help: .listFormat) var format = OutputFormat.List.text

  func validate() throws {
    guard [!tables.isEmpty, all, list].count(where: \.self) == 1 else {
      throw ValidationError(
        "indiquez des tableaux, --all ou --list", "give tables, or --all, or --list")
    }
    for name in tables where !PublishedTable.all.contains(where: { $0.name == name }) {
      throw ValidationError(
        "tableau inconnu : \(name). Liste : vigie publish --list",
        "there is no table \(name). List: vigie publish --list")
    }
    if !list { try checkPeriod() }
  }

  private static var yearIsMissing: ValidationError {
    ValidationError("précisez --year, par exemple --year 2025", "say --year, such as --year 2025")
  }

  private func checkPeriod() throws {
    guard let year else { throw Self.yearIsMissing }
    let whole = FigureQuery(year: year)
    guard from ?? whole.from == whole.from,
      to ?? whole.to == whole.to, asOf ?? whole.asOf == whole.asOf
    else {
      throw ValidationError(
        "la publication porte sur l'année entière (\(Language.french.days(whole.from.iso, whole.to.iso))) : deux périodes qui se "
          + "chevauchent permettraient une soustraction",
        "the whole year is published, \(whole.from.iso) to \(whole.to.iso): periods that overlap could be "
          + "subtracted from each other")
    }
    guard whole.asOf < .today else {
      throw ValidationError(
        "l'année \(year) n'est pas terminée : publiée maintenant puis plus tard, elle révélerait les ajouts",
        "\(year) is not over: published now and later, it would tell what came in between")
    }
  }

  static var jsonSchema: JSONSchema {
    .value([PublishedPage.Listing].self).or("--list", .value([Entry].self))
  }

  func run() async throws {
    if list { return try showList() }
    let wanted = PublishedTable.all.filter { all || tables.contains($0.name) }
    if let out { try refuseExisting(wanted, in: out) }
    let gateway = try options.gateway()
    guard let year else { throw Self.yearIsMissing }
    let query = FigureQuery(year: year, campaign: campaign)
    let publisher = Publisher(services: gateway, language: language)
    let result =
      asPublished
      ? try await publisher.published(wanted, year: query.year.value)
      : try await publisher.publish(wanted, query)
    await gateway.close()
    if let difference = result.difference { throw difference.problem }
    if let out {
      try write(result.pages, to: out)
    } else {
      try show(result.pages)
    }
    report(result)
    if !result.refusals.isEmpty { throw ExitCode(3) }
  }

  /// Tells the pilot alone how many numbers are secret by themselves, which helps to guess them, and which tables are refused.
  private func report(_ result: Publisher.Result) {
    guard !asPublished else { return }
    let first = result.pages.reduce(0) { $0 + $1.count(.first) }
    let second = result.pages.reduce(0) { $0 + $1.count(.second) }
    if !result.pages.isEmpty {
      let hidden = language.count(
        first + second, .init("nombre masqué", "nombres masqués"),
        .init("number suppressed", "numbers suppressed"))
      Output.error(
        "Pour le pilote, à ne pas diffuser : \(hidden), dont \(second) pour protéger les autres.",
        "For the pilot, not to be passed on: \(hidden), of which \(second) to protect the others.")
    }
    for refusal in result.refusals {
      let why =
        refusal.part.map { Catalogue.missing($0.service, $0.status, language) }
        ?? words("un indicateur nécessaire est indisponible", "a figure that it needs is missing")
      Output.error(
        words(
          "Tableau \(refusal.table.name) non publié : ",
          "Table \(refusal.table.name) not published: ")
          + why)
    }
  }

  private func show(_ pages: [PublishedPage]) throws {
    try format.write(
      pages.map(\.listing), pages.flatMap(\.lines), PublishedPage.columns,
      // In text each table says it itself.
      isFictitious: format == .html && pages.contains { $0.fictitious == true }
    ) { Output.line(pages.map(\.text).joined(separator: "\n\n")) }
  }
}

extension PublishCommand {
  private func file(_ table: PublishedTable) -> String {
    let ending =
      switch format {
      case .text: "txt"
      case .csv, .excel: "csv"
      case .json: "json"
      case .html: "html"
      }
    return "\(table.name)-\(year ?? .least).\(ending)"
  }

  private func refuseExisting(_ tables: [PublishedTable], in folder: String) throws {
    for path in tables.map({ "\(folder)/\(file($0))" })
    where NewPath.isTaken(path) {
      throw ConfigurationProblem(
        "« \(path) » existe déjà, rien n'a été écrit : choisissez un autre dossier.",
        "“\(path)” is there already, nothing was written: choose another folder.")
    }
  }

  private func write(_ pages: [PublishedPage], to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for page in pages {
      let path = URL(fileURLWithPath: "\(folder)/\(file(page.table))").path
      try OutputFile.write(content(page) + "\n", to: path, isNew: true, isPublic: true)
      Output.data(path)
    }
  }

  private func content(_ page: PublishedPage) throws -> String {
    switch format {
    case .text: page.text
    case .csv: OutputFormat.open(ListingColumn.open(page.lines, PublishedPage.columns))
    case .excel: OutputFormat.excel(ListingColumn.excel(page.lines, PublishedPage.columns))
    case .json: try OutputFormat.json(page.listing)
    case .html: html(page)
    }
  }

  /// A table's page, which is for everybody and so does not tell with which command it was made.
  private func html(_ page: PublishedPage) -> String {
    var shown = Output.page(
      ListingColumn.table(page.lines, PublishedPage.columns), isFictitious: page.fictitious)
    shown.title =
      "\(page.table.name) – \(Catalogue.table(page.table.name, language)), \(page.year)"
    shown.command = nil
    return shown.html
  }

  /// What the list says of a table.
  private struct Entry: Codable {
    let table, title: String
    let isAboutPeople: Bool
    let secret: String
  }

  private func showList() throws {
    let entries = PublishedTable.all.map { table in
      Entry(
        table: table.name, title: Catalogue.table(table.name, language),
        isAboutPeople: table.isAboutPeople, secret: secret(table))
    }
    let columns: [ListingColumn<Entry>] = [
      .text("table", "tableau", "table") { $0.table },
      .text("title", "contenu", "what it holds") { $0.title },
      .text("secret", "valeurs masquées", "numbers suppressed") { $0.secret },
    ]
    try format.write(entries, entries, columns)
  }

  private func secret(_ table: PublishedTable) -> String {
    let least = Suppression.threshold
    switch table.links?.denominator {
    case nil:
      return words(
        "rien : données publiques d'organismes", "nothing: public data on organisations")
    case .one: return words("les nombres de 1 à \(least - 1)", "numbers from 1 to \(least - 1)")
    case .organisations:
      return words(
        "les numérateurs de 1 à \(least - 1), et leurs compléments",
        "numerators from 1 to \(least - 1), and their complements")
    case .numerator, .answers:
      return words(
        "les numérateurs, leurs compléments et les dénominateurs de 1 à \(least - 1)",
        "numerators, their complements and denominators from 1 to \(least - 1)")
    }
  }
}
