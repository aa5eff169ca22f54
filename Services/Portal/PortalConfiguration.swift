import Foundation
import Pages
import PortalDomain
import ServiceKit

/// The options of the portal beside those that every service has (see `ServiceConfiguration`).
struct PortalConfiguration: Sendable {
  /// The way of mails.
  enum MailWay: Sendable, Hashable {
    /// Through the system's `sendmail`, from an address.
    case program(String, sender: String)
    /// Into a folder, for systems without mail.
    case folder(String)
    /// No mails: links are made by hand.
    case none
  }

  /// Where mails come back that do not arrive.
  struct Bounces: Sendable {
    let address: BounceAddress
    let folder: String
  }

  /// `httpAddress`: where it serves HTTP; loopback or a private address, behind a proxy.
  let host: String
  let port: Int
  /// `publicAddress`: how browsers call it, such as `https://vigie.example`, without a stroke at its end.
  let publicAddress: String
  /// `sendmail` with `mailFrom`, or `mailFolder`.
  let mail: MailWay
  /// `bounceAddress` and `bounceFolder`: to which address mails come back, and where the mail server puts what comes to it.
  let bounces: Bounces?
  /// `proxies`: the addresses of proxies on other hosts, which say from where a browser comes.
  let proxies: Set<String>
  /// `contact`: whom people call; shown as it stands.
  let contact: String
  /// `pictures`: the folder of the help's pictures; where nothing is said, the one that a package brings (`../share/vigie/help` beside the
  /// portal's own program). The help works without it.
  let pictures: String
  /// `reader`: the program that reads workbooks; beside the portal's own where nothing is said.
  let reader: String
  /// What the statements say that only the Caf knows.
  let statements: StatementOptions

  /// Whether browsers come over TLS. If they do not, they are on this host.
  var isSecure: Bool { publicAddress.hasPrefix("https://") }

  private static let mostCharacters = 200
  private static let mostProxies = 20

  /// Reads the options.
  ///
  /// - Throws: `ConfigurationProblem`.
  init(_ options: ServiceConfiguration) throws {
    let address = try options.text("httpAddress") ?? "127.0.0.1:8080"
    let parts = address.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, let port = Int(parts[1]), (1...65_535).contains(port),
      InnerAddress.isOne(parts[0])
    else {
      throw ConfigurationProblem(
        "Option httpAddress : « \(address) » n'est pas une adresse de cette machine ou d'un réseau privé (exemple : 127.0.0.1:8080), derrière un serveur qui assure le chiffrement TLS.",
        "The option httpAddress is no address of this host or of a private network such as 127.0.0.1:8080, behind a proxy that ends TLS: \(address)"
      )
    }
    (host, self.port) = (parts[0], port)
    publicAddress = try Self.publicAddress(
      try options.text("publicAddress") ?? "http://\(address)")
    contact = String((try options.text("contact") ?? "").prefix(Self.mostCharacters))
    statements = try StatementOptions(options)
    let programs = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    pictures =
      try options.path("pictures")
      ?? programs.deletingLastPathComponent().appending(path: "share/vigie/help").path
    reader = try options.path("reader") ?? programs.appending(path: "vigie-reader").path
    mail = try Self.mail(
      program: try options.path("sendmail"), sender: try options.text("mailFrom"),
      folder: try options.path("mailFolder"))
    bounces = try Self.bounces(
      try options.text("bounceAddress"), folder: try options.path("bounceFolder"))
    proxies = try Self.proxies(try options.text("proxies") ?? "")
  }

  /// Checks the proxies: one that is not known as such would have all browsers counted as one.
  private static func proxies(_ text: String) throws -> Set<String> {
    let addresses = text.split(separator: " ").map(String.init)
    guard addresses.count <= mostProxies, addresses.allSatisfy(ClientAddress.isOne) else {
      throw ConfigurationProblem(
        "Option proxies : écrivez des adresses IP séparées par des espaces, \(mostProxies) au plus, et non « \(text) ».",
        "The option proxies has IP addresses with spaces between, \(mostProxies) at most: \(text)")
    }
    return Set(addresses)
  }

  private static func bounces(_ address: String?, folder: String?) throws -> Bounces? {
    guard address != nil || folder != nil else { return nil }
    guard let address, let folder, EmailAddress.isOne(address),
      let bounces = BounceAddress(address)
    else {
      throw ConfigurationProblem(
        "Les options bounceAddress (une adresse sans +, 40 caractères au plus avant l'arobase) et bounceFolder vont ensemble.",
        "The options bounceAddress (an address without +, 40 characters at most before the at sign) and bounceFolder go together."
      )
    }
    return Bounces(address: bounces, folder: folder)
  }

  /// Checks how browsers call the portal: without TLS a session could be read on its way, unless it stays on this host.
  private static func publicAddress(_ text: String) throws -> String {
    let form = #/(https://[A-Za-z0-9.-]+|http://(127\.0\.0\.1|localhost))(:[0-9]{1,5})?/#
    guard text.utf8.count <= mostCharacters, text.wholeMatch(of: form) != nil else {
      throw ConfigurationProblem(
        "Option publicAddress : « \(text) » n'est pas une adresse (exemple : https://vigie.example).",
        "The option publicAddress is no address such as https://vigie.example: \(text)")
    }
    return text
  }

  private static func mail(
    program: String?, sender: String?, folder: String?
  ) throws -> MailWay {
    switch (program, folder) {
    case (nil, nil): return .none
    case (nil, let folder?): return .folder(folder)
    case (let program?, nil):
      guard let sender, EmailAddress.isOne(sender) else {
        throw ConfigurationProblem(
          "Option mailFrom : écrivez l'adresse d'où partent les courriels.",
          "The option mailFrom must be the address from which mails go.")
      }
      return .program(program, sender: sender)
    case (_?, _?):
      throw ConfigurationProblem(
        "sendmail et mailFolder ne peuvent pas être donnés ensemble : gardez l'un des deux.",
        "The options sendmail and mailFolder exclude each other: keep one.")
    }
  }
}
