import ArgumentParser
import Composition
import Contracts
import Foundation
import Pages
import Values

extension RegistryCommand {
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Liste les structures par code.", "Lists structures by code.")

    @OptionGroup var options: GatewayOptions
    @Option(help: .dayAsked) var asOf: CivilDate = .today

    func run() async throws {
      let structures = try await options.pages(
        "registry", ListStructures(asOf: asOf), after: \.after
      ) {
        $0.hasMore ? $0.structures.last?.code : nil
      }.flatMap(\.structures)
      Output.table(
        RegistryCommand.header, structures.map { RegistryCommand.row($0) },
        isFictitious: structures.contains(where: \.fictitious))
    }
  }
}
