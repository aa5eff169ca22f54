/// A fault of a document that somebody wrote, such as a codebook, a grid or a configuration, as data; only the catalogue puts faults into
/// words.
public struct DocumentFault: Hashable, Sendable {
  /// The code, such as `FIELD_ABSENT`.
  public let code: String
  /// What the fault is about, such as the name of a member, in the order in which its words number them.
  public let values: [String]

  /// Makes a fault.
  public init(_ code: String, _ values: [String]) {
    self.code = code
    self.values = values
  }

  /// Makes a fault.
  public init(_ code: String, _ values: String...) { self.init(code, values) }

  /// Reads the fault of a document whose form is another one than is expected from the error of the decoder that read it.
  ///
  /// - Parameter error: what the decoder threw; what is no `DecodingError` means that the document is no JSON.
  public init(of error: any Error) {
    switch error as? DecodingError {
    case .keyNotFound(let key, let context)?:
      self.init("JSON_MEMBER", Self.place(context.codingPath + [key]))
    case .valueNotFound(_, let context)?, .typeMismatch(_, let context)?:
      self.init("JSON_KIND", Self.place(context.codingPath))
    case .dataCorrupted(let context)? where !context.codingPath.isEmpty:
      self.init("JSON_VALUE", Self.place(context.codingPath), context.debugDescription)
    default: self.init("JSON_FORM")
    }
  }

  /// A place in a document, such as `fields[2].name`, counted from 0 as JSON counts; `.` is the document itself.
  private static func place(_ path: [any CodingKey]) -> String {
    let place = path.reduce("") { text, key in
      key.intValue.map { "\(text)[\($0)]" } ?? (text.isEmpty ? "" : text + ".") + key.stringValue
    }
    return place.isEmpty ? "." : place
  }
}
