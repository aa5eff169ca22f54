/// What a cell refers to, and the code that tells that it is not there.
public struct Reference: Hashable, Sendable {
  /// The table, such as `structures`.
  public let table: String
  /// The refusal's code, such as `UNKNOWN_STRUCTURE`.
  public let code: String
  /// The column with the date at which the value is meant; nil for a plain reference.
  public let asOf: String?

  /// Makes a reference.
  public init(_ table: String, code: String, asOf: String? = nil) {
    self.table = table
    self.code = code
    self.asOf = asOf
  }
}

/// A column of a fact file.
public struct Column: Hashable, Sendable {
  /// The form of its cells.
  public enum Kind: Hashable, Sendable {
    /// A code, 100 characters at most: without white space around, in Unicode's NFC, without characters that nobody sees.
    case code
    /// A name, a title or an address, 500 characters at most.
    case text
    /// A text of 20,000 characters at most, which may have line ends and tabs, and no other control characters.
    case freeText
    /// An e-mail address.
    case email
    /// `YYYY-MM-DD`, or the day first with slashes.
    case date
    /// `YYYY-MM-DDThh:mm:ssZ`.
    case instant
    /// `true` or `false`, and what else means it.
    case flag
    /// A whole number: what is less than the first is none, what is more than the second is out of range.
    case integer(atLeast: Int, atMost: Int)
    /// A year of the days that there are, 1900…2199.
    case year
    /// A decimal number, at least 0.
    case decimal(atMost: Int)
    /// One of some values.
    case choice([String])
    /// One of ``Column/levels``.
    case level
    /// Codes separated by one space.
    case list
    /// A SIRET; a wrong one is a finding, no refusal.
    case siret
    /// A SIREN; a wrong one is a finding, no refusal.
    case siren
  }

  /// The levels of a grid, from nothing to full.
  public static let levels = ["0", "1", "2", "3"]

  /// The name in the header.
  public let name: String
  /// The form of its cells.
  public let kind: Kind
  /// Whether a cell may be empty.
  public let mayBeEmpty: Bool
  /// Whether most files do not have it, so that nothing is told where it is absent.
  public let mayBeAbsent: Bool
  /// What it refers to.
  public let reference: Reference?

  /// The only values that its cells have; nil where there is no list.
  public var values: [String]? {
    switch kind {
    case .choice(let values): values
    case .level: Self.levels
    case .flag: ["true", "false"]
    default: nil
    }
  }

  /// Makes a column.
  public init(
    _ name: String, _ kind: Kind = .code, mayBeEmpty: Bool = false, mayBeAbsent: Bool = false,
    reference: Reference? = nil
  ) {
    self.mayBeAbsent = mayBeAbsent
    self.name = name
    self.kind = kind
    self.mayBeEmpty = mayBeEmpty
    self.reference = reference
  }
}

/// A fact file's form. Source: acceptance/formats.md.
public struct TableForm: Sendable {
  /// Two columns of which the first may not exceed (or follow) the second.
  public struct Pair: Hashable, Sendable {
    /// The smaller one: `from`, `base_items_answered`.
    public let lower: String
    /// The greater one: `to`, `base_items`.
    public let upper: String

    /// Makes a pair.
    public init(_ lower: String, _ upper: String) {
      self.lower = lower
      self.upper = upper
    }
  }

  /// The file's name.
  public let file: String
  /// In the order of the form.
  public let columns: [Column]
  /// The columns that identify a row.
  public let key: [String]
  /// Dates in order; told at the second.
  public let intervals: [Pair]
  /// Numbers of which the first is a part of the second; told at the first.
  public let parts: [Pair]
  /// Columns that may be empty when a flag is true: column → flag.
  public let emptyWhen: [String: String]
  /// Whether rows of other files refer to these by their key, a code: one that only looks like another is told.
  public let isReferredTo: Bool

  /// Declares a form.
  public init(
    _ file: String, key: [String], columns: [Column], intervals: [Pair] = [],
    parts: [Pair] = [], emptyWhen: [String: String] = [:], isReferredTo: Bool = false
  ) {
    self.isReferredTo = isReferredTo
    self.file = file
    self.key = key
    self.columns = columns
    self.intervals = intervals
    self.parts = parts
    self.emptyWhen = emptyWhen
  }
}

extension TableForm {
  /// The form as a Table Schema, by which its files are read.
  public var schema: TableSchema {
    TableSchema(
      columns.map { column in
        var field = TableSchema.Field(column)
        if emptyWhen[column.name] != nil { field.constraints.required = nil }
        return field
      })
  }

  /// What each cell of a line of help begins with.
  public static let helpMark = "# "

  /// Whether a record is a line of help, as a template has below its header: all of its cells that are filled say so.
  static func isHelp(_ record: [String]) -> Bool {
    let filled = record.filter { !$0.isEmpty }
    return !filled.isEmpty && filled.allSatisfy { $0.hasPrefix(helpMark) }
  }
}

extension TableSchema.Field {
  /// The field of a fact file's column.
  init(_ column: Column) {
    self.init(column.name, Self.type(column.kind))
    fact = column.kind
    constraints.required = column.mayBeEmpty ? nil : true
    constraints.maxLength = column.kind.mostCharacters
    switch column.kind {
    case .integer(let least, let most):
      (constraints.minimum, constraints.maximum) = (.init(String(least)), .init(String(most)))
    case .year: (constraints.minimum, constraints.maximum) = ("1900", "2199")
    case .decimal(let most):
      (constraints.minimum, constraints.maximum) = ("0", .init(String(most)))
    case .choice, .level: constraints.enum = column.values?.map { .init($0) }
    case .email: format = "email"
    case .list: delimiter = " "
    default: break
    }
  }

  private static func type(_ kind: Column.Kind) -> Kind {
    switch kind {
    case .code, .text, .freeText, .email, .siret, .siren, .choice: .string
    case .date: .date
    case .instant: .datetime
    case .flag: .boolean
    case .integer, .level: .integer
    case .year: .year
    case .decimal: .number
    case .list: .list
    }
  }
}
