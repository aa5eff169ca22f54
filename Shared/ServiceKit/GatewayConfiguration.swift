import Foundation
import Texts
import Values
import ZeroMQ

/// What `vigie.json` says: where each service is, and the operator's own key.
public struct GatewayConfiguration: Codable, Sendable {
  /// The file of the operator's secret key, beside `vigie.json` unless absolute.
  public var keyFile: String
  /// The file of the service config (gRPC's form), beside `vigie.json` unless absolute; may be absent.
  public var serviceConfigFile: String?
  /// The services by name: `registry`, `training`, `senacs`, `evaluation`.
  public var services: [String: ServiceAddress]
  /// Whom a structure calls, such as the Caf's officer and the federation: at most ``maxContacts``; absent for nobody.
  public var contacts: [Contact]?

  private static let known: Set<String> = ["contacts", "keyFile", "serviceConfigFile", "services"]
  /// The most contacts.
  public static let maxContacts = 20
  /// The most characters of each text of a contact.
  public static let maxCharacters = 200

  /// Somebody to call.
  public struct Contact: Codable, Sendable, Hashable {
    /// Who it is, such as `Caf du Rhône, chargée de mission`.
    public var role: String
    /// The person's name.
    public var name: String?
    /// The telephone number.
    public var phone: String?
    /// The e-mail address.
    public var email: String?

    /// Makes a contact.
    public init(role: String, name: String? = nil, phone: String? = nil, email: String? = nil) {
      self.role = role
      self.name = name
      self.phone = phone
      self.email = email
    }

    fileprivate var isShort: Bool {
      [role, name, phone, email].allSatisfy {
        ($0 ?? "").count <= GatewayConfiguration.maxCharacters
      }
    }
  }

  /// Makes a configuration.
  public init(keyFile: String, services: [String: ServiceAddress]) {
    self.keyFile = keyFile
    self.services = services
  }

  /// Reads a file; relative paths in it are taken from its folder.
  ///
  /// - Throws: ``ConfigurationProblem``.
  public static func read(_ path: String) throws -> GatewayConfiguration {
    guard let data = FileManager.default.contents(atPath: path) else { throw unread(path) }
    if let members = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let other = Set(members.keys).subtracting(known).min()
    {
      let names = known.sorted().joined(separator: ", ")
      throw ConfigurationProblem(
        "\(path) : option inconnue « \(other) ». Options : \(names)",
        "\(path): there is no option “\(other)”. Options: \(names)")
    }
    let configuration = try decoded(data, path)
    let contacts = configuration.contacts ?? []
    guard contacts.count <= maxContacts, contacts.allSatisfy(\.isShort) else {
      throw ConfigurationProblem(
        "\(path) : contacts a \(maxContacts) entrées au plus, et chaque texte \(maxCharacters) caractères au plus.",
        "\(path): contacts has \(maxContacts) entries at most, and each text \(maxCharacters) characters at most."
      )
    }
    return configuration
  }

  /// The first message of somebody who has not set Vigie up: where it looked, and what to do.
  private static func unread(_ path: String) -> ConfigurationProblem {
    guard !FileManager.default.fileExists(atPath: path) else {
      return ConfigurationProblem(
        "Vigie n'a pas le droit de lire sa configuration : \(path). Demandez ce droit à votre administrateur.",
        "Vigie may not read its configuration: \(path). Ask your administrator for the right to.")
    }
    return ConfigurationProblem(
      """
      Vigie ne trouve pas sa configuration : \(path).
      Sur un poste de travail, demandez à votre administrateur le dossier à utiliser, puis : export VIGIE_HOME=DOSSIER
      Pour essayer Vigie avec des données fictives : deploy/quickstart --lang fr
      """,
      """
      Vigie does not find its configuration: \(path).
      At your desk, ask your administrator for the folder to use, then: export VIGIE_HOME=FOLDER
      To try Vigie with fictitious data: deploy/quickstart --lang en
      """)
  }

  private static func decoded(_ data: Data, _ path: String) throws -> GatewayConfiguration {
    do {
      var configuration = try JSONDecoder().decode(GatewayConfiguration.self, from: data)
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      configuration.keyFile = URL(fileURLWithPath: configuration.keyFile, relativeTo: folder).path
      configuration.serviceConfigFile = configuration.serviceConfigFile.map {
        URL(fileURLWithPath: $0, relativeTo: folder).path
      }
      return configuration
    } catch {
      let fault = DocumentFault(of: error)
      throw ConfigurationProblem(
        "\(path) n'est pas une configuration de Vigie : \(fault.text(.french)).",
        "\(path) is not a configuration of Vigie: \(fault.text(.english)).")
    }
  }
}
