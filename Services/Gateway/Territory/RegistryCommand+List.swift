import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Values

extension RegistryCommand {
  struct List: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste les structures, ou les compte.", "Lists structures, or counts them.")

    @OptionGroup var options: GatewayOptions
    @Option(help: .dayAsked) var asOf: CivilDate = .today
    @OptionGroup var filters: StructureFilters
    @Flag(
      inversion: .prefixedNo,
      help: .words(
        "Limite le résultat aux structures actives à cette date, ou (--no-active) aux autres.",
        "Limits the result to structures that are active on that day, or (--no-active) to the others."
      ))
    var active: Bool?
    @OptionGroup var cross: CrossOptions
    @Option(help: .listFormat) var format = OutputFormat.List.text

    static var jsonSchema: JSONSchema {
      .listing(RegistryCommand.columns(on: nil)).or("--cross", CrossListing.schema())
    }

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
        format.ordered(structures) { $0.name }, RegistryCommand.columns(on: asOf),
        isFictitious: isFictitious)
    }
  }
}
