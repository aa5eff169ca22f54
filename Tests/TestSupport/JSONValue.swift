import Foundation

/// A value of JSON as JSON tells it apart: true is no number, and a missing member is not null.
package enum JSONValue: Decodable, Hashable, Sendable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  /// Reads a document.
  ///
  /// - Throws: `DecodingError` where it is no JSON.
  package init(json text: String) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// The types of JSON Schema that it is of.
  fileprivate var types: Set<String> {
    switch self {
    case .null: ["null"]
    case .flag: ["boolean"]
    case .number(let number): number == number.rounded() ? ["integer", "number"] : ["number"]
    case .text: ["string"]
    case .list: ["array"]
    case .object: ["object"]
    }
  }

  fileprivate var members: [String: JSONValue] {
    if case .object(let members) = self { members } else { [:] }
  }
  fileprivate var elements: [JSONValue] {
    if case .list(let elements) = self { elements } else { [] }
  }
  fileprivate var asText: String? {
    if case .text(let text) = self { text } else { nil }
  }
  fileprivate var asNumber: Double? {
    if case .number(let number) = self { number } else { nil }
  }
}

extension JSONValue {
  /// What of the value does not fit a JSON Schema, by the keywords that Vigie's schemas have.
  ///
  /// - Parameters:
  ///   - schema: the schema; `false` fits nothing.
  ///   - place: where the value is, such as `[2].days`.
  /// - Returns: a line for each fault, such as `[2].days: no integer`; none where the value fits.
  package func faults(by schema: JSONValue, at place: String = "") -> [String] {
    guard schema != .flag(false) else { return ["\(place): not allowed"] }
    let keywords = schema.members
    let tried = keywords["anyOf"].map { several in
      several.elements.map { faults(by: $0, at: place) }.min { $0.count < $1.count } ?? []
    }
    let own = typeFaults(keywords) + textFaults(keywords) + numberFaults(keywords)
    return own.map { "\(place): \($0)" } + (tried ?? []) + innerFaults(keywords, at: place)
  }

  private func typeFaults(_ keywords: [String: JSONValue]) -> [String] {
    guard let type = keywords["type"] else { return [] }
    let names = type.asText.map { [$0] } ?? type.elements.compactMap(\.asText)
    return types.isDisjoint(with: names) ? ["no \(names.joined(separator: " or "))"] : []
  }

  private func textFaults(_ keywords: [String: JSONValue]) -> [String] {
    guard let text = asText else { return [] }
    let patterns = [
      "date": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
      "date-time": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?Z$",
    ]
    let format = keywords["format"]?.asText.flatMap { patterns[$0] }
    let wanted = [format, keywords["pattern"]?.asText].compactMap(\.self)
    let values = keywords["enum"].map(\.elements)
    return wanted.filter { text.range(of: $0, options: .regularExpression) == nil }
      .map { "“\(text)” does not fit \($0)" }
      + (values?.contains(self) == false ? ["“\(text)” is none of the values"] : [])
  }

  private func numberFaults(_ keywords: [String: JSONValue]) -> [String] {
    guard let number = asNumber else { return [] }
    let isLess = keywords["minimum"]?.asNumber.map { number < $0 } ?? false
    let isMore = keywords["maximum"]?.asNumber.map { number > $0 } ?? false
    return isLess || isMore ? ["\(number) is out of range"] : []
  }

  /// The faults of elements and members.
  private func innerFaults(_ keywords: [String: JSONValue], at place: String) -> [String] {
    var faults: [String] = []
    if let items = keywords["items"] {
      for (index, element) in elements.enumerated() {
        faults += element.faults(by: items, at: "\(place)[\(index)]")
      }
    }
    guard case .object(let members) = self else { return faults }
    let properties = keywords["properties"]?.members ?? [:]
    let missing = (keywords["required"]?.elements.compactMap(\.asText) ?? [])
      .filter { members[$0] == nil }
    faults += missing.map { "\(place).\($0): missing" }
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      guard let schema = properties[name] ?? keywords["additionalProperties"] else { continue }
      faults += value.faults(by: schema, at: "\(place).\(name)")
    }
    return faults
  }
}
