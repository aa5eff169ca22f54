import ArgumentParser
import Composition
import Foundation
import Pages
import RPCContract
import ServiceKit

struct DescribeCommand: AsyncParsableCommand, PrintsJSON {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    "Affiche les méthodes d'un service et leurs messages, ou le JSON que les commandes affichent.",
    "Shows the methods of a service and their messages, or the JSON that commands print.",
    discussion: words(
      """
      vigie describe --json-schemas registry list
      Les schémas JSON ne demandent ni service ni configuration ; ils dépendent de la version de Vigie seulement.
      """,
      """
      vigie describe --json-schemas registry list
      The JSON Schemas need neither a service nor a configuration; they depend on the version of Vigie only.
      """))

  @OptionGroup var options: GatewayOptions
  @Argument(help: .serviceName) var service: String?
  @Flag(
    help: .words(
      "Affiche le document AsyncAPI 3 du service d'échange, pour les partenaires.",
      "Prints the exchange's AsyncAPI 3 document, for partners."))
  var asyncapi = false
  @Flag(
    help: .words(
      "Affiche les schémas du JSON que les commandes affichent : toutes, ou celles qui commencent par les mots indiqués.",
      "Prints the schemas of the JSON that commands print: of all, or of those that begin with the given words."
    ))
  var jsonSchemas = false
  @Argument(
    help: .words(
      "Méthode dont afficher les schémas JSON.",
      "Method whose JSON Schemas are shown.", .method))
  var method: String?
  @Option(help: .format) var format = OutputFormat.Plain.text

  func validate() throws {
    if asyncapi, jsonSchemas {
      throw ValidationError(
        "indiquez --asyncapi ou --json-schemas, pas les deux",
        "say --asyncapi or --json-schemas, not both")
    }
    if service == nil, !asyncapi, !jsonSchemas {
      throw ValidationError(
        "indiquez un service, --asyncapi ou --json-schemas",
        "name a service, or say --asyncapi or --json-schemas")
    }
  }

  static var jsonSchema: JSONSchema {
    .value([ListMethods.Reply.Method].self)
      .or("--asyncapi", JSONSchema(type: "object"))
      .or("--json-schemas", .map(JSONSchema(type: "object")))
  }

  func run() async throws {
    if jsonSchemas { return try printSchemas() }
    guard let service else {
      let configuration = try? GatewayConfiguration.read(options.path)
      return Output.data(
        try AsyncAPIDocument(exchange: configuration?.services["exchange"]).json())
    }
    let reply = try await options.call(service, ListMethods())
    let methods = reply.methods.filter { method == nil || $0.name == method }
    guard !methods.isEmpty else {
      throw ValidationError(
        "le service \(service) n'a pas de méthode « \(method ?? "") »",
        "the service \(service) has no method “\(method ?? "")”")
    }
    if format == .json || method != nil {
      return Output.data(try OutputFormat.json(methods))
    }
    let rows = methods.map {
      [$0.name, $0.shape, $0.mutates ? words("oui", "yes") : "", $0.roles.joined(separator: " ")]
    }
    let header = headings(
      ["méthode", "forme", "modifie", "rôles"], ["method", "shape", "mutates", "roles"])
    Output.table(header, rows)
  }

  private func printSchemas() throws {
    // A command line may be given in one argument or in several.
    let line = [service, method].compactMap(\.self).joined(separator: " ")
    let schemas = CommandSchemas.of(line.split(separator: " ").map(String.init))
    guard !schemas.isEmpty else {
      throw ValidationError(
        "aucune commande qui affiche du JSON ne commence par « \(line) »",
        "no command that prints JSON begins with “\(line)”")
    }
    Output.data(try OutputFormat.json(schemas))
  }
}

struct MetricsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics",
    "Affiche les compteurs d'un service, au format de Prometheus.",
    "Prints the metrics of a service, in Prometheus' text form.")

  @OptionGroup var options: GatewayOptions
  @Argument(help: .serviceName) var service: String

  func run() async throws {
    let reply = try await options.call(service, ReadMetrics())
    Output.line(reply.text.trimmingCharacters(in: .newlines))
  }
}
