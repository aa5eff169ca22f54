/// The other parts that a part refers to.
///
/// Source: ECMA-376 part 2, 9.3.
final class Relationships: XMLHandler {
  /// One reference to another part.
  struct Target {
    let identifier: String
    /// The last word of its type, such as `worksheet`: the words before it differ between transitional and strict files.
    let kind: Substring
    /// The entry's name.
    let part: String
  }

  private let folder: String
  private(set) var targets: [Target] = []

  /// Reads the relationships of a part; the empty name stands for the package.
  ///
  /// - Returns: nil if it has none.
  init?(of part: String, in archive: Archive) throws {
    let (folder, name) = Self.split(part)
    guard let entry = try archive.open(folder + "_rels/" + name + ".rels") else { return nil }
    self.folder = folder
    try read(entry)
  }

  func first(_ kind: String) -> Target? {
    targets.first { $0.kind == kind }
  }

  private static func split(_ part: String) -> (folder: String, name: String) {
    guard let slash = part.lastIndex(of: "/") else { return ("", part) }
    return (String(part[...slash]), String(part[part.index(after: slash)...]))
  }

  /// The name of the entry that a reference in a folder points to.
  private static func resolve(_ target: String, from folder: String) -> String {
    var path: [Substring] = []
    for step in ((target.hasPrefix("/") ? "" : folder) + target).split(separator: "/") {
      switch step {
      case ".": break
      case "..": _ = path.popLast()
      default: path.append(step)
      }
    }
    return path.joined(separator: "/")
  }

  func start(_ name: XMLName, _ attributes: XMLAttributes) throws {
    guard case "Relationship" = name, attributes.text("TargetMode") != "External",
      let identifier = attributes.text("Id"), let type = attributes.text("Type"),
      let target = attributes.text("Target")
    else { return }
    guard targets.count < 2 * SpreadsheetLimits.sheets else {
      throw SpreadsheetError.tooLargeInside("too many relationships")
    }
    guard
      [identifier, type, target].allSatisfy({
        $0.utf8.count <= SpreadsheetLimits.partNameBytes
      })
    else { throw SpreadsheetError.tooLargeInside("the name of a part") }
    let kind = type.split(separator: "/").last ?? ""
    targets.append(
      Target(identifier: identifier, kind: kind, part: Self.resolve(target, from: folder)))
  }
}
