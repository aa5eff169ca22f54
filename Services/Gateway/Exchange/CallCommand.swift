import ArgumentParser
import Foundation
import RPC
import Values

struct CallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call",
    "Appelle une méthode avec un message JSON et affiche ses réponses, une par ligne (JSON).",
    "Calls a method with a JSON message and prints its replies, one a line (JSON).",
    discussion: words(
      """
      vigie call vigie.registry.v1/GetStructure '{"code":"S01","asOf":"2025-12-31"}'
      Les réponses d'un flux s'affichent dès leur arrivée. Un flux encore ouvert est interrompu à la fin du délai (code de sortie 1).
      """,
      """
      vigie call vigie.registry.v1/GetStructure '{"code":"S01","asOf":"2025-12-31"}'
      The items of a stream are printed as they come. A stream that is still open is cut off when the time is up (exit code 1).
      """))

  @OptionGroup var options: GatewayOptions
  @Argument(help: .words("Le nom complet de la méthode.", "The method's full name.")) var method:
    String
  @Argument(help: .words("La demande en JSON.", "The request as JSON.")) var message = "{}"
  @Option(
    help: .words(
      "Le service, pour les méthodes que tous ont.",
      "The service, for methods that every service has.")) var service: String?
  @Option(
    help: .words(
      "La clé d'idempotence ; sinon une nouvelle.", "The idempotency key; default a new one."))
  var key: String?
  @Option(help: .words("Le délai en secondes ; 1…600.", "The deadline in seconds; 1…600."))
  var timeout = 30

  func validate() throws {
    guard (1...600).contains(timeout) else { throw ValidationError("--timeout : 1…600") }
  }

  func run() async throws {
    let gateway = try options.gateway(isJSON: true)
    let parts = method.split(separator: ".").map(String.init)
    guard let service = service ?? parts.dropFirst().first else {
      throw ValidationError(
        "\(method) n'est pas une méthode telle que vigie.registry.v1/GetStructure",
        "\(method) is no method such as vigie.registry.v1/GetStructure")
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
