import Foundation
import RPC
import RPCContract

/// A person in whose name a service calls, as `vigie-on-behalf-of` names it: `person:P12`, `person:P12/federation` or
/// `person:P12/structure/S04`. Codes are percent-encoded: all characters but those that RFC 3986 calls unreserved.
///
/// Whoever may act in several ways acts in one of them at a time: together they would open more than any of them was granted for.
struct PersonName {
  let code: String
  private let role: Role?
  private let structure: String?

  /// Reads a name; nil for one that names no person, or that is written in another form. If a person could be written in two forms, each
  /// form would have a quota of its own, and whoever searches the audit for one form would miss the lines of the other.
  init?(_ text: String) {
    guard text.hasPrefix("person:"), text.utf8.count <= 1000 else { return nil }
    let parts = text.dropFirst("person:".count)
      .split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
      .map { $0.removingPercentEncoding ?? "" }
    code = parts[0]
    role = parts.count > 1 ? Role(rawValue: parts[1]) : nil
    structure = parts.count > 2 ? parts[2] : nil
    let encoded = parts.map { $0.addingPercentEncoding(withAllowedCharacters: Self.plain) ?? "" }
    guard text == "person:" + encoded.joined(separator: "/"),
      structure == nil || role == .structure
    else { return nil }
  }

  /// The characters that are not encoded: RFC 3986, unreserved.
  private static let plain = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

  /// Returns who this person is in the way that is named, or in the only way there is.
  ///
  /// - Throws: `RPCError` with PERMISSION_DENIED, `ON_BEHALF_UNCLEAR`, if there are several.
  func principal(_ rights: PersonRights, _ name: String) throws -> Principal {
    let roles = role.map { rights.roles.intersection([$0]) } ?? rights.roles
    guard roles.count <= 1 else { throw Self.unclear(name, roles.map(\.rawValue)) }
    guard roles == [.structure] else {
      return Principal(
        name: name, roles: roles, territories: roles.first.flatMap { rights.limits[$0] })
    }
    let structures = structure.map { rights.structures.intersection([$0]) } ?? rights.structures
    guard structures.count <= 1 else {
      throw Self.unclear(name, structures.map { "structure/\($0)" })
    }
    return Principal(
      name: name, roles: structures.isEmpty ? [] : roles, structure: structures.first)
  }

  private static func unclear(_ name: String, _ ways: [String]) -> RPCError {
    let ways = ways.sorted().joined(separator: ", ")
    return RPCError(
      .permissionDenied, reason: "ON_BEHALF_UNCLEAR", domain: "vigie.access",
      "\(name) may act as \(ways): say as which, after a stroke",
      arguments: ["name": name, "ways": ways])
  }
}
