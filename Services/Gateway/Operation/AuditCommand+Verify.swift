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
        let state: String
        if let number = found.fault {
          isRight = false
          state =
            found.reason == "MISSING"
            ? words("la ligne \(number) manque", "line \(number) is missing")
            : words("la ligne \(number) a été modifiée", "line \(number) was altered")
        } else {
          let lines =
            found.lines == 1
            ? words("1 ligne, intacte", "1 line, intact")
            : words("\(found.lines) lignes, intactes", "\(found.lines) lines, intact")
          let last = found.last.map { words(" ; dernière empreinte : \($0)", "; last hash: \($0)") }
          state = lines + (last ?? "")
        }
        Output.line(service + words(" : ", ": ") + state)
      }
      await gateway.close()
      if !isRight { throw ExitCode.failure }
    }
  }
}
