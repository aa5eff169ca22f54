/// A column of a fact file.
public struct Column: Hashable, Sendable {
  /// The form of its cells.
  public enum Kind: Hashable, Sendable {
    /// A code of at most 100 characters: in Unicode's NFC, without white space around and without invisible characters.
    case code
    /// A name, a title or an address, 500 characters at most.
    case text
    /// A text of 20,000 characters at most, which may have line ends and tabs, and no other control characters.
    case freeText
    /// An e-mail address.
    case email
    /// `YYYY-MM-DD`, or the day first with slashes.
    case date
    /// `HH:MM` of 24 hours. It is also read as `9:00`, `9h`, `9h30` or `09:30:00`, as people and workbooks write it.
    case time
    /// `YYYY-MM-DDThh:mm:ssZ`.
    case instant
    /// `true` or `false`, or another word for them, such as `oui` or `0`.
    case flag
    /// A whole number. A cell below `atLeast` counts as no number; one above `atMost` is out of range.
    case integer(atLeast: Int, atMost: Int)
    /// A year of the days that facts may have, 1900…2199.
    case year
    /// A decimal number, at least 0.
    case decimal(atMost: Int)
    /// An amount in euros: 1 to 12 digits, then at most the decimal character and one or two digits. Any other cell is no number.
    case amount
    /// One of some values.
    case choice([String])
    /// One of ``Column/levels``.
    case level
    /// Codes separated by one space.
    case list
    /// The code of a territory; see `TerritoryCode`.
    case territory
    /// A SIRET; a wrong one is a finding, no refusal.
    case siret
    /// A SIREN; a wrong one is a finding, no refusal.
    case siren

    /// One of a closed set of values.
    public static func oneOf<Value: CaseIterable & RawRepresentable<String>>(
      _: Value.Type
    ) -> Kind { .choice(Value.allCases.map(\.rawValue)) }
  }

  /// The levels of a grid, from nothing to full.
  public static let levels = ["0", "1", "2", "3"]

  /// The name in the header.
  public let name: String
  /// The form of its cells.
  public let kind: Kind
  /// Whether a cell may be empty.
  public let mayBeEmpty: Bool
  /// Whether most files lack the column, so that its absence is not reported.
  public let mayBeAbsent: Bool
  /// What it refers to.
  public let reference: Reference?
  /// The code that examples show, such as `S01`; nil where the column has no example of its own.
  public let example: String?
  /// The label and help for people, in French and in English; nil for a column without them.
  public private(set) var french: Caption?, english: Caption?

  /// What people call a column, and what it means in one line.
  public struct Caption: Hashable, Sendable {
    /// Its name.
    public let label: String
    /// What it means.
    public let help: String
  }

  /// The only values that the cells may have; nil where the kind has no such list.
  public var values: [String]? {
    switch kind {
    case .choice(let values): values
    case .level: Self.levels
    case .flag: ["true", "false"]
    default: nil
    }
  }

  /// Makes a column without words for people; ``fr(_:_:)`` and ``en(_:_:)`` add them.
  ///
  /// - Parameters:
  ///   - name: its name in the header.
  ///   - kind: the form of its cells.
  ///   - mayBeEmpty: see ``mayBeEmpty``.
  ///   - mayBeAbsent: see ``mayBeAbsent``.
  ///   - reference: what it refers to.
  ///   - example: see ``example``.
  public init(
    _ name: String, _ kind: Kind = .code, mayBeEmpty: Bool = false, mayBeAbsent: Bool = false,
    reference: Reference? = nil, example: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.mayBeEmpty = mayBeEmpty
    self.mayBeAbsent = mayBeAbsent
    self.reference = reference
    self.example = example
  }

  /// Returns the column with what people call it in French, and what it means in one line.
  public func fr(_ label: String, _ help: String) -> Column {
    var column = self
    column.french = Caption(label: label, help: help)
    return column
  }

  /// Returns the column with what people call it in English, and what it means in one line.
  public func en(_ label: String, _ help: String) -> Column {
    var column = self
    column.english = Caption(label: label, help: help)
    return column
  }
}
