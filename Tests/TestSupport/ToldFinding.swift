extension String {
  /// Whether a line of what a command wrote tells a finding: its place and what came of it, and its code last.
  ///
  /// - Parameter finding: such as `row 3, column etp, “6 > 5”: refused [PART_EXCEEDS_WHOLE]`, without the reason that stands between.
  /// - Returns: whether there is such a line.
  package func tells(_ finding: String) -> Bool {
    let parts = finding.split(separator: " [", maxSplits: 1)
    guard parts.count == 2 else { return false }
    return split(separator: "\n").contains {
      $0.contains(parts[0]) && $0.hasSuffix(" [\(parts[1])")
    }
  }
}
