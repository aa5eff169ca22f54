public import Foundation

/// The programs that this test run was built with.
public enum Programs {
  /// The folder of this test run's own executable, which also holds the package's other programs.
  public static let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()
}
