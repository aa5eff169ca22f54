import Foundation
import Values

/// The kind of a file in a folder. Links are not followed: whoever fills the folder may not choose which other files are read.
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

  /// The finding about a file that is not plain.
  static func finding(_ path: String) -> Finding {
    Finding(
      file: URL(fileURLWithPath: path).lastPathComponent, row: 1, column: "", value: "",
      code: "FILE_NOT_REGULAR")
  }
}
