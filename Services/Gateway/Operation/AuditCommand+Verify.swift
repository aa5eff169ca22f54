import ArgumentParser
import Composition
import Contracts
import Pages

extension AuditCommand {
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Vérifie qu'aucune ligne n'a été modifiée, retirée ou déplacée ; code de retour 1 sinon.",
      "Checks that no line was altered, removed or moved; exit code 1 otherwise.")

    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let gateway = try options.gateway()
      var isRight = true
      for service in FeedCommand.services(nil, gateway) {
        let found = try await gateway.call(service, VerifyAudit())
        switch (found.fault, found.reason) {
        case (let number?, "MISSING"):
          isRight = false
          Output.line(
            "\(service) : la ligne \(number) manque", "\(service): line \(number) is missing")
        case (let number?, _):
          isRight = false
          Output.line(
            "\(service) : la ligne \(number) a été modifiée",
            "\(service): line \(number) was altered")
        case (nil, _):
          let lines =
            found.lines == 1
            ? words("1 ligne, intacte", "1 line, intact")
            : words("\(found.lines) lignes, intactes", "\(found.lines) lines, intact")
          let last = found.last.map { words(" ; dernière empreinte : \($0)", "; last hash: \($0)") }
          Output.line(service + words(" : ", ": ") + lines + (last ?? ""))
        }
      }
      await gateway.close()
      if !isRight { throw ExitCode.failure }
    }
  }
}
