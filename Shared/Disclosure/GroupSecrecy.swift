/// Of which groups of organisations, such as communes, a count may be told beside the totals that are published in full.
///
/// The decision rests on the numbers of members alone, which are public: that a group is secret says nothing about its members.
public enum GroupSecrecy {
  /// Returns the groups of which nothing may be told.
  ///
  /// A group of 1 to 4 members is secret. Told groups and published parts can be subtracted from each other. While that leaves 1 to 4
  /// members, the smallest told group that contributes to it becomes secret too.
  ///
  /// - Parameters:
  ///   - sizes: group → published part → how many of its members are in that part. All groups together are the whole.
  ///   - whole: the part that every member is in, such as `all`.
  ///   - halves: two parts of which each member is in one, such as the kinds. In any other part a group lies as a whole or not at all.
  /// - Returns: the names of the secret groups.
  public static func secret(
    _ sizes: [String: [String: Int]], whole: String, halves: [String]
  ) -> Set<String> {
    func size(_ group: String, in part: String) -> Int { sizes[group]?[part] ?? 0 }
    var told = sizes.keys.filter { size($0, in: whole) >= Suppression.threshold }
      .sorted { (size($0, in: whole), $0) < (size($1, in: whole), $1) }
    let parts = Set(sizes.values.flatMap(\.keys)).sorted()

    /// Whether a part less groups that are told is small.
    func isUnsafe(_ part: String) -> Bool {
      let members = told.map { size($0, in: part) }.filter { $0 > 0 }
      guard let least = members.min() else { return false }
      let rest = sizes.keys.reduce(0) { $0 + size($1, in: part) } - members.reduce(0, +)
      // Where nothing remains beside the groups that are told, each of them is what remains of the others.
      return rest == 0 ? least < Suppression.threshold : rest < Suppression.threshold
    }
    /// Whether 1 to 4 members can remain after a half is subtracted from groups. A reader can tell apart each told group, and otherwise
    /// only bundles of the secret groups that have the same other parts. From each of these a half can be subtracted.
    func isUnsafeByHalves() -> Bool {
      let open = Set(told)
      let hidden = Dictionary(grouping: sizes.keys.filter { !open.contains($0) }) { group in
        parts.filter { $0 != whole && !halves.contains($0) && size(group, in: $0) > 0 }
      }
      let bundles: [[String]] = told.map { [$0] } + Array(hidden.values)
      let left = bundles.reduce(0) { sum, groups in
        let sides = halves.map { half in groups.reduce(0) { $0 + size($1, in: half) } }
        return sum + (sides.min() ?? 0)
      }
      return (1..<Suppression.threshold).contains(left)
    }

    while !told.isEmpty {
      if let part = parts.first(where: isUnsafe),
        let place = told.firstIndex(where: { size($0, in: part) > 0 })
      {
        told.remove(at: place)
      } else if isUnsafeByHalves() {
        let isMixed = { (group: String) in halves.allSatisfy { size(group, in: $0) > 0 } }
        told.remove(at: told.firstIndex(where: isMixed) ?? 0)
      } else {
        break
      }
    }
    return Set(sizes.keys).subtracting(told)
  }
}
