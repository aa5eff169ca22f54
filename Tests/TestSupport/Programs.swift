public import Foundation

/// The programs that this test run was built with.
public enum Programs {
  /// The folder of the test run's own executable, where the package's other products are too.
  public static let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()
}
