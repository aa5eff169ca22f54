import Foundation
import ZeroMQ

/// What `vigie.json` says: where each service is, and the operator's own key.
public struct GatewayConfiguration: Codable, Sendable {
  /// The file of the operator's secret key, beside `vigie.json` unless absolute.
  public var keyFile: String
  /// The file of the service config (gRPC's form), beside `vigie.json` unless absolute; may be absent.
  public var serviceConfigFile: String?
  /// The services by name: `registry`, `training`, `senacs`, `evaluation`.
  public var services: [String: ServiceAddress]

  private static let known: Set<String> = ["keyFile", "serviceConfigFile", "services"]

  /// Makes a configuration.
  public init(keyFile: String, services: [String: ServiceAddress]) {
    self.keyFile = keyFile
    self.services = services
  }

  /// Reads a file; relative paths in it are taken from its folder.
  ///
  /// - Throws: ``ConfigurationProblem``.
  public static func read(_ path: String) throws -> GatewayConfiguration {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationProblem(
        "impossible de lire \(path) ; donner --config FICHIER ou VIGIE_HOME",
        "cannot read \(path); say --config FILE or set VIGIE_HOME")
    }
    if let members = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let other = Set(members.keys).subtracting(known).min()
    {
      let names = known.sorted().joined(separator: ", ")
      throw ConfigurationProblem(
        "\(path) : l'option \(other) n'existe pas ; la corriger ou l'enlever (il y a \(names))",
        "\(path): there is no option \(other); correct or remove it (there are \(names))")
    }
    do {
      var configuration = try JSONDecoder().decode(GatewayConfiguration.self, from: data)
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      configuration.keyFile = URL(fileURLWithPath: configuration.keyFile, relativeTo: folder).path
      configuration.serviceConfigFile = configuration.serviceConfigFile.map {
        URL(fileURLWithPath: $0, relativeTo: folder).path
      }
      return configuration
    } catch {
      throw ConfigurationProblem(
        "\(path) n'est pas une configuration de vigie : \(error)",
        "\(path) is not a configuration of vigie: \(error)")
    }
  }
}
