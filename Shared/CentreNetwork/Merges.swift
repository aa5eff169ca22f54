/// Which entries of people are one person: somebody decided it, and can take it back. Entries that nobody merged stand for themselves.
public struct Merges: Sendable {
  /// Entry → the entry that stands for its person; only entries for which another one stands.
  private let people: [String: String]
  /// Person → the entries that were merged into it, in order; only people with such entries.
  private let merged: [String: [String]]

  /// Takes the merges in force.
  ///
  /// An entry may be merged into one that is itself merged; the last one stands for all. Taking an import back can leave a circle. Then
  /// nobody said who stands for whom, so each entry of the circle stands for itself.
  ///
  /// - Parameter rows: the entry that is no longer used on its own, and the one that it is taken for; each entry once.
  public init(_ rows: [(entry: String, kept: String)]) {
    let next = Dictionary(rows.map { ($0.entry, $0.kept) }, uniquingKeysWith: { $1 })
    var ends: [String: String] = [:]
    for entry in next.keys where ends[entry] == nil {
      // Each entry is looked at once: what a path leads to is noted for all its entries.
      var (path, places, end) = ([entry], [entry: 0], entry)
      while let following = next[end] {
        if let known = ends[following] {
          end = known
          break
        }
        if let place = places[following] {
          for one in path[place...] { ends[one] = one }
          path.removeSubrange(place...)
          end = following
          break
        }
        places[following] = path.count
        path.append(following)
        end = following
      }
      for one in path { ends[one] = end }
    }
    people = ends.filter { $0.key != $0.value }
    merged = Dictionary(grouping: people.keys, by: { ends[$0] ?? $0 }).mapValues { $0.sorted() }
  }

  /// Whether nobody is merged.
  public var isEmpty: Bool { people.isEmpty }

  /// Returns the entry that stands for an entry's person: the entry itself unless it was merged.
  public func person(_ entry: String) -> String {
    people.isEmpty ? entry : people[entry] ?? entry
  }

  /// Returns all entries of an entry's person: the one that stands for it, then those merged into it, in order.
  public func entries(of entry: String) -> [String] {
    let person = person(entry)
    return [person] + (merged[person] ?? [])
  }
}
