import Foundation

/// A new folder of files that may be about people: it is its owner's alone, and each file is named by a code.
enum NewFolder {
  /// Makes it.
  ///
  /// - Throws: what `FileManager` throws.
  static func make(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// Makes a folder for files that anybody may read. An empty folder of that name is taken.
  ///
  /// - Throws: `ConfigurationProblem` where a file, or a folder with something in it, is there; what `FileManager` throws.
  static func makePublic(_ path: String) throws {
    if (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty != true {
      try NewPath.check(path)
    }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// Makes a file name of a code. A character that could mean something else to a path or a shell becomes `_` and its number.
  static func fileName(_ code: String) -> String {
    code.unicodeScalars.enumerated().map { place, scalar in
      let isSafe =
        scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-"
          || scalar == "." && place > 0)
      return isSafe ? String(scalar) : "_\(String(scalar.value, radix: 16))"
    }.joined()
  }
}
