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
      let gateway = try options.gateway()
      var rows: [[String]] = []
      var after: String?
      var isFictitious = false
      repeat {
        let page = try await gateway.call(
          "registry", ListStructures(asOf: asOf, after: after))
        rows += page.structures.map { RegistryCommand.row($0) }
        isFictitious = isFictitious || page.structures.contains(where: \.fictitious)
        after = page.hasMore ? page.structures.last?.code : nil
      } while after != nil
      await gateway.close()
      Output.table(RegistryCommand.header, rows, isFictitious: isFictitious)
    }
  }
}
