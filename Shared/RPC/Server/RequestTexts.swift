/// The texts of a call's only request. With them a fault that is found only after the request was decoded can still name its member.
public struct RequestTexts: Sendable {
  let call: ServerCall

  /// Returns the path of the first text or member name that is wrong, such as `rows[2].note`; nil if there is none, or if the call
  /// has no single request.
  ///
  /// The request is decoded a second time, off the sockets' thread and in the key's turn.
  public func firstPath(where isWrong: @escaping @Sendable (String) -> Bool) async -> String? {
    guard let payload = call.request else { return nil }
    return try? await call.computing {
      try call.codec.decode(Part.self, from: call.inflated(payload)).path("", isWrong)
    }
  }

  private enum Part: Decodable {
    case text(String)
    case list([Part])
    case object([(name: String, part: Part)])
    case other

    private struct Name: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      if let text = try? decoder.singleValueContainer().decode(String.self) {
        self = .text(text)
      } else if let object = try? decoder.container(keyedBy: Name.self) {
        let names = object.allKeys.sorted { $0.stringValue < $1.stringValue }
        self = .object(try names.map { ($0.stringValue, try object.decode(Part.self, forKey: $0)) })
      } else if var list = try? decoder.unkeyedContainer() {
        var parts: [Part] = []
        while !list.isAtEnd { parts.append(try list.decode(Part.self)) }
        self = .list(parts)
      } else {
        self = .other
      }
    }

    func path(_ here: String, _ isWrong: (String) -> Bool) -> String? {
      switch self {
      case .text(let text): if isWrong(text) { return here }
      case .list(let parts):
        for (index, part) in parts.enumerated() {
          if let path = part.path("\(here)[\(index)]", isWrong) { return path }
        }
      case .object(let members):
        for (name, part) in members {
          let path = here.isEmpty ? name : "\(here).\(name)"
          if let path = isWrong(name) ? path : part.path(path, isWrong) { return path }
        }
      case .other: break
      }
      return nil
    }
  }
}
