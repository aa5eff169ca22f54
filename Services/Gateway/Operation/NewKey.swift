import ArgumentParser
import RPCContract
import ServiceKit
import Texts
import Values
import ZeroMQ

/// Checks a key before it is let in. A limit that is not understood, or that none of the key's roles obeys, would grant the access
/// that it was to deny.
enum NewKey {
  /// The longest name, in UTF-8.
  private static let longestName = 100

  /// - Throws: `ValidationError`.
  static func check(_ entry: AllowedKey) throws {
    guard CurvePublicKey(entry.key) != nil else {
      throw ValidationError(
        "\(entry.key) n'est pas une clé publique : 40 caractères Z85",
        "\(entry.key) is no public key: 40 characters of Z85 are needed")
    }
    guard (1...longestName).contains(entry.name.utf8.count),
      TerminalText.visible(entry.name) == entry.name
    else {
      throw ValidationError(
        "--name : 1 à \(longestName) octets, sans caractère de contrôle",
        "--name: 1 to \(longestName) bytes, without control characters")
    }
    guard !entry.roles.isEmpty, entry.roles.isSubset(of: Role.all) else {
      let known = Role.all.map(\.rawValue).sorted().joined(separator: ", ")
      throw ValidationError("--role : un de \(known)", "--role must be one of \(known)")
    }
    try checkTerritories(entry)
    guard let structure = entry.structure else { return }
    guard entry.roles.contains(.structure), entry.roles.isSubset(of: [.structure, .partner]) else {
      throw ValidationError(
        "--structure limite le rôle structure ; les autres rôles voient ce que leur rôle voit",
        "--structure cuts the role structure; the other roles see what their role sees")
    }
    guard !structure.isEmpty, TerminalText.visible(structure) == structure else {
      throw ValidationError(
        "--structure : le code d'une structure", "--structure must be a structure's code")
    }
  }

  private static func checkTerritories(_ entry: AllowedKey) throws {
    guard let territories = entry.territories else { return }
    guard entry.roles == [.partner] else {
      throw ValidationError(
        "--territory limite un partenaire ; les autres rôles voient ce que leur rôle voit",
        "--territory cuts a partner; the other roles see what their role sees")
    }
    for text in territories where !TerritoryCode.isOne(text) {
      throw ValidationError(
        "--territory : \(text) n'est pas un territoire ; le code d'une commune (69266), 69M, 69D ou 69",
        "--territory: \(text) is no territory; a commune's code (69266), 69M, 69D or 69 is needed")
    }
  }
}
