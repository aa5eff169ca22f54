public import FactKinds
public import Tabular
import Values

/// The form of a fact on a page: made from the declaration of its kind, and read back into cells.
public struct FactForm: Sendable {
  /// How a column is asked for.
  public enum Input: Sendable, Hashable {
    /// A line; for a number with the keys of digits.
    case line(isNumber: Bool)
    /// Several lines.
    case text
    /// One of some values.
    case choice([String])
    /// Codes: a box for each that is offered.
    case codes
  }

  /// A column that is asked for.
  public struct Field: Sendable, Hashable {
    /// The column, with its words.
    public let column: Column
    /// How it is asked for.
    public let input: Input
    /// Whether the page wants it filled.
    public let isNeeded: Bool
  }

  /// What came of putting together what two people changed at once.
  public struct Merge: Sendable, Hashable {
    /// Column → what the form shows now.
    public var typed: [String: String]
    /// Column → the cell that the other person wrote, where both wrote another one.
    public var theirs: [String: String]
  }

  /// The most characters of a field, so that a form fits into a request.
  public static let mostTyped = 5_000
  /// What stands between a column's name and a code in the name of a box.
  public static let mark = ":"

  /// The kind.
  public let kind: FactKind
  /// The columns that are asked for, in the order of the page.
  public let fields: [Field]
  /// Column → cell that nobody is asked for: the structure, and the key of a record that stands.
  public let fixed: [String: String]

  /// Makes a form.
  ///
  /// - Parameters:
  ///   - kind: the kind.
  ///   - names: the columns to ask for; one that the kind does not have is passed over.
  ///   - fixed: the cells that are known.
  ///   - needed: columns that the page wants filled, beside those that the kind does.
  public init(
    _ kind: FactKind, asks names: [String], fixed: [String: String], needed: Set<String> = []
  ) {
    self.kind = kind
    self.fixed = fixed
    fields = names.compactMap { name in
      kind.column(name).map { column in
        Field(
          column: column, input: Self.input(column),
          isNeeded: needed.contains(name)
            || !column.mayBeEmpty && kind.form.emptyWhen[name] == nil)
      }
    }
  }

  private static func input(_ column: Column) -> Input {
    if let values = column.values { return .choice(values) }
    switch column.kind {
    case .freeText: return .text
    case .list: return .codes
    case .integer, .year, .decimal, .amount: return .line(isNumber: true)
    default: return .line(isNumber: false)
    }
  }

  /// The cells of the record's key that are fixed: of a record that stands all of them.
  public var keyCells: [String: String] { fixed.filter { kind.form.key.contains($0.key) } }

  // MARK: Reading

  /// Returns what was typed, by column, as it was typed. Codes come from boxes, or as words of a line.
  public func typed(in form: FormFields) -> [String: String] {
    var typed: [String: String] = [:]
    for field in fields {
      let name = field.column.name
      guard field.input == .codes else {
        typed[name] = form[name].map(Self.kept)
        continue
      }
      let boxes = form.all.keys.filter { $0.hasPrefix(name + Self.mark) }.sorted()
      // A page that had no such field takes no codes away.
      guard form[name] != nil || !boxes.isEmpty else { continue }
      let words = [form[name] ?? ""] + boxes.map { String($0.dropFirst(name.count + 1)) }
      typed[name] = Self.codes(Self.kept(words.joined(separator: " "))).joined(separator: " ")
    }
    return typed
  }

  /// Returns the cells that somebody typed, in the form of the file as far as that can be told; the rest goes as it was typed, and the service
  /// says what is wrong with it.
  public func cells(_ typed: [String: String]) -> [String: String] {
    var cells: [String: String] = [:]
    for field in fields {
      guard let text = typed[field.column.name] else { continue }
      cells[field.column.name] = Self.cell(text, field.column.kind)
    }
    return cells
  }

  private static func cell(_ text: String, _ kind: Column.Kind) -> String {
    let trimmed = TypedText.trimmed(text)
    switch kind {
    case .date: return TypedText.day(trimmed)?.iso ?? trimmed
    case .integer, .year, .decimal, .amount: return TypedText.number(trimmed) ?? trimmed
    case .list: return codes(trimmed).joined(separator: " ")
    default: return trimmed
    }
  }

  /// The codes of a text, each once; people put spaces, commas or semicolons between them.
  public static func codes(_ text: String) -> [String] {
    var seen: Set<String> = []
    return text.split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init)
      .filter { seen.insert($0).inserted }
  }

  /// A text that a store can keep: without NUL, with one kind of line end.
  private static func kept(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\0" && $0 != "\r" }))
  }

  /// The columns that are to be filled and are not, in the order of the page.
  public func missing(in cells: [String: String]) -> [String] {
    fields.filter { $0.isNeeded && (cells[$0.column.name] ?? "").isEmpty }.map(\.column.name)
  }

  // MARK: Two people

  /// Puts together what somebody typed with what another person changed meanwhile: what only one of them changed stands, and what both changed
  /// is asked about.
  ///
  /// - Parameters:
  ///   - typed: what was typed, by column.
  ///   - seen: the cells that the form showed.
  ///   - present: the cells that stand now.
  /// - Returns: what the form shows now.
  public func merged(
    _ typed: [String: String], seen: [String: String], present: [String: String]
  ) -> Merge {
    var merge = Merge(typed: typed, theirs: [:])
    let mine = cells(typed)
    for field in fields {
      let name = field.column.name
      let (before, now) = (seen[name] ?? "", present[name] ?? "")
      guard let own = mine[name] else { continue }
      if Self.isSame(own, before, field) || Self.isSame(own, now, field) {
        merge.typed[name] = now
      } else if !Self.isSame(now, before, field) {
        merge.theirs[name] = now
      }
    }
    return merge
  }

  private static func isSame(_ one: String, _ other: String, _ field: Field) -> Bool {
    field.input == .codes ? Set(codes(one)) == Set(codes(other)) : one == other
  }
}
