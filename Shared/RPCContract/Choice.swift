/// A closed set of texts that a request may choose from; every other text is refused when it is read.
///
/// For requests only: what replies and events say stays open, so that a later version may say more.
public protocol Choice: RawRepresentable, CaseIterable, Codable, Hashable, Sendable
where RawValue == String {}

extension Choice {
  /// Reads one of the texts.
  ///
  /// - Throws: `DecodingError.dataCorrupted` for any other text, naming those that are right.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try? container.decode(String.self)
    guard let text, let value = Self(rawValue: text) else {
      let names = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "one of \(names) is needed"
          + (text.map { ", not \($0.prefix(40))" } ?? ""))
    }
    self = value
  }
}
