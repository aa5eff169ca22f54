import ArgumentParser
import Composition
import Foundation
import Pages
import RPCContract
import ServiceKit

struct DescribeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    "Affiche les méthodes d'un service et leurs messages.",
    "Shows the methods of a service and their messages.")

  @OptionGroup var options: GatewayOptions
  @Argument(help: .serviceName) var service: String?
  @Flag(
    help: .words(
      "Affiche le document AsyncAPI 3 du service d'échange, pour les partenaires.",
      "Prints the exchange's AsyncAPI 3 document, for partners."))
  var asyncapi = false
  @Argument(
    help: .words(
      "Méthode dont afficher les schémas JSON.",
      "Method whose JSON Schemas are shown.", .method))
  var method: String?
  @Option(help: .format) var format = OutputFormat.Plain.text

  func validate() throws {
    if service == nil, !asyncapi {
      throw ValidationError(
        "indiquez un service, ou --asyncapi", "name a service, or say --asyncapi")
    }
  }

  func run() async throws {
    guard let service else {
      let configuration = try? GatewayConfiguration.read(options.path)
      return Output.line(
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
