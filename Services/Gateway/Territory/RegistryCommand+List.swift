import ArgumentParser
import Composition
import Contracts
import Pages
import Texts
import Values

extension RegistryCommand {
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Liste les structures, ou les compte.", "Lists structures, or counts them.")

    @OptionGroup var options: GatewayOptions
    @Option(help: .dayAsked) var asOf: CivilDate = .today
    @OptionGroup var filters: StructureFilters
    @Flag(
      inversion: .prefixedNo,
      help: .words(
        "Les structures actives ce jour-là seulement, ou les autres.",
        "The structures that are active on that day only, or the others.")) var active: Bool?
    @OptionGroup var cross: CrossOptions
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func run() async throws {
      var choice = filters.choice
      choice.active = active
      let gateway = try options.gateway()
      let structures = try await gateway.structures(on: asOf, only: choice)
      await gateway.close()
      let isFictitious = structures.contains(where: \.fictitious)
      let shown = ShownStructures(structures, isFiltered: false)
      let isCrossed = try cross.write(
        structures, shown, format, isFictitious: isFictitious, code: { $0.code })
      guard !isCrossed else { return }
      try format.write(
        format.ordered(structures) { $0.name }, Self.columns, isFictitious: isFictitious)
    }

    private static var columns: [ListingColumn<StructureSummary>] {
      [
        .init("structure_code", "code", "code") { .text($0.code) },
        .init("kind", "type", "kind") { .text($0.kind) },
        .init("name", "nom", "name") { .text($0.name) },
        .init("commune_code", "Insee", "INSEE") { .text($0.commune) },
        .init("commune", "commune", "commune") {
          .text($0.communeName, as: $0.communeName ?? $0.commune)
        },
        .init("ctcd", "territoire", "territory") {
          .text($0.ctcd, as: $0.ctcd ?? Catalogue.reason("OUT_OF_PERIMETER", language))
        },
        .init("federated", "fédérée", "federated") { .flag($0.federated) },
        .init("active", "active", "active") { .flag($0.isActive) },
      ]
    }
  }
}
