/// A fact file's form. Source: acceptance/formats.md.
public struct TableForm: Sendable {
  /// Two columns of which the first may not exceed (or follow) the second, such as `from` and `to`.
  public typealias Pair = (lower: String, upper: String)

  /// The values of another column that allow a cell to be filled. With any other value the cell must be empty.
  public struct Condition: Sendable, Hashable {
    /// The other column.
    public let column: String
    /// Its values.
    public let values: [String]
    /// Whether they need the cell: then it may not be empty.
    public let isNeeded: Bool

    /// Declares a condition.
    public init(_ column: String, _ values: [String], isNeeded: Bool = false) {
      (self.column, self.values, self.isNeeded) = (column, values, isNeeded)
    }
  }

  /// Columns of the key of which each row fills exactly one, such as the structure or the partner that is a party.
  public struct ExactlyOne: Sendable, Hashable {
    /// The columns; the finding names the first. An empty cell of theirs is part of the key.
    public let columns: [String]
    /// The code of the refusal where a row fills none of them, or several, such as `PARTY_UNCLEAR`.
    public let code: String

    /// Declares the columns.
    public init(_ columns: [String], code: String) {
      (self.columns, self.code) = (columns, code)
    }
  }

  /// A list of numbers, and the column that has their count, such as the half-days of a session at which somebody was present.
  ///
  /// An empty list says nothing: perhaps the count alone is known. A list that is filled has whole numbers from 1 in ascending order,
  /// each once, as many as the count says.
  public struct CountedNumbers: Sendable, Hashable {
    /// The list; the finding names it.
    public let column: String
    /// The count.
    public let count: String
    /// The code of the refusal, such as `HALF_DAYS_UNCLEAR`.
    public let code: String

    /// Declares the columns.
    public init(_ column: String, count: String, code: String) {
      (self.column, self.count, self.code) = (column, count, code)
    }
  }

  /// The file's name.
  public let file: String
  /// The columns, in the order of the form.
  public let columns: [Column]
  /// The columns that identify a row.
  public let key: [String]
  /// Pairs of days, or of times, that must be in order; the finding names the second column.
  public let intervals: [Pair]
  /// Pairs of numbers of which the first is a part of the second; the finding names the first column.
  public let parts: [Pair]
  /// Columns that may be empty when a flag is true: column → flag.
  public let emptyWhen: [String: String]
  /// Columns that some values of another column allow, or need: column → condition. The finding names the first column.
  public let filledWhen: [String: Condition]
  /// Columns of which each row fills exactly one; nil where there are none.
  public let exactlyOne: ExactlyOne?
  /// A list of numbers whose count another column has; nil where there is none.
  public let countedNumbers: CountedNumbers?
  /// Whether rows of other files refer to these by their key, a code. Then a code that looks like a known one is reported.
  public let isReferredTo: Bool

  /// Declares a form.
  public init(
    _ file: String, key: [String], columns: [Column], intervals: [Pair] = [],
    parts: [Pair] = [], emptyWhen: [String: String] = [:],
    filledWhen: [String: Condition] = [:], exactlyOne: ExactlyOne? = nil,
    countedNumbers: CountedNumbers? = nil, isReferredTo: Bool = false
  ) {
    // A column that a file lacks takes its cells from the stored row. Where it belongs to the key, they are those of the file's row.
    precondition(
      exactlyOne?.columns.allSatisfy(key.contains) ?? true,
      "\(file): columns of which exactly one is filled belong to the key")
    self.isReferredTo = isReferredTo
    self.file = file
    self.key = key
    self.columns = columns
    self.intervals = intervals
    self.parts = parts
    self.emptyWhen = emptyWhen
    self.filledWhen = filledWhen
    self.exactlyOne = exactlyOne
    self.countedNumbers = countedNumbers
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

  /// Whether a record is a line of help, as a template has below its header: all its filled cells begin with ``helpMark``.
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
    case .amount: (constraints.minimum, constraints.maximum) = ("0", "999999999999.99")
    case .choice, .level: constraints.enum = column.values?.map { .init($0) }
    case .email: format = "email"
    case .list: delimiter = " "
    default: break
    }
  }

  private static func type(_ kind: Column.Kind) -> Kind {
    switch kind {
    case .code, .text, .freeText, .email, .siret, .siren, .choice, .territory: .string
    case .date: .date
    case .time: .time
    case .instant: .datetime
    case .flag: .boolean
    case .integer, .level: .integer
    case .year: .year
    case .decimal, .amount: .number
    case .list: .list
    }
  }
}
