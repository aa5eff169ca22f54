extension Sequence where Element: Hashable {
  /// Each element once, where it comes first.
  package var once: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
