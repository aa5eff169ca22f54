/// A file that came with a form.
public struct UploadedFile: Sendable, Hashable {
  /// The most characters of a name.
  public static let longestName = 120

  /// What its sender calls it: a text to show, never a path. May be empty.
  public let name: String
  /// What it holds, as it came.
  public let bytes: [UInt8]

  /// Takes a file; of its name only the last part counts, as some browsers send whole paths.
  public init(name: String, bytes: [UInt8]) {
    let last = name.split { $0 == "/" || $0 == "\\" }.last ?? ""
    let shown = last.unicodeScalars.filter { !Self.isControl($0) }
    self.name = String(String(String.UnicodeScalarView(shown)).prefix(Self.longestName))
    self.bytes = bytes
  }

  /// Whether a character controls what stands beside it, in place of standing there itself.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    [.control, .format, .lineSeparator, .paragraphSeparator].contains(
      scalar.properties.generalCategory)
  }
}
