/// Compares a newer document or reply with an older one, and finds what breaks its readers.
enum Compatibility {
  private typealias Object = [String: Any]

  /// Returns what a newer document lost or changed of an older one; additions do not matter. `wants` says whether it also
  /// counts when a member becomes required, because that breaks those who write it.
  static func losses(
    _ old: Any, _ new: Any?, at path: String = "", passingOver: Set<String> = [],
    wants: Bool = true
  ) -> [String] {
    if let old = old as? Object {
      guard let new = new as? Object else { return ["\(path) is gone"] }
      if wants, let wanted = new["required"] as? [String], !path.contains("messages") {
        let before = old["required"] as? [String] ?? []
        let added = Set(wanted).subtracting(before)
        if !added.isEmpty { return ["\(path) now requires \(added.sorted())"] }
      }
      let passed = passingOver.union(wants ? ["description", "required", "version"] : [])
      return old.sorted { $0.key < $1.key }.filter { !passed.contains($0.key) }
        .flatMap {
          losses(
            $0.value, new[$0.key], at: "\(path)/\($0.key)", passingOver: passingOver, wants: wants)
        }
    }
    if let old = old as? [Any] {
      let new = new as? [Any] ?? []
      if let texts = old as? [String] {
        let lost = Set(texts).subtracting(new as? [String] ?? [])
        return lost.isEmpty ? [] : ["\(path) lost \(lost.sorted())"]
      }
      guard new.count >= old.count else { return ["\(path) is shorter"] }
      // The parts of an `allOf` stand in no order, so a new one may stand between the old ones.
      if path.hasSuffix("/allOf") {
        return old.enumerated().filter { part in
          !new.contains {
            losses(part.element, $0, at: path, passingOver: passingOver, wants: wants).isEmpty
          }
        }.map { "\(path)/\($0.offset) is gone, or another" }
      }
      return zip(old, new).enumerated().flatMap {
        losses($1.0, $1.1, at: "\(path)/\($0)", passingOver: passingOver, wants: wants)
      }
    }
    guard let new else { return ["\(path) is gone"] }
    return "\(old)" == "\(new)" ? [] : ["\(path) was \(old), is \(new)"]
  }
}
