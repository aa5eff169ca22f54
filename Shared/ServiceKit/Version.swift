/// The version of all programs, which are released together.
public enum Version {
  /// As semver.org has it. Two that differ in the middle number at most, and by one, work beside each other.
  public static let current = "0.3.0"
}
