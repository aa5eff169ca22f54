import Foundation
public import RPCContract
public import Values
import ZeroMQ

/// A key that may connect, whom it belongs to, and what it may do.
public struct AllowedKey: Codable, Sendable, Hashable {
  /// The public key, 40 characters of Z85.
  public var key: String
  /// A short name, such as `operator-1`.
  public var name: String
  /// What it may do.
  public var roles: Set<Role>
  /// The territories it is cut to; absent for no cut. A text that is no territory shows nothing.
  public var territories: [String]?
  /// The structure it stands for.
  public var structure: String?
  /// The last day, Europe/Paris, on which it is accepted; absent for no end.
  public var validTo: CivilDate?

  /// Makes an entry.
  public init(
    key: String, name: String, roles: Set<Role>, territories: [String]? = nil,
    structure: String? = nil, validTo: CivilDate? = nil
  ) {
    self.key = key
    self.name = name
    self.roles = roles
    self.territories = territories
    self.structure = structure
    self.validTo = validTo
  }

  /// Whether two keys may do and see the same.
  public func isCut(as other: AllowedKey) -> Bool {
    roles == other.roles && territories.map(Set.init) == other.territories.map(Set.init)
      && structure == other.structure
  }

  fileprivate static let members: Set<String> = [
    "key", "name", "roles", "territories", "structure", "validTo",
  ]
}

/// The file of an allow-list. It is refused unless every member of it is understood, and one program edits it at a time.
public enum AllowListFile {
  /// The state of a file when it was checked. Its change time (ctime) shows changed rights too.
  struct Stamp: Equatable {
    let device, number, size, seconds, nanoseconds: Int

    /// Nil where there is no file.
    init?(_ path: String) {
      var file = stat()
      guard stat(path, &file) == 0 else { return nil }
      device = Int(file.st_dev)
      number = Int(file.st_ino)
      size = Int(file.st_size)
      seconds = Int(file.st_ctim.tv_sec)
      nanoseconds = Int(file.st_ctim.tv_nsec)
    }
  }

  /// Reads the entries of a file.
  ///
  /// - Throws: ``ConfigurationProblem`` for a file that cannot be read, that others may write, or that is not as it should be.
  public static func read(_ path: String) throws -> [AllowedKey] {
    guard let handle = FileHandle(forReadingAtPath: path),
      let data = try? handle.readToEnd() ?? Data()
    else {
      throw ConfigurationProblem(
        "Liste des clés autorisées introuvable : \(path). Créez-la : vigie keys init.",
        "Cannot read the allow-list \(path); make one with: vigie keys init.")
    }
    var (file, folder) = (stat(), stat())
    _ = fstat(handle.fileDescriptor, &file)
    guard file.st_mode & 0o022 == 0 else {
      throw refused(
        path, "d'autres utilisateurs peuvent la modifier. Corrigez : chmod go-w \(path)",
        "others than its owner may write it; run: chmod go-w \(path)")
    }
    _ = stat(URL(fileURLWithPath: path).deletingLastPathComponent().path, &folder)
    guard [0, geteuid(), folder.st_uid].contains(file.st_uid) else {
      throw refused(
        path, "elle appartient à un autre utilisateur ; donnez-la au propriétaire du dossier.",
        "it belongs to another user; give it to the folder's owner.")
    }
    return try entries(data, path)
  }

  /// Reads the entries. A list is refused as a whole if a member is not understood, since the misspelt member may be a cut.
  private static func entries(_ data: Data, _ path: String) throws -> [AllowedKey] {
    guard let objects = try? JSONSerialization.jsonObject(with: data) as? [[String: Any]] else {
      throw refused(
        path, "ce n'est pas une liste JSON de clés (format : README.md).",
        "it is not the JSON list of keys (its form: README.md).")
    }
    var seen: Set<String> = []
    return try objects.enumerated().map { index, object in
      func wrong(_ french: String, _ english: String) -> ConfigurationProblem {
        refused(path, "clé n° \(index + 1) : \(french)", "key number \(index + 1): \(english)")
      }
      if let other = Set(object.keys).subtracting(AllowedKey.members).min() {
        throw wrong("« \(other) » n'est pas un membre connu.", "“\(other)” is no known member.")
      }
      guard
        let entry = try? JSONDecoder().decode(
          AllowedKey.self, from: JSONSerialization.data(withJSONObject: object))
      else {
        throw wrong(
          "key, name et roles sont obligatoires, et validTo s'écrit AAAA-MM-JJ.",
          "key, name and roles are needed, and validTo is YYYY-MM-DD.")
      }
      guard CurvePublicKey(entry.key) != nil else {
        throw wrong(
          "« \(entry.key) » n'est pas une clé publique (40 caractères Z85).",
          "“\(entry.key)” is no public key (40 characters of Z85).")
      }
      if let role = entry.roles.subtracting(Role.all).map(\.rawValue).min() {
        throw wrong("« \(role) » n'est pas un rôle.", "“\(role)” is no role.")
      }
      guard !entry.name.hasPrefix("person:") else {
        throw wrong(
          "un nom qui commence par « person: » désigne une personne, pas une clé.",
          "a name that begins with “person:” is a person's, not a key's.")
      }
      guard seen.insert(entry.key).inserted else {
        throw wrong(
          "la clé \(entry.key) est déjà dans la liste.",
          "the key \(entry.key) is in the list already.")
      }
      return entry
    }
  }

  private static func refused(
    _ path: String, _ french: String, _ english: String
  ) -> ConfigurationProblem {
    ConfigurationProblem(
      "La liste des clés autorisées \(path) est refusée : \(french)",
      "The allow-list \(path) is refused: \(english)")
  }

  /// Changes a list while no other program does, and replaces the file's list atomically.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - change: is given the entries and changes them.
  /// - Throws: ``ConfigurationProblem``; what `change` throws, and then nothing is written.
  public static func edit(
    _ path: String, _ change: (inout [AllowedKey]) throws -> Void
  ) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    try FolderLock.hold(folder) {
      var entries = try read(path)
      try change(&entries)
      try write(entries, to: path)
    }
  }

  /// Replaces the file's list atomically.
  ///
  /// - Throws: ``ConfigurationProblem``.
  public static func write(_ entries: [AllowedKey], to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try PrivateFile.write(try encoder.encode(entries.sorted { $0.name < $1.name }), to: path)
  }
}
