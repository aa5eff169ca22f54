import ArgumentParser
import Composition
import Contracts
import ServiceKit

extension ReportCommand {
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Recalcule un rapport figé à partir des données de l'époque et compare les empreintes.",
      "Works a frozen report out again from the data of that time and compares the digests.")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .digest) var digest: String

    func run() async throws {
      let gateway = try options.gateway()
      let reporter = Reporter(services: gateway)
      let (report, reply) = try await reporter.kept(digest)
      let again = try await reporter.again(report)
      await gateway.close()
      let made = try again.digest()
      guard made != reply.digest else {
        return Output.line(
          "Rapport vérifié : recalcul identique. Empreinte : \(made)",
          "Report verified: made again, it is the same: \(made)")
      }
      for change in ReportChange.between(report, again) { Output.line(Diff.line(change)) }
      throw ConfigurationProblem(
        "Écart : le recalcul donne l'empreinte \(made) au lieu de \(reply.digest).",
        "Difference: made again it has the digest \(made), not \(reply.digest).")
    }
  }
}
