import ArgumentParser
import Composition
import Contracts
import Pages
import Texts

extension AuditCommand {
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Vérifie qu'aucune ligne du journal d'audit n'a été modifiée, retirée ou déplacée (code de sortie 1 dans le cas contraire, 3 si un service ne répond pas).",
      "Checks that no line of the audit was altered, removed or moved (exit code 1 otherwise, 3 where a service does not answer).",
      discussion: words(
        """
        Conservez ailleurs la dernière empreinte de chaque service : quiconque peut écrire dans une base de données peut en \
        refaire tout le journal. Plus aucune ligne n'aurait alors l'empreinte conservée.
        """,
        """
        Keep the last hash of each service elsewhere: whoever can write a database can make its whole audit anew. No line would \
        then have the hash that was kept.
        """))

    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let gateway = try options.gateway()
      var isRight = true
      let haveAllAnswered = try await gateway.askEveryHost { service in
        let found = try await gateway.call(service, VerifyAudit())
        let state: String
        if let number = found.fault {
          isRight = false
          state =
            switch found.reason {
            case "MISSING": words("la ligne \(number) manque.", "line \(number) is missing.")
            case "UNSIGNED":
              words(
                "les lignes avant la ligne \(number) ont disparu sans la signature du service.",
                "the lines before line \(number) are gone, without the service's signature.")
            default: words("la ligne \(number) a été modifiée.", "line \(number) was altered.")
            }
        } else {
          let lines = language.count(
            found.lines, .init("ligne intacte.", "lignes intactes."),
            .init("line, intact.", "lines, intact."))
          let first = found.first.map {
            words(
              " Les lignes avant la ligne \($0) ont été supprimées à leur terme.",
              " The lines before line \($0) were dropped when their time was over.")
          }
          let last = found.last.map { words(" Dernière empreinte : \($0)", " Last hash: \($0)") }
          state = lines + (first ?? "") + (last ?? "")
        }
        Output.line(service + words(" : ", ": ") + state)
      }
      await gateway.close()
      if !isRight { throw ExitCode.failure }
      if !haveAllAnswered { throw ExitCode(3) }
    }
  }
}
