import Values

/// A form with files, as browsers send it (RFC 7578, `multipart/form-data`). Of several fields or files of a name the last one counts.
public struct MultipartForm: Sendable, Hashable {
  /// The most parts.
  public static let mostParts = 32
  /// The most bytes of a part's headers together.
  public static let mostHeaderBytes = 4096
  /// The most bytes of a field that is no file.
  public static let mostFieldBytes = 65_536
  /// The longest boundary. Source: RFC 2046, 5.1.1.
  public static let longestBoundary = 70

  /// The fields that are no files.
  public let fields: FormFields
  /// The files by their fields' names. A field for which no file was chosen is not there.
  public let files: [String: UploadedFile]

  /// Returns the boundary that a `Content-Type` names; nil for any other type, and for a boundary that is none.
  public static func boundary(of type: String) -> [UInt8]? {
    var parameters = Array(type.utf8.prefix(1024)).split(separator: UInt8(ascii: ";")).map(text)
    guard !parameters.isEmpty, parameters.removeFirst().lowercased() == "multipart/form-data"
    else { return nil }
    for parameter in parameters {
      let sides = parameter.split(separator: "=", maxSplits: 1).map(String.init)
      guard sides.count == 2, sides[0].lowercased() == "boundary" else { continue }
      var value = sides[1]
      if value.count > 1, value.hasPrefix("\""), value.hasSuffix("\"") {
        value = String(value.dropFirst().dropLast())
      }
      let bytes = Array(value.utf8)
      let isOne = (1...longestBoundary).contains(bytes.count) && bytes.allSatisfy(isAllowed)
      return isOne && bytes.last != UInt8(ascii: " ") ? bytes : nil
    }
    return nil
  }

  /// Reads a form; nil if it is none, was cut off, or is beyond one of the bounds.
  public init?(_ bytes: [UInt8], boundary: [UInt8]) {
    let dashes = Array("--".utf8)
    var (values, files): ([String: String], [String: UploadedFile]) = ([:], [:])
    // What browsers send begins with a boundary; each further one begins with the end of a line.
    guard bytes.starts(with: dashes + boundary) else { return nil }
    var place = dashes.count + boundary.count
    var count = 0
    while true {
      let rest = bytes[place...]
      if rest.starts(with: dashes) { break }
      count += 1
      guard count <= Self.mostParts, rest.starts(with: Self.lineEnd) else { return nil }
      place += Self.lineEnd.count
      guard
        let headersEnd = Self.find(
          Self.lineEnd + Self.lineEnd, in: bytes, from: place,
          to: place + Self.mostHeaderBytes),
        let part = Part(headers: bytes[place..<headersEnd])
      else { return nil }
      place = headersEnd + 2 * Self.lineEnd.count
      guard
        let end = Self.find(
          Self.lineEnd + dashes + boundary, in: bytes, from: place, to: bytes.count)
      else { return nil }
      if let file = part.file {
        if !file.isEmpty || end > place {
          files[part.name] = UploadedFile(name: file, bytes: Array(bytes[place..<end]))
        }
      } else {
        guard end - place <= Self.mostFieldBytes,
          let value = String(validating: bytes[place..<end], as: UTF8.self)
        else { return nil }
        values[part.name] = value
      }
      place = end + Self.lineEnd.count + dashes.count + boundary.count
    }
    fields = FormFields(values)
    self.files = files
  }

  /// What a part's headers say: the field's name, and what its sender calls the file; nil for a field that is no file.
  private struct Part {
    let name: String
    let file: String?

    init?(headers: ArraySlice<UInt8>) {
      guard let text = String(validating: headers, as: UTF8.self) else { return nil }
      for line in text.split(separator: "\r\n") {
        guard line.lowercased().hasPrefix("content-disposition:"),
          let name = Self.parameter("name", of: line)
        else { continue }
        (self.name, file) = (name, Self.parameter("filename", of: line))
        return
      }
      return nil
    }

    /// A parameter in quotes. Browsers write the three characters that would end it as `%22`, `%0D` and `%0A` (WHATWG HTML, 4.10.22.8).
    private static func parameter(_ name: String, of line: Substring) -> String? {
      guard let start = line.firstRange(of: "; \(name)=\"")?.upperBound,
        let end = line[start...].firstIndex(of: "\"")
      else { return nil }
      return String(line[start..<end]).replacing("%22", with: "\"")
        .replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }
  }

  private static let lineEnd = Array("\r\n".utf8)

  /// Where a text begins, not before a place and with its end not behind another one; nil where it does not stand. It begins with CR, which
  /// stands nowhere else in it, or only in pairs: so the time that this takes grows with the bytes alone.
  private static func find(_ text: [UInt8], in bytes: [UInt8], from: Int, to end: Int) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      var place = from
      let last = min(end, bytes.count) - text.count
      while place <= last {
        if bytes[place] == text[0] {
          var length = 1
          while length < text.count, bytes[place + length] == text[length] { length += 1 }
          if length == text.count { return place }
        }
        place += 1
      }
      return nil
    }
  }

  /// A parameter of a header, without the spaces around it.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    TypedText.trimmed(String(decoding: bytes, as: UTF8.self))
  }

  /// Source: RFC 2046, 5.1.1, `bchars`.
  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: "'()+_,-./:=? ".utf8.contains(byte)
    }
  }
}
