import ArgumentParser
import Foundation
import RPC
import Values

struct CallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call",
    "Appelle une méthode à une réponse avec un message JSON.",
    "Calls any unary method with a JSON message.",
    discussion:
      "vigie call vigie.registry.v1/GetStructure '{\"code\":\"S01\",\"asOf\":\"2025-12-31\"}'")

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
    let response = try await gateway.client(service).respond(
      method: method, payload: Array(message.utf8),
      options: gateway.options(
        timeout: .seconds(timeout), key: key ?? Identifier.mint().rawValue))
    await gateway.close()
    Output.line(String(decoding: response.message, as: UTF8.self))
  }
}
