import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import ServiceKit

struct UndoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    "Annule un chargement : remet ce qu'il y avait avant, comme nouvelles versions.",
    "Undoes an import: brings back what stood before, as new versions.",
    discussion: words(
      "Un enregistrement modifié depuis reste tel quel, et il est dit (code de sortie 3).",
      "A record that was changed since stays as it is, and is told (exit code 3)."))

  @OptionGroup var options: GatewayOptions
  @Argument(
    help: .words(
      "Le chargement, tel que vigie import et vigie history le nomment.",
      "The import, as vigie import and vigie history name it.")) var importID: String
  @Option(help: .words("text ou json.", "text or json.")) var format = OutputFormat.Plain.text

  func run() async throws {
    let gateway = try options.gateway(isJSON: format == .json)
    guard let reply = try await undo(gateway) else {
      throw ConfigurationProblem(
        "aucun service n'a de chargement \(importID)", "no service has an import \(importID)")
    }
    await gateway.close()
    if format == .json {
      Output.data(try OutputFormat.json(reply))
    } else {
      FindingLines.write(refused: [], findings: reply.refused)
      lines(reply).forEach(Output.line)
    }
    if !reply.refused.isEmpty { throw ExitCode(3) }
  }

  private func lines(_ reply: UndoImport.Reply) -> [String] {
    let left = reply.left ?? reply.refused.count
    let counted = ImportCommand.counted
    var parts = [
      words(counted(reply.restored, "rétabli", "rétablis"), "\(reply.restored) restored"),
      words(counted(reply.withdrawn, "retiré", "retirés"), "\(reply.withdrawn) withdrawn"),
      words(counted(left, "laissé tel quel", "laissés tels quels"), "\(left) left as they are"),
    ]
    if let already = reply.already {
      parts.append(words("\(already) déjà annulés", "\(already) undone before"))
    }
    let counts = parts.joined(separator: ", ")
    guard reply.withdrawn > 0 else { return [counts] }
    let note = words(
      "Ce qui est retiré n'est plus connu : les faits d'autres services qui le nomment restent, et ne comptent plus.",
      "What is withdrawn is not known any more: facts of other services that name it stay, and count no more."
    )
    return [counts, note]
  }

  /// Asks each service in turn to undo the import. If none has it, the error of a service that could not be asked is thrown.
  private func undo(_ gateway: Gateway) async throws -> UndoImport.Reply? {
    var unasked: RPCError?
    var refused: RPCError?
    var isUnknown = false
    for service in Evaluator.services {
      do {
        return try await gateway.call(
          service, UndoImport(importID: importID), timeout: Upload.patience)
      } catch let error as RPCError where error.status.details?.reason == "IMPORT_UNKNOWN" {
        isUnknown = true
      } catch let error as RPCError where error.status.details?.reason == "ROLE_NEEDED" {
        // A key that may undo in one service need not be known to the others.
        refused = refused ?? error
      } catch let error as RPCError
        where Evaluator.isDown(error) || error.status.code == .unimplemented
      {
        unasked = unasked ?? error
      }
    }
    if let unasked { throw unasked }
    if let refused, !isUnknown { throw refused }
    return nil
  }
}
