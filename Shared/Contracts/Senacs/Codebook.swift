/// The questions of a campaign, as its Table Schema (Frictionless) describes them.
///
/// The document has two readers: `Tabular` reads from it which cells are valid, and this type what the questions mean. Members that this
/// version does not know stay in the document.
public struct Codebook: Codable, Sendable, Hashable {
  /// A text in French and English, by `fr` and `en`.
  public typealias Labels = [String: String]

  /// A question.
  public struct Field: Codable, Sendable, Hashable {
    /// The name, in a file's header.
    public var name: String
    /// The type of a Table Schema, such as `integer`; `string` where none is said.
    public var type: String
    /// What people call it.
    public var labels: Labels?
    /// What the question means, as a few words without a stop; nil for a question that its label says whole.
    public var help: Labels?
    /// The unit of its numbers, such as `€` or `ETP`; nil for none.
    public var unit: Labels?
    /// An answer that could stand there, as a file has it: `8.5`; nil for none.
    public var example: String?
    /// What it belongs to: `identity` and `answer` are known beforehand, all others are asked.
    public var section: String?
    /// The thematic block of the year; nil for the base questions, which stay from year to year.
    public var block: String?
    /// What people call the values of a list; a value without one is shown as it is.
    public var valueLabels: [String: Labels]?

    /// Makes a question.
    public init(
      _ name: String, type: String = "string", section: String? = nil, block: String? = nil
    ) {
      self.name = name
      self.type = type
      self.section = section
      self.block = block
    }

    /// Reads it.
    ///
    /// - Throws: `DecodingError`.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      name = try container.decode(String.self, forKey: .name)
      type = try container.decodeIfPresent(String.self, forKey: .type) ?? "string"
      labels = try container.decodeIfPresent(Labels.self, forKey: .labels)
      // Codebooks that were set before had no such members of ours; whatever else stands there under these names is passed over.
      help = try? container.decodeIfPresent(Labels.self, forKey: .help)
      unit = try? container.decodeIfPresent(Labels.self, forKey: .unit)
      example = try? container.decodeIfPresent(String.self, forKey: .example)
      section = try container.decodeIfPresent(String.self, forKey: .section)
      block = try container.decodeIfPresent(String.self, forKey: .block)
      valueLabels = try container.decodeIfPresent([String: Labels].self, forKey: .valueLabels)
    }

    /// Whether it is a number, which can be compared.
    public var isNumeric: Bool { type == "integer" || type == "number" }
  }

  /// A block of questions of one year.
  public struct Block: Codable, Sendable, Hashable {
    /// The name, which fields give as their `block`.
    public var name: String
    /// What people call it.
    public var labels: Labels?
  }

  /// What must hold between the cells of an answer.
  public struct Rule: Codable, Sendable, Hashable {
    /// `sum`: ``parts`` make ``total``. `atMost`: ``field`` is at most ``whole``. `difference`: ``field`` is ``plus`` − ``minus``.
    /// `change`: each of ``fields`` is asked about when it moved by more than ``percent`` since the last answer.
    public var kind: String
    /// Of `atMost` and `difference`: the field that a finding names.
    public var field: String?
    /// Of `atMost`.
    public var whole: String?
    /// Of `sum`.
    public var total: String?
    /// Of `sum`.
    public var parts: [String]?
    /// Of `difference`.
    public var plus: String?
    /// Of `difference`.
    public var minus: String?
    /// Of `sum` and `difference`: how far the result may be off, in the field's own unit; 0 if absent.
    public var within: Int?
    /// Of `change`, in percent.
    public var percent: Int?
    /// Of `change`.
    public var fields: [String]?
  }

  /// How a field differs from the campaign before.
  public struct Change: Codable, Sendable, Hashable {
    /// The field's name; for `removed`, the name that it had.
    public var field: String
    /// `renamed`: it goes on under another name; `redefined`: it cannot be compared with its past; `removed`: it is not asked any more.
    public var kind: String
    /// Of `renamed`: the name before.
    public var from: String?
    /// Why, for people.
    public var note: Labels?
  }

  /// How structures are sorted by size.
  public struct Sizes: Codable, Sendable, Hashable {
    /// The field that tells the size.
    public var field: String
    /// The values at which a greater band begins, rising: with 5 and 15 the bands are below 5, 5 to below 15, 15 and more.
    public var bounds: [Int]
  }

  /// Its title.
  public var title: String?
  /// The questions, in their order.
  public var fields: [Field]
  /// The blocks of the year.
  public var blocks: [Block]?
  /// What must hold between cells.
  public var rules: [Rule]?
  /// What changed since the campaign before.
  public var changes: [Change]?
  /// How structures are sorted by size; nil for not at all.
  public var sizes: Sizes?
}
