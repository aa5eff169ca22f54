import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import ServiceKit
import Texts

struct UndoCommand: AsyncParsableCommand, PrintsJSON {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    "Annule un chargement : les valeurs d'avant reviennent, comme nouvelles versions.",
    "Undoes an import: the values of before come back, as new versions.",
    discussion: words(
      "Un enregistrement modifié depuis n'est pas touché : il est signalé (code de sortie 3).",
      "A record that was changed since is not touched: it is pointed out (exit code 3)."))

  @OptionGroup var options: GatewayOptions
  @Argument(
    help: .words(
      "Code du chargement, affiché par vigie import et vigie history.",
      "Code of the import, shown by vigie import and vigie history.", .code))
  var importID: String
  @Option(help: .format) var format = OutputFormat.Plain.text

  static var jsonSchema: JSONSchema { .value(UndoImport.Reply.self) }

  func run() async throws {
    let gateway = try options.gateway(isJSON: format == .json)
    guard let reply = try await undo(gateway) else {
      throw ConfigurationProblem(
        "Aucun service n'a de chargement \(importID). Pour trouver celui d'un enregistrement : vigie history",
        "No service has an import \(importID). To find that of a record: vigie history")
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
    var parts = [
      language.count(
        reply.restored, .init("enregistrement rétabli", "enregistrements rétablis"),
        .init("record restored", "records restored")),
      language.count(
        reply.withdrawn, .init("retiré", "retirés"), .init("withdrawn", "withdrawn")),
      language.count(
        left, .init("laissé tel quel", "laissés tels quels"),
        .init("left as it is", "left as they are")),
    ]
    if let already = reply.already {
      parts.append(
        language.count(
          already, .init("déjà annulé", "déjà annulés"), .init("undone before", "undone before")))
    }
    let counts = parts.joined(separator: ", ") + "."
    guard reply.withdrawn > 0 else { return [counts] }
    let note = words(
      "Les enregistrements retirés ne sont plus connus : les données d'autres services qui les citent restent, sans être comptées.",
      "Records that are withdrawn are not known any more: data of other services that name them stay, and count no more."
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
