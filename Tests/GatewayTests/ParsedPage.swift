import CExpat

/// A page as a parser sees it, whatever its author meant: its elements, their attributes, its text.
final class ParsedPage {
  /// The beginning of an element: its depth, its name, and the names of its attributes.
  struct Element: Hashable {
    let depth: Int
    let name: String
    let attributes: [String]
  }

  private(set) var elements: [Element] = []
  private(set) var attributes: [(name: String, value: String)] = []
  private(set) var text = ""
  private var depth = 0
  /// Why the page could not be read to its end; nil if it could.
  private(set) var fault: String?

  init(_ page: String) {
    guard let parser = XML_ParserCreate("UTF-8") else { return }
    defer { XML_ParserFree(parser) }
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser, { ParsedPage.of($0)?.begin($1, $2) }, { data, _ in ParsedPage.of(data)?.depth -= 1 })
    XML_SetCharacterDataHandler(parser) { data, bytes, count in
      let text = UnsafeRawBufferPointer(start: bytes, count: Int(count))
      ParsedPage.of(data)?.text += String(decoding: text, as: UTF8.self)
    }
    let bytes = Array(page.utf8)
    let isRead = bytes.withUnsafeBytes {
      XML_Parse(parser, $0.baseAddress, Int32($0.count), 1) == XML_STATUS_OK
    }
    if !isRead {
      let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? ""
      fault = "\(reason), line \(XML_GetCurrentLineNumber(parser))"
    }
  }

  private static func of(_ data: UnsafeMutableRawPointer?) -> ParsedPage? {
    data.map { Unmanaged<ParsedPage>.fromOpaque($0).takeUnretainedValue() }
  }

  private func begin(
    _ name: UnsafePointer<CChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
  ) {
    var names: [String] = []
    var place = 0
    while let attributes, let name = attributes[place], let value = attributes[place + 1] {
      names.append(String(cString: name))
      self.attributes.append((String(cString: name), String(cString: value)))
      place += 2
    }
    depth += 1
    elements.append(
      Element(
        depth: depth, name: name.map { String(cString: $0) } ?? "", attributes: names.sorted()))
  }
}
