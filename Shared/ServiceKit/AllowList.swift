import Foundation
public import RPC
public import RPCContract
import Synchronization
public import Values

/// A key that may connect, whom it belongs to, and what it may do.
public struct AllowedKey: Codable, Sendable, Hashable {
  /// The public key, 40 characters of Z85.
  public var key: String
  /// A short name, such as `operator-1`.
  public var name: String
  /// What it may do.
  public var roles: Set<Role>
  /// The territories it is cut to; absent for no cut.
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
}

/// The allow-list of a service: a JSON file, read again when it changes.
///
/// A file that cannot be read leaves the last good list in force; one that is gone lets nobody in.
public final class AllowList: PrincipalDirectory {
  /// How often the file is looked at: with the server's own sweep, a revocation bites in a second.
  private static let interval = Duration.milliseconds(200)
  /// How often it is looked at for a key that it does not have: one that was allowed just now is known at once.
  private static let shortest = Duration.milliseconds(10)

  private struct State: ~Copyable {
    var entries: [String: AllowedKey] = [:]
    var stamp: Stamp?
    var looked: ContinuousClock.Instant?
  }

  private struct Stamp: Equatable {
    let modified: Date
    let size: Int
    let number: Int
  }

  private let path: String
  private let state = Mutex(State())

  /// Reads the list.
  ///
  /// - Throws: ``ConfigurationProblem`` when it cannot be read.
  public init(path: String) throws {
    self.path = path
    let entries = try Self.read(path)
    state.withLock { $0.entries = Self.table(entries) }
  }

  /// The principal of a key, as the file says now.
  public func principal(forKey key: String) -> Principal? {
    state.withLock { state in
      refresh(&state, after: Self.interval)
      if state.entries[key] == nil { refresh(&state, after: Self.shortest) }
      guard let entry = state.entries[key] else { return nil }
      if let end = entry.validTo, Instant.now.parisDay > end { return nil }
      return Principal(
        name: entry.name, roles: entry.roles, territories: entry.territories,
        structure: entry.structure)
    }
  }

  private func refresh(_ state: inout State, after interval: Duration) {
    let now = ContinuousClock.now
    if let looked = state.looked, now - looked < interval { return }
    state.looked = now
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
      state.entries = [:]
      state.stamp = nil
      return
    }
    let stamp = Stamp(
      modified: attributes[.modificationDate] as? Date ?? .distantPast,
      size: attributes[.size] as? Int ?? 0,
      number: attributes[.systemFileNumber] as? Int ?? 0)
    guard stamp != state.stamp, let entries = try? Self.read(path) else { return }
    state.stamp = stamp
    state.entries = Self.table(entries)
  }

  private static func table(_ entries: [AllowedKey]) -> [String: AllowedKey] {
    Dictionary(entries.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
  }

  /// Reads the entries of a file.
  ///
  /// - Throws: ``ConfigurationProblem``.
  public static func read(_ path: String) throws -> [AllowedKey] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationProblem(
        "impossible de lire la liste des clés \(path) ; en créer une par : vigie keys init",
        "cannot read the allow-list \(path); make one with: vigie keys init")
    }
    do {
      return try JSONDecoder().decode([AllowedKey].self, from: data)
    } catch {
      throw ConfigurationProblem(
        "la liste des clés \(path) n'est pas la liste JSON que décrit README.md",
        "the allow-list \(path) is not the JSON list described in README.md")
    }
  }

  /// Puts a list in the place of the file's, at once.
  ///
  /// - Throws: ``ConfigurationProblem``.
  public static func write(_ entries: [AllowedKey], to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try PrivateFile.write(try encoder.encode(entries.sorted { $0.name < $1.name }), to: path)
  }
}
