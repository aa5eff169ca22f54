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
        "« \(entry.key) » n'est pas une clé publique (40 caractères Z85)",
        "“\(entry.key)” is no public key (40 characters of Z85)")
    }
    guard (1...longestName).contains(entry.name.utf8.count),
      TerminalText.visible(entry.name) == entry.name
    else {
      throw ValidationError(
        "--name : de 1 à \(longestName) octets, sans caractère de contrôle",
        "--name: 1 to \(longestName) bytes, without control characters")
    }
    guard !entry.roles.isEmpty, entry.roles.isSubset(of: Role.all) else {
      let known = Role.all.map(\.rawValue).sorted().joined(separator: ", ")
      throw ValidationError("--role : un rôle parmi \(known)", "--role: one of \(known)")
    }
    try checkTerritories(entry)
    guard let structure = entry.structure else { return }
    guard entry.roles.contains(.structure), entry.roles.isSubset(of: [.structure, .partner]) else {
      throw ValidationError(
        "--structure ne s'applique qu'au rôle structure",
        "--structure is for the role structure only")
    }
    guard !structure.isEmpty, TerminalText.visible(structure) == structure else {
      throw ValidationError(
        "--structure attend le code d'une structure", "--structure needs a structure's code")
    }
  }

  private static func checkTerritories(_ entry: AllowedKey) throws {
    guard let territories = entry.territories else { return }
    guard entry.roles == [.partner] else {
      throw ValidationError(
        "--territory ne s'applique qu'au rôle partner",
        "--territory is for the role partner only")
    }
    for text in territories where !TerritoryCode.isOne(text) {
      throw ValidationError(
        "--territory : « \(text) » n'est pas un territoire. Donnez le code d'une commune (69266), 69M (Métropole), 69D (Département) ou 69.",
        "--territory: “\(text)” is no territory. Give a commune's code (69266), 69M (Métropole), 69D (Département) or 69."
      )
    }
  }
}
