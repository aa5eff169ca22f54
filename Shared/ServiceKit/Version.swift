/// The version of all programs, which are released together.
public enum Version {
  /// The version, as semver.org defines it. Two versions work beside each other if their major numbers are equal and their minor
  /// numbers differ by one at most.
  public static let current = "0.3.0"
}
