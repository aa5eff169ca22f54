/// Of which groups of organisations, such as communes, a count may be told beside the totals that are published in full.
///
/// The decision rests on the numbers of members alone, which are public: that a group is secret says nothing about its members.
public enum GroupSecrecy {
  /// What stands in the place of the counts of a secret group.
  public static let text = "secret (n<\(Suppression.threshold))"

  /// Returns the groups of which nothing may be told.
  ///
  /// Too small by itself is a group of 1 to 4 members. Too small is also what remains of a published part once the groups that are told are
  /// subtracted, all of them or some: then the smallest of these that has members in that part becomes secret too, until nothing small
  /// remains.
  ///
  /// - Parameters:
  ///   - sizes: group → published part → how many of its members are in that part. All groups together are the whole.
  ///   - whole: the part that every member is in, such as `all`.
  /// - Returns: the names of the secret groups.
  public static func secret(_ sizes: [String: [String: Int]], whole: String) -> Set<String> {
    func size(_ group: String, in part: String) -> Int { sizes[group]?[part] ?? 0 }
    var told = sizes.keys.filter { size($0, in: whole) >= Suppression.threshold }
      .sorted { (size($0, in: whole), $0) < (size($1, in: whole), $1) }
    let parts = Set(sizes.values.flatMap(\.keys)).sorted()
    func isUnsafe(_ part: String) -> Bool {
      let members = told.map { size($0, in: part) }.filter { $0 > 0 }
      guard let least = members.min() else { return false }
      let rest = sizes.keys.reduce(0) { $0 + size($1, in: part) } - members.reduce(0, +)
      // Where nothing remains beside the groups that are told, each of them is what remains of the others.
      return rest == 0 ? least < Suppression.threshold : rest < Suppression.threshold
    }
    while let part = parts.first(where: isUnsafe),
      let place = told.firstIndex(where: { size($0, in: part) > 0 })
    {
      told.remove(at: place)
    }
    return Set(sizes.keys).subtracting(told)
  }
}
