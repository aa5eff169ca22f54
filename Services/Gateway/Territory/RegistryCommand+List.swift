import ArgumentParser
import Composition
import Contracts
import Foundation
import Pages
import Values

extension RegistryCommand {
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
}
