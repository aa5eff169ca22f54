import Contracts
import Crypto
import Foundation
import RPC
import RPCContract
import ServiceKit
import Values

/// A folder with copies of the services' stores, sealed with one key, and the manifest that describes them.
struct BackupFolder {
  /// What `manifest.json` says.
  struct Manifest: Codable {
    struct Copy: Codable {
      let file: String
      let byteCount: Int
      /// SHA-256 of the sealed file.
      let digest: String
      let version: String
      let schema: String
      let position: String
    }

    /// ISO 8601 in UTC.
    let madeAt: String
    var services: [String: Copy]
  }

  let path: String
  let secret: [UInt8]

  private var manifestFile: String { "\(path)/manifest.json" }

  func make() throws {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw ConfigurationProblem(
        "« \(path) » existe déjà : choisissez un nouveau dossier.",
        "“\(path)” exists already: choose a new folder.")
    }
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw ConfigurationProblem("Impossible de créer \(path).", "Cannot make \(path).")
    }
  }

  /// Copies a service's store into a sealed file, piece by piece.
  func take(_ service: String, from client: Client) async throws -> Manifest.Copy {
    let file = "\(service).copy"
    var writer = try SealedFile.Writer("\(path)/\(file)", secret: secret, name: service)
    var head: CopyStore.Head?
    let stream = try client.stream(CopyStore(), options: CallOptions(timeout: .seconds(3600)))
    for try await item in stream {
      if let found = item.head {
        head = found
        try writer.write(try JSONEncoder().encode(found))
      }
      if let data = item.data { try writer.write(Data(data.array)) }
    }
    guard let head else { throw RPCError(.internal, "\(service) sent no copy") }
    let digest = try writer.finish()
    return Manifest.Copy(
      file: file, byteCount: writer.byteCount, digest: hexadecimal(digest), version: head.version,
      schema: head.schema, position: head.position)
  }

  func write(_ manifest: Manifest) throws {
    try PrivateFile.write(Data(try OutputFormat.json(manifest).utf8), to: manifestFile)
  }

  func manifest() throws -> Manifest {
    guard let data = FileManager.default.contents(atPath: manifestFile),
      let manifest = try? JSONDecoder().decode(Manifest.self, from: data)
    else {
      throw ConfigurationProblem(
        "\(path) n'est pas une sauvegarde : manifest.json est absent ou illisible.",
        "\(path) is no backup: manifest.json is missing or cannot be read.")
    }
    return manifest
  }

  /// Opens a service's copy.
  ///
  /// - Parameters:
  ///   - service: the service.
  ///   - bytes: receives the bytes of the store, in order.
  /// - Returns: the description of the copy.
  /// - Throws: `ConfigurationProblem` when it is not what was written.
  func open(_ service: String, _ bytes: (Data) throws -> Void) throws -> CopyStore.Head {
    guard let copy = try manifest().services[service] else {
      throw ConfigurationProblem(
        "La sauvegarde \(path) ne contient pas le service \(service).",
        "The backup \(path) does not have the service \(service).")
    }
    var (head, hash, count) = (CopyStore.Head?.none, SHA256(), 0)
    try SealedFile.read("\(path)/\(copy.file)", secret: secret, name: service) { piece in
      if head == nil {
        head = try JSONDecoder().decode(CopyStore.Head.self, from: piece)
      } else {
        hash.update(data: piece)
        count += piece.count
        try bytes(piece)
      }
    }
    guard let head, head.byteCount == count, head.digest == hexadecimal(hash.finalize()) else {
      throw ConfigurationProblem(
        "La copie du service \(service) est incomplète : utilisez une autre sauvegarde.",
        "The copy of \(service) is not whole: use another backup.")
    }
    return head
  }

  /// Restores a service's copy to the place that this host's configuration gives for its store.
  ///
  /// - Returns: the file of the store.
  /// - Throws: `ConfigurationProblem`; an existing store stays as it is.
  func restore(_ service: String, home: String) throws -> String {
    let options = try OptionsFile(path: "\(home)/\(service).json").read()
    func place(_ member: String) throws -> String {
      guard let value = options[member] as? String else {
        throw ConfigurationProblem(
          "\(home)/\(service).json n'a pas d'option \(member) : les données du service ne sont pas dans un fichier de cette machine.",
          "\(home)/\(service).json has no option \(member): the store of \(service) is no file of this host."
        )
      }
      return URL(fileURLWithPath: value, relativeTo: URL(fileURLWithPath: home + "/")).path
    }
    let store = try place("databaseFile")
    let keys = URL(fileURLWithPath: try place("keyFile")).deletingLastPathComponent().path
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: store).deletingLastPathComponent().path,
      withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // SQLite would replay the journal of an earlier store into this one.
    for ending in ["", "-wal", "-shm"] { try refuse(ifThere: store + ending) }
    let new = store + ".restored"
    // An interrupted restore may have left this file.
    try? FileManager.default.removeItem(atPath: new)
    defer { try? FileManager.default.removeItem(atPath: new) }
    let handle = try PrivateFile.create(new)
    let head = try open(service) { try handle.write(contentsOf: $0) }
    try handle.synchronize()
    try handle.close()
    for (name, text) in head.secrets where !name.contains("/") {
      try put(text, at: "\(keys)/\(name)")
    }
    try PrivateFile.move(new, to: store)
    return store
  }

  /// Writes a secret to its place. A different secret there, of a store that was moved away, is kept beside it.
  private func put(_ text: String, at path: String) throws {
    if let found = try? String(contentsOfFile: path, encoding: .utf8) {
      guard found != text else { return }
      let aside = path + ".before-restore"
      try refuse(ifThere: aside)
      try PrivateFile.move(path, to: aside)
    }
    try PrivateFile.write(Data(text.utf8), to: path)
  }

  private func refuse(ifThere path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    throw ConfigurationProblem(
      "\(path) existe déjà : arrêtez le service et déplacez ce fichier.",
      "\(path) exists already: stop the service and move that file away.")
  }
}
