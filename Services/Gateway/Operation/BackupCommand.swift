import ArgumentParser
import Contracts
import Foundation
import RPCContract
import ServiceKit
import Texts
import Values
import ZeroMQ

/// The key of backups, and their folder.
struct BackupPlace: ParsableArguments {
  @Argument(
    help: .words("Dossier de la sauvegarde.", "Folder of the backup.", .folder),
    completion: .directory)
  var folder: String
  @Option(
    help: .words(
      "Fichier de la clé de sauvegarde (à créer avec vigie keys make FICHIER).",
      "File of the backup's key (made with vigie keys make FILE).", .file), completion: .file())
  var keyFile: String

  var place: BackupFolder {
    get throws {
      BackupFolder(
        path: URL(fileURLWithPath: folder).path,
        secret: Array(try KeyFile.read(keyFile).secretKey.secretText.utf8))
    }
  }
}

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    "Sauvegarde sous forme chiffrée les bases de données de tous les services, sans les arrêter.",
    "Backs up the databases of all services, encrypted, while they run.",
    discussion: words(
      "Gardez la clé ailleurs : sans elle, la sauvegarde est illisible ; avec elle, les noms se lisent.",
      "Keep the key elsewhere: without it the backup cannot be read; with it, names can."))

  @OptionGroup var options: GatewayOptions
  @OptionGroup var backup: BackupPlace
  @Flag(
    help: .words(
      "Contrôle une sauvegarde existante, sans rien copier.",
      "Checks an existing backup and copies nothing."))
  var verify = false

  func run() async throws {
    let place = try backup.place
    guard !verify else { return try check(place) }
    let gateway = try options.gateway()
    try place.make()
    var manifest = BackupFolder.Manifest(madeAt: Instant.now.iso, services: [:])
    var isWhole = true
    for service in gateway.hosts {
      do {
        let copy = try await place.take(service, from: try gateway.client(service))
        manifest.services[service] = copy
        Output.line(saved(service, copy.byteCount, copy.position))
      } catch {
        isWhole = false
        try? FileManager.default.removeItem(atPath: "\(place.path)/\(service).copy")
        Output.error("\(service)\(words(" :", ":")) \(Failure.text(error))")
      }
    }
    await gateway.close()
    try place.write(manifest)
    if !isWhole { throw ExitCode(3) }
  }

  private func check(_ place: BackupFolder) throws {
    for service in try place.manifest().services.keys.sorted() {
      let head = try place.open(service) { _ in }
      Output.line(saved(service, head.byteCount, head.position))
    }
  }

  /// A service's copy in words: its size, and how far its feed went then.
  private func saved(_ service: String, _ byteCount: Int, _ position: String) -> String {
    let size = language.count(byteCount, .init("octet", "octets"), .init("byte", "bytes"))
    return "\(service)\(words(" :", ":")) \(size), position \(position)"
  }
}

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    "Remet en place la copie d'un service sur cette machine, qui n'a pas encore de base de données.",
    "Puts the copy of a service into its place on this host, which has no database yet.")

  @OptionGroup var home: KeysCommand.Home
  @Argument(
    help: .words(
      "Service à restaurer, par exemple registry.", "Service to restore, such as registry."))
  var service: String
  @OptionGroup var backup: BackupPlace

  func run() throws {
    Output.line(try backup.place.restore(service, home: home.path))
  }
}
