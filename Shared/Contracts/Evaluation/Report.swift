import Crypto
public import Foundation
import Values

/// A report as it was frozen: what was asked, what was known, and what came out.
///
/// Its digest is SHA-256 over ``canonical``: the same facts, known until the same pins and counted by the same rules, make the same
/// bytes, whenever and by whichever program they are counted again (design.md, §5 and §8).
public struct Report: Codable, Sendable, Hashable {
  /// `year` or `final`.
  public static let kinds = ["year", "final"]

  /// A part: figures of one question.
  public struct Part: Codable, Sendable, Hashable {
    /// What it is called, such as `2025` or `2023-2026`.
    public var name: String
    /// What was asked.
    public var query: FigureQuery
    /// By code and scope.
    public var figures: [Figure]

    /// Makes a part.
    public init(name: String, query: FigureQuery, figures: [Figure]) {
      self.name = name
      self.query = query
      self.figures = figures
    }
  }

  /// The form of this document: 1 without the sheet, as version 0.1 wrote it, 2 with it.
  public var form: Int
  /// `year`, or `final` for all years of the sheet.
  public var kind: String
  /// The version of the rules (``RuleBook``).
  public var rules: String
  /// How far each service had recorded.
  public var pins: [String: FigureQuery.Pin]
  /// The parts, in order of time.
  public var parts: [Part]
  /// Whether the network is invented; absent when it is empty.
  public var fictitious: Bool?
  /// The sheet that is evaluated; absent in form 1, which is of the sheet PA 3.1.1 as it was shipped then.
  public var sheet: ActionSheet?

  /// Makes a report.
  public init(
    kind: String, rules: String, sheet: ActionSheet?, pins: [String: FigureQuery.Pin],
    parts: [Part], fictitious: Bool?
  ) {
    form = sheet == nil ? 1 : 2
    self.rules = rules
    self.sheet = sheet
    self.kind = kind
    self.pins = pins
    self.parts = parts
    self.fictitious = fictitious
  }

  /// The document in the one way it is written: JSON, keys sorted, without white space, whole numbers and texts only, in UTF-8.
  ///
  /// - Throws: `EncodingError`.
  public func canonical() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }

  /// SHA-256 of ``canonical()``, 64 hexadecimal digits.
  ///
  /// - Throws: `EncodingError`.
  public func digest() throws -> String { hexadecimal(SHA256.hash(data: try canonical())) }
}
