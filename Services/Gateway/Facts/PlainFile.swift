import Foundation
import Values

/// What stands in a folder under a name, links not followed: who fills a folder may not choose what else is read.
enum PlainFile {
  /// What it is.
  enum Kind { case plain, other, absent }

  static func kind(of path: String) -> Kind {
    // `attributesOfItem` looks at a link itself.
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
      return .absent
    }
    return attributes[.type] as? FileAttributeType == .typeRegular ? .plain : .other
  }

  /// What is told of one that is no plain file.
  static func finding(_ path: String) -> Finding {
    Finding(
      file: URL(fileURLWithPath: path).lastPathComponent, row: 1, column: "", value: "",
      code: "FILE_NOT_REGULAR")
  }
}
