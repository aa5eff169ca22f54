import ArgumentParser
import Foundation
import RPC
import RPCContract
import Values

struct CallCommand: AsyncParsableCommand, PrintsJSON {
  static let configuration = CommandConfiguration(
    commandName: "call",
    "Appelle une méthode avec un message JSON et affiche ses réponses, une par ligne (JSON).",
    "Calls a method with a JSON message and prints its replies, one a line (JSON).",
    discussion: words(
      """
      Exemple : vigie call vigie.registry.v1/GetStructure '{"code":"S01","asOf":"2025-12-31"}'
      Plusieurs réponses s'affichent dès leur arrivée. Si d'autres sont attendues à la fin du délai, l'appel est interrompu \
      (code de sortie 1).
      """,
      """
      Example: vigie call vigie.registry.v1/GetStructure '{"code":"S01","asOf":"2025-12-31"}'
      The items of a stream are printed as they come. A stream that is still open is cut off when the time is up (exit code 1).
      """))

  @OptionGroup var options: GatewayOptions
  @Argument(
    help: .words(
      "Nom complet de la méthode, par exemple vigie.registry.v1/GetStructure.",
      "Full name of the method, such as vigie.registry.v1/GetStructure.", .method))
  var method: String
  @Argument(help: .words("Demande en JSON.", "Request as JSON.", .json)) var message = "{}"
  @Option(
    help: .words(
      "Service, pour les méthodes communes à tous.",
      "Service, for methods that every service has."))
  var service: String?
  @Option(
    help: .words(
      "Clé anti-doublon ; par défaut : une nouvelle.",
      "Idempotency key; default: a new one.", .key))
  var key: String?
  @Option(
    help: .words(
      "Délai maximal en secondes, de 1 à 600.",
      "Longest wait in seconds, from 1 to 600.", .seconds))
  var timeout = 30

  func validate() throws {
    guard (1...600).contains(timeout) else {
      throw ValidationError(
        "--timeout : un nombre de secondes entre 1 et 600",
        "--timeout: a number of seconds between 1 and 600")
    }
  }

  static var jsonSchema: JSONSchema {
    JSONSchema(type: "object").described("What the method replies: vigie describe SERVICE METHOD")
  }

  func run() async throws {
    let gateway = try options.gateway(isJSON: true)
    let parts = method.split(separator: ".").map(String.init)
    guard let service = service ?? parts.dropFirst().first else {
      throw ValidationError(
        "« \(method) » n'est pas une méthode ; écrivez par exemple vigie.registry.v1/GetStructure",
        "“\(method)” is no method; write vigie.registry.v1/GetStructure, for example")
    }
    let reader = Task { try await Output.endWithReader() }
    defer { reader.cancel() }
    // The messages of both kinds of methods come alike: a unary one sends one.
    let replies = try gateway.client(service).stream(
      method: method, payload: Array(message.utf8),
      options: gateway.options(
        timeout: .seconds(timeout), key: key ?? Identifier.mint().rawValue))
    for try await reply in replies { Output.data(String(decoding: reply, as: UTF8.self)) }
    await gateway.close()
  }
}
