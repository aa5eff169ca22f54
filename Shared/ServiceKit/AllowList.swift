import Foundation
public import RPC
import RPCContract
import Synchronization
import Values

/// The allow-list of a service: a JSON file, read again when it changes.
///
/// A file that is refused leaves the last good list in force, and that is told; one that is gone lets nobody in.
public final class AllowList: PrincipalDirectory {
  /// How often the file is looked at: with the server's own sweep, a revocation bites in a second.
  private static let interval = Duration.milliseconds(200)
  /// How often it is looked at for a key that it does not have: one that was allowed just now is known at once.
  private static let shortest = Duration.milliseconds(10)

  private struct State: ~Copyable {
    var entries: [String: AllowedKey]
    var stamp: AllowListFile.Stamp?
    var looked: ContinuousClock.Instant?
    var problem: ConfigurationProblem?
  }

  private let path: String
  private let tell: @Sendable (ConfigurationProblem?) -> Void
  private let state: Mutex<State>

  /// Reads the list.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - tell: is told once of each file that is refused, and with nil of a good one after it.
  /// - Throws: ``ConfigurationProblem`` when it is refused: there is no good one before it.
  public init(
    path: String, tell: @escaping @Sendable (ConfigurationProblem?) -> Void = { _ in }
  ) throws {
    self.path = path
    self.tell = tell
    let stamp = AllowListFile.Stamp(path)
    state = Mutex(State(entries: Self.table(try AllowListFile.read(path)), stamp: stamp))
  }

  /// The principal of a key, as the last good file says.
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

  /// The list in force, and why the file is not it; nil where it is.
  public var inForce: (entries: [AllowedKey], problem: ConfigurationProblem?) {
    state.withLock { state in
      refresh(&state, after: Self.shortest)
      return (Array(state.entries.values), state.problem)
    }
  }

  private func refresh(_ state: inout State, after interval: Duration) {
    let now = ContinuousClock.now
    if let looked = state.looked, now - looked < interval { return }
    state.looked = now
    let stamp = AllowListFile.Stamp(path)
    guard stamp != state.stamp else { return }
    state.stamp = stamp
    let before = state.problem
    do {
      state.entries = stamp == nil ? [:] : Self.table(try AllowListFile.read(path))
      state.problem = nil
    } catch {
      state.problem = error as? ConfigurationProblem
    }
    if state.problem != nil || before != nil { tell(state.problem) }
  }

  private static func table(_ entries: [AllowedKey]) -> [String: AllowedKey] {
    Dictionary(entries.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
  }
}
