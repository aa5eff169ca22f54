import CExpat

/// Receives the elements and the text of a part.
protocol XMLHandler: AnyObject {
  /// An element begins.
  func start(_ name: XMLName, _ attributes: XMLAttributes) throws
  /// An element ends; true makes the stream pause here.
  func end(_ name: XMLName) throws -> Bool
  /// Receives a piece of text; the text between two tags may come in several pieces.
  func characters(_ bytes: UnsafeBufferPointer<UInt8>) throws
}

extension XMLHandler {
  /// Receives a part from its beginning to its end.
  func read(_ entry: ArchiveEntry) throws {
    _ = try XMLStream(entry, self).advance()
  }

  func end(_ name: XMLName) -> Bool { false }
  func characters(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The local part of a name and its namespace, valid only during a call of the handler.
struct XMLName {
  /// The character that expat puts between a namespace and a name; no namespace address contains it.
  static let separator = CChar(1)

  /// The namespace of a name, as far as it matters.
  enum Space {
    /// The namespaces of workbooks, transitional or strict, and of relationships; or no namespace, as attributes are written.
    case own
    /// References between parts, `r:id`.
    case relationships
    /// XML's own, `xml:space`.
    case xml
    /// Extensions of workbooks, such as `x14`, and any other namespace: their names mean something else.
    case other
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let space: Space

  init(_ name: UnsafePointer<CChar>) {
    let start = UnsafeRawPointer(name).assumingMemoryBound(to: UInt8.self)
    var (local, end) = (start, start)
    while end.pointee != 0 {
      if end.pointee == UInt8(Self.separator) { local = end + 1 }
      end += 1
    }
    bytes = UnsafeBufferPointer(start: local, count: end - local)
    space =
      local == start
      ? .own : Self.space(UnsafeBufferPointer(start: start, count: local - start - 1))
  }

  /// Source: ECMA-376 part 1, annex A, and part 4 for the transitional ones; XML namespaces 1.0, 3.
  private static func space(_ address: UnsafeBufferPointer<UInt8>) -> Space {
    func isOne(of addresses: [StaticString]) -> Bool {
      addresses.contains { known in
        known.utf8CodeUnitCount == address.count
          && known.withUTF8Buffer { $0.elementsEqual(address) }
      }
    }
    if isOne(of: [
      "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
      "http://purl.oclc.org/ooxml/spreadsheetml/main",
      "http://schemas.openxmlformats.org/package/2006/relationships",
    ]) {
      return .own
    }
    if isOne(of: [
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
      "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ]) {
      return .relationships
    }
    return isOne(of: ["http://www.w3.org/XML/1998/namespace"]) ? .xml : .other
  }

  /// Whether the local part is this one. The namespace is not compared here, but where the name is read.
  static func ~= (pattern: StaticString, name: XMLName) -> Bool {
    pattern.utf8CodeUnitCount == name.bytes.count
      && pattern.withUTF8Buffer { $0.elementsEqual(name.bytes) }
  }
}

/// An element's attributes, valid only during a call of the handler.
struct XMLAttributes {
  private let pointers: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  init(_ pointers: UnsafeMutablePointer<UnsafePointer<CChar>?>?) { self.pointers = pointers }

  /// A value in UTF-8, by its name; nil if there is none.
  func bytes(
    _ name: StaticString, in space: XMLName.Space = .own
  ) -> UnsafeBufferPointer<UInt8>? {
    guard let pointers else { return nil }
    var index = 0
    while let key = pointers[index], let value = pointers[index + 1] {
      let key = XMLName(key)
      if name ~= key, key.space == space {
        var count = 0
        while value[count] != 0 { count += 1 }
        let start = UnsafeRawPointer(value).assumingMemoryBound(to: UInt8.self)
        return UnsafeBufferPointer(start: start, count: count)
      }
      index += 2
    }
    return nil
  }

  func text(_ name: StaticString, in space: XMLName.Space = .own) -> String? {
    bytes(name, in: space).map { String(decoding: $0, as: UTF8.self) }
  }

  func integer(_ name: StaticString) -> Int? {
    text(name).flatMap { Int($0) }
  }

  /// A boolean of XML Schema.
  func flag(_ name: StaticString) -> Bool {
    text(name).map { $0 == "1" || $0 == "true" } ?? false
  }

  /// Each attribute's name as it is written.
  var names: some Sequence<UnsafePointer<CChar>> {
    sequence(state: 0) { [pointers] (index: inout Int) in
      defer { index += 2 }
      return pointers?[index]
    }
  }
}

/// One XML part of the container, read by expat in pieces of 64 KiB.
///
/// A document type is refused, so that no entity can be declared. The memory that expat uses is bounded too: by the longest tag,
/// the depth, and the names, each of which stays in its tables.
final class XMLStream {
  private static let pieceBytes: Int32 = 1 << 16

  let part: String
  private let entry: ArchiveEntry
  private let handler: any XMLHandler
  private let parser: XML_Parser
  private var failure: (any Error)?
  private var isPaused = false
  private var isLastPiece = false
  private var depth = 0
  /// The depth of the skipped element of another namespace; nil outside such an element.
  private var foreign: Int?
  private var names: Set<String> = []
  private var nameBytes = 0
  /// How many bytes were read since the last call of the handler.
  private var pendingBytes = 0

  init(_ entry: ArchiveEntry, _ handler: any XMLHandler) throws {
    guard let parser = XML_ParserCreateNS(nil, XMLName.separator) else {
      throw SpreadsheetError.unreadable("no memory")
    }
    self.entry = entry
    self.handler = handler
    self.parser = parser
    part = entry.name
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser, { XMLStream.of($0)?.start($1, $2) }, { data, name in XMLStream.of(data)?.end(name) })
    XML_SetStartNamespaceDeclHandler(parser) { XMLStream.of($0)?.declare($1, $2) }
    XML_SetCharacterDataHandler(parser) { XMLStream.of($0)?.characters($1, $2) }
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      guard let stream = XMLStream.of(data) else { return }
      stream.fail(SpreadsheetError.xmlEntities(part: stream.part))
    }
  }

  deinit { XML_ParserFree(parser) }

  private static func of(_ data: UnsafeMutableRawPointer?) -> XMLStream? {
    data.map { Unmanaged<XMLStream>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Reads to where the handler pauses, or to the end.
  ///
  /// - Returns: whether the handler paused; false at the end.
  /// - Throws: ``SpreadsheetError``; what the handler throws.
  func advance() throws -> Bool {
    var status = isPaused ? XML_ResumeParser(parser) : try parsePiece()
    isPaused = false
    while true {
      if let failure { throw failure }
      switch status {
      case XML_STATUS_OK where isLastPiece: return false
      case XML_STATUS_OK: status = try parsePiece()
      case XML_STATUS_SUSPENDED:
        isPaused = true
        return true
      default: throw error(XML_GetErrorCode(parser))
      }
    }
  }

  private func parsePiece() throws -> XML_Status {
    guard let buffer = XML_GetBuffer(parser, Self.pieceBytes) else {
      throw error(XML_GetErrorCode(parser))
    }
    let count = try entry.read(into: buffer, count: Int(Self.pieceBytes))
    isLastPiece = count == 0
    pendingBytes += count
    guard pendingBytes <= SpreadsheetLimits.markupBytes else {
      throw SpreadsheetError.tooLargeInside(
        "\(part) has a tag of more than \(SpreadsheetLimits.markupBytes) bytes")
    }
    return XML_ParseBuffer(parser, Int32(count), isLastPiece ? 1 : 0)
  }

  private func error(_ code: XML_Error) -> SpreadsheetError {
    let unfinished = [
      XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR,
      XML_ERROR_UNCLOSED_CDATA_SECTION,
    ]
    if isLastPiece, unfinished.contains(code) { return .truncated(part: part) }
    let what = XML_ErrorString(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
    return .damaged(part: part, "\(what), line \(XML_GetCurrentLineNumber(parser))")
  }

  /// Runs a part of the handler, unless an earlier one has failed: expat may call once more after it is told to stop.
  private func run(_ body: () throws -> Bool) {
    guard failure == nil else { return }
    pendingBytes = 0
    do {
      if try body() { XML_StopParser(parser, 1) }
    } catch {
      fail(error)
    }
  }

  private func fail(_ error: any Error) {
    guard failure == nil else { return }
    failure = error
    XML_StopParser(parser, 0)
  }

  private func start(
    _ name: UnsafePointer<CChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
  ) {
    guard let name else { return }
    run {
      depth += 1
      guard depth <= SpreadsheetLimits.depth else {
        throw SpreadsheetError.tooLargeInside("\(part) is nested deeper than \(depth - 1)")
      }
      let attributes = XMLAttributes(attributes)
      try keep(name)
      for name in attributes.names { try keep(name) }
      let name = XMLName(name)
      // Everything inside an element of another namespace belongs to the extension, whatever its names are.
      if foreign == nil, name.space != .own { foreign = depth }
      if foreign == nil { try handler.start(name, attributes) }
      return false
    }
  }

  private func end(_ name: UnsafePointer<CChar>?) {
    guard let name else { return }
    run {
      defer { depth -= 1 }
      guard let foreign else { return try handler.end(XMLName(name)) }
      if depth == foreign { self.foreign = nil }
      return false
    }
  }

  private func characters(_ text: UnsafePointer<CChar>?, _ count: Int32) {
    guard let text else { return }
    run {
      let start = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
      if foreign == nil {
        try handler.characters(UnsafeBufferPointer(start: start, count: Int(count)))
      }
      return false
    }
  }

  /// Counts the names that expat keeps of a namespace.
  private func declare(_ prefix: UnsafePointer<CChar>?, _ address: UnsafePointer<CChar>?) {
    run {
      for name in [prefix, address] {
        if let name { try keep(name) }
      }
      return false
    }
  }

  /// Counts a name that expat keeps. Names of one or two bytes are few, so they are not counted.
  private func keep(_ name: UnsafePointer<CChar>) throws {
    guard name[0] != 0, name[1] != 0, name[2] != 0 else { return }
    let text = String(cString: name)
    guard names.insert(text).inserted else { return }
    // 64 bytes is about what expat's tables need in addition to the name itself.
    nameBytes += text.utf8.count + 64
    guard nameBytes <= SpreadsheetLimits.nameBytes else {
      throw SpreadsheetError.tooLargeInside("\(part) has too many names")
    }
  }
}
