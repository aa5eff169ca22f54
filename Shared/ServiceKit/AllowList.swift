import Foundation
public import RPC
import RPCContract
import Synchronization
import Values

/// The allow-list of a service: a JSON file, read again when it changes.
///
/// When the file is refused, the last good list stays in force and the problem is reported. When the file is gone, nobody gets in.
public final class AllowList: PrincipalDirectory {
  /// How often the file is checked: together with the server's own sweep, a revocation takes effect within a second.
  private static let interval = Duration.milliseconds(200)
  /// How often the file is checked for a key that the list does not have: a key that was allowed just now is known at once.
  private static let shortest = Duration.milliseconds(10)

  private struct State: ~Copyable {
    var entries: [String: AllowedKey]
    var stamp: AllowListFile.Stamp?
    /// The file whose problem was reported last.
    var faultyStamp: AllowListFile.Stamp?
    var looked: ContinuousClock.Instant?
    var problem: ConfigurationProblem?
  }

  private let path: String
  private let onChange: @Sendable (ConfigurationProblem?) -> Void
  private let state: Mutex<State>

  /// Reads the list.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - onChange: called once for each file that is refused, and with nil for a good file after it.
  /// - Throws: ``ConfigurationProblem`` when the file is refused: there is no last good list yet.
  public init(
    path: String, onChange: @escaping @Sendable (ConfigurationProblem?) -> Void = { _ in }
  ) throws {
    self.path = path
    self.onChange = onChange
    let stamp = AllowListFile.Stamp(path)
    state = Mutex(State(entries: Self.table(try AllowListFile.read(path)), stamp: stamp))
  }

  /// The principal of a key, as the last good file says.
  public func principal(forKey key: String) -> Principal? {
    state.withLock { state in
      refresh(&state, after: Self.interval)
      if state.entries[key] == nil { refresh(&state, after: Self.shortest) }
      return state.entries[key].flatMap(Self.principal)
    }
  }

  /// The principal of a name, as the last good file says; keys of one name that is changed have the same rights.
  public func principal(named name: String) -> Principal? {
    state.withLock { state in
      func known() -> Principal? {
        state.entries.values.lazy.filter { $0.name == name }.compactMap(Self.principal).first
      }
      refresh(&state, after: Self.interval)
      if let principal = known() { return principal }
      refresh(&state, after: Self.shortest)
      return known()
    }
  }

  private static func principal(_ entry: AllowedKey) -> Principal? {
    if let end = entry.validTo, Instant.now.parisDay > end { return nil }
    return Principal(
      name: entry.name, roles: entry.roles, territories: entry.territories,
      structure: entry.structure)
  }

  /// The list in force, and why the file's list is not in force; nil where it is.
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
    guard stamp != state.stamp || state.problem != nil else { return }
    let before = state.problem
    do {
      state.entries = stamp == nil ? [:] : Self.table(try AllowListFile.read(path))
      state.stamp = stamp
      state.problem = nil
    } catch {
      // The file is read again at the next look: the fault may be this process's, such as a lack of descriptors.
      state.problem =
        error as? ConfigurationProblem
        ?? ConfigurationProblem("\(path) : \(error)", "\(path): \(error)")
    }
    // One report for each file, though a faulty one is read again and again.
    let isNew = state.problem?.english != before?.english || stamp != state.faultyStamp
    guard isNew, state.problem != nil || before != nil else { return }
    state.faultyStamp = state.problem == nil ? nil : stamp
    onChange(state.problem)
  }

  private static func table(_ entries: [AllowedKey]) -> [String: AllowedKey] {
    Dictionary(entries.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
  }
}
