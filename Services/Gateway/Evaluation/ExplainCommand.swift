import ArgumentParser
import Composition
import Contracts
import Foundation
import Pages
import RPCContract
import ServiceKit
import Texts
import Values

struct ExplainCommand: AsyncParsableCommand, PrintsJSON {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    "Explique un indicateur : structures comptées ou non, motif, données d'origine.",
    "Explains a figure: who is counted and who is not, the reason, the facts behind it.",
    discussion: words(
      """
      Avec --structure : chaque donnée, sa version et la ligne du fichier d'où elle vient. Une structure et la fédération n'en \
      voient que le fichier et l'identifiant ; la fédération n'a accès qu'aux indicateurs de formation.
      """,
      """
      With --structure: each fact, its version and the row of the file that it came from. A structure and the federation see \
      its file and key only; the federation may ask about the figures of training only.
      """
    ))

  @OptionGroup var options: GatewayOptions
  @Argument(
    help: .words(
      "Code de l'indicateur, par exemple I1.",
      "Code of the figure, such as I1.", .figure))
  var figure: String
  @OptionGroup var query: EvaluationCommand.Query
  @Option(
    help: .words(
      "Périmètre : all (ensemble), kind:CS, kind:EVS, ctcd:69M (Métropole) ou ctcd:69D (Département).",
      "Scope: all, kind:CS, kind:EVS, ctcd:69M (Métropole) or ctcd:69D (Département).", .scope))
  var scope = "all"
  @Option(help: .onlyStructure, completion: .structures) var structure: String?
  @OptionGroup var filters: StructureFilters
  @OptionGroup var reasons: ReasonFilter
  @OptionGroup var cross: CrossOptions
  @Option(help: .listFormat) var format = OutputFormat.List.text

  /// What is written in JSON: the members, and the facts that they rest on.
  private struct Explained: Codable {
    let figure, scope, rules: String
    let query: FigureQuery
    let numerator, denominator: String
    let members: [FigureMember]
    let facts: [ReadFacts.Fact]
    let positions: [String: String]
  }

  static var jsonSchema: JSONSchema {
    .value(Explained.self).or("--cross", CrossListing.schema(hasReasons: true))
  }

  func run() async throws {
    if figure == "I0" {
      throw ConfigurationProblem(
        "I0 se précise par un moyen de formation, par exemple I0:FORM_FEDE. Liste : vigie evaluation indicators",
        "I0 is asked of one way of training, such as I0:FORM_FEDE. List: vigie evaluation indicators"
      )
    }
    guard let service = Evaluator.owner(of: figure) else {
      let known = Evaluator.owned.values.joined().sorted().joined(separator: " ")
      throw ConfigurationProblem(
        "« \(figure) » n'est pas un indicateur. Indicateurs : \(known). Leurs noms : vigie evaluation measures",
        "“\(figure)” is no figure. Figures: \(known). Their names: vigie evaluation measures")
    }
    let gateway = try options.gateway()
    var reply = try await gateway.call(
      service,
      ExplainFigure(code: figure, scope: scope, query: query.query, structure: structure))
    guard !cross.isAsked || reply.members.allSatisfy({ $0.structure != nil && $0.person == nil })
    else {
      throw ValidationError(
        "--cross compte des structures ; \(figure) compte des personnes",
        "--cross counts structures; \(figure) counts people")
    }
    try reasons.check(Set(reply.members.compactMap(\.reason)).sorted())
    let shown = try await shown(gateway)
    reply.members = reply.members.filter {
      shown.shows($0.structure) && reasons.shows([$0.reason])
    }
    let isCrossed = try cross.write(
      reply.members, shown, format, isFictitious: reply.fictitious, code: { $0.structure },
      reason: { $0.reason })
    guard !isCrossed else {
      await gateway.close()
      guard reply.hasMore else { return }
      Output.error(
        "Le tableau ne compte que les \(ExplainFigure.most) premières lignes.",
        "The table counts the first \(ExplainFigure.most) rows only.")
      throw ExitCode(3)
    }
    var facts: [ReadFacts.Fact] = []
    var unread: [FactReference] = []
    if structure != nil || format == .json {
      do {
        facts = try await gateway.facts(of: reply.members, knownOn: query.query.knownOn)
      } catch let error as RPCError where error.status.details?.reason == "ROLE_NEEDED" {
        // Records are for operators and auditors; whoever else may ask is told which ones they are.
        unread = reply.members.flatMap(\.facts).once
      }
    }
    await gateway.close()
    let numerator = reply.members.reduce(Quantity(0)) { $0 + $1.counts }
    let denominator = reply.members.reduce(Quantity(0)) { $0 + $1.of }
    let explained = Explained(
      figure: figure, scope: scope, rules: reply.rules, query: query.query,
      numerator: numerator.text, denominator: denominator.text, members: reply.members,
      facts: facts, positions: reply.positions)
    let outside = reply.members.count { $0.of.text == "0" && $0.counts.text == "0" }
    let isCount = MeasureCatalogue.counts.contains(figure)
    let whole = words(" sur ", " of ") + language.number(denominator.text)
    let sum = language.number(numerator.text) + (isCount ? "" : whole)
    let left = language.count(
      outside, .init("ligne hors calcul", "lignes hors calcul"),
      .init("row left out", "rows left out"))
    let total = words(
      "Total : \(sum) ; \(left) ; règles de calcul version \(reply.rules)",
      "Total: \(sum); \(left); rules version \(reply.rules)")
    let records =
      facts.map(FactLines.line) + unread.map(FactLines.reference) + FactLines.merges(facts)
    let more = words(
      "… liste abrégée : ajoutez --structure pour le détail",
      "… the list is cut short: add --structure for the details")
    let members = reply.members
    let notes = [total] + records + (reply.hasMore ? [more] : [])
    try format.write(
      explained, members, Self.owners + Self.counts, isFictitious: reply.fictitious
    ) {
      Output.line(
        "\(figure) · \(Catalogue.figure(figure, language)) · \(Catalogue.scope(scope, language))")
      Output.table(members, [Self.owner(of: members)] + Self.counts)
      notes.forEach(Output.line)
    }
  }

  private static var owners: [ListingColumn<FigureMember>] {
    [
      .text("structure", "structure", "structure") { $0.structure },
      .text("person", "personne", "person") { $0.person },
    ]
  }

  /// Who a member is, in one column: of some figures a person, of the others a structure.
  private static func owner(of members: [FigureMember]) -> ListingColumn<FigureMember> {
    let isPerson = members.contains { $0.person != nil }
    let (french, english) = isPerson ? ("personne", "person") : ("structure", "structure")
    return .text(nil, french, english) { $0.person ?? $0.structure ?? "–" }
  }

  private static var counts: [ListingColumn<FigureMember>] {
    [
      .decimal("counts", "compte", "counts") { $0.counts.text },
      .decimal("of", "sur", "of") { $0.of.text },
      .text("reason", "motif", "reason", as: { Catalogue.reason($0, language) }) { $0.reason },
      .number(nil, "données sources", "source records") { $0.facts.count },
    ]
  }

  /// The structures that are shown, as they are on the figure's day. Source: acceptance/indicators.md, “Scopes”.
  private func shown(_ gateway: Gateway) async throws -> ShownStructures {
    guard cross.isAsked || filters.choice != StructureChoice() else {
      return ShownStructures([], isFiltered: false)
    }
    return try await filters.structures(
      gateway, on: try await day(gateway), isNeeded: cross.isAsked)
  }

  private func day(_ gateway: Gateway) async throws -> CivilDate {
    let query = query.query
    switch figure.prefix(2) {
    case "I1", "I5":
      return try await gateway.call("senacs", ListExpected(campaign: query.campaign))
        .referenceDate
    case "I2": return query.to
    case "I3": return query.year.lastDay
    default: return query.asOf
    }
  }
}
