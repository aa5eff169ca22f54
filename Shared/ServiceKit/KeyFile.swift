import Foundation
public import ZeroMQ

/// A file with a secret key: 40 characters of Z85, readable by its owner only.
public enum KeyFile {
  /// Reads a pair from the file of its secret key.
  ///
  /// - Throws: ``ConfigurationProblem``.
  public static func read(_ path: String) throws -> CurveKeyPair {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      if FileManager.default.fileExists(atPath: path) {
        throw ConfigurationProblem(
          "Fichier de clé illisible : \(path). Donnez le droit de lecture à l'utilisateur du programme.",
          "Cannot read the key file \(path): let this program's user read it.")
      }
      throw ConfigurationProblem(
        "Fichier de clé absent : \(path). Créez-le : vigie host init, ou vigie keys init.",
        "There is no key file \(path); make it with: vigie host init, or vigie keys init.")
    }
    guard let key = CurveSecretKey(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw ConfigurationProblem(
        "\(path) ne contient pas de clé secrète (une ligne de 40 caractères Z85).",
        "\(path) holds no secret key (one line of 40 characters of Z85).")
    }
    let rights =
      try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    guard let rights, rights & 0o077 == 0 else {
      throw ConfigurationProblem(
        "\(path) est lisible par d'autres utilisateurs. Corrigez : chmod 600 \(path)",
        "\(path) may be read by others. Correct it: chmod 600 \(path)")
    }
    return CurveKeyPair(secretKey: key)
  }

  /// Reads a pair; makes it when the file is absent.
  ///
  /// - Throws: ``ConfigurationProblem``.
  public static func readOrMake(_ path: String) throws -> CurveKeyPair {
    FileManager.default.fileExists(atPath: path) ? try read(path) : try make(path)
  }

  /// The secret of a file, to derive keys from; made when the file is absent.
  ///
  /// - Throws: ``ConfigurationProblem``.
  public static func secret(_ path: String) throws -> [UInt8] {
    Array(try readOrMake(path).secretKey.secretText.utf8)
  }

  /// Makes a pair and writes its secret key to a new file.
  ///
  /// - Throws: ``ConfigurationProblem`` when the file is there already or cannot be written.
  public static func make(_ path: String) throws -> CurveKeyPair {
    let pair = try CurveKeyPair.generate()
    let handle = try PrivateFile.create(path)
    try handle.write(contentsOf: Data((pair.secretKey.secretText + "\n").utf8))
    try handle.synchronize()
    return pair
  }
}
