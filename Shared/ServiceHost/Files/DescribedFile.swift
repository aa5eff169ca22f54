public import Contracts
import Foundation
public import RPCContract
public import Storage
public import Tabular
public import Values

/// A kind of file whose columns are described by a document, not by the program. Its service reads it in its own way, in one transaction.
public struct DescribedFile: Sendable {
  /// The name by which it is announced, such as `senacs-answers`.
  public let name: String
  /// Who may bring it.
  public let roles: Set<Role>
  /// Whether it is reference data: a network takes it whether the network's facts are real or invented.
  public let isReference: Bool
  /// The column in which rows of a call say what they are about, such as the campaign; nil where rows come in files only.
  public let subject: String?
  /// Imports an upload, all or nothing.
  public let take: @Sendable (Upload, WriteTransaction) throws -> CommitImport.Reply
  /// Finds one of its facts, as it was known before an instant.
  public let find: @Sendable (FactReference, Instant?, ReadTransaction) throws -> ReadFacts.Fact?

  /// Declares a kind of file.
  public init(
    _ name: String, roles: Set<Role>, isReference: Bool = false,
    subject: String? = nil,
    find: @escaping @Sendable (FactReference, Instant?, ReadTransaction) throws -> ReadFacts.Fact? =
      { _, _, _ in nil },
    take: @escaping @Sendable (Upload, WriteTransaction) throws -> CommitImport.Reply
  ) {
    self.name = name
    self.roles = roles
    self.isReference = isReference
    self.subject = subject
    self.find = find
    self.take = take
  }

  /// A file that was sent, and how it is to be read.
  public struct Upload {
    /// The kind of file, as findings name it.
    let name: String
    /// How the request says that it is to be read.
    public let reading: BeginImport.Reading
    /// How it is written.
    public let style: FileStyle
    /// What brings the file, such as an import; each row's version names this cause.
    public let cause: Cause
    /// Whether its facts are invented.
    public let fictitious: Bool
    /// The only structures that its rows may be about; nil for all.
    public var structures: Set<String>?
    /// Takes a finding, in the order of the rows, and whether the row was refused for it.
    public let report: (Finding, Bool) throws -> Void
    /// The next of its bytes; nil at the end.
    let bytes: @Sendable () throws -> [UInt8]?
    let progress: ImportsUnderWay.Progress

    /// The most rows of a batch, and about the most bytes of their text.
    private static let (batchRows, batchBytes) = (256, 1 << 18)

    /// The result of a row, or of the header, on the reading thread.
    private enum Read<Row: Sendable>: Sendable {
      case header([Finding])
      case right(Row)
      case faulty([Finding])
    }

    /// Goes through the rows once, reports the faults of their cells, and hands on the rows without fault.
    ///
    /// A separate reading thread reads and checks ahead, a few batches at most. Empty rows are skipped: spreadsheets leave them
    /// behind.
    ///
    /// - Parameters:
    ///   - schema: what cells must be; numbers and days are read in the file's style.
    ///   - judge: gets the findings on the header, reports them, and returns whether rows can be taken all the same.
    ///   - prepare: does with a row what needs no store, on the reading thread. It gets the cells as canonical text, in the order of
    ///     the schema's fields, and the row's number.
    ///   - take: gets the prepared rows in their order, 256 at most at a time.
    /// - Returns: how many rows were refused.
    /// - Throws: `CSVError`; what the closures throw.
    public func forEachRow<Row: Sendable>(
      of schema: TableSchema, judge: ([Finding]) throws -> Bool,
      prepare: @escaping @Sendable (RowCells, Int) -> Row, take: ([Row]) throws -> Void
    ) throws -> Int {
      let (name, reading, style, bytes) = (name, reading, style, bytes)
      let ahead = Ahead<Read<Row>> { hand in
        try Self.read(name, reading, style, bytes, schema, prepare, hand)
      }
      defer { ahead.stop() }
      var (refused, isUsable, rows) = (0, false, [Row]())
      func takeRows() throws {
        guard !rows.isEmpty else { return }
        try take(rows)
        rows.removeAll(keepingCapacity: true)
      }
      while let batch = try ahead.next() {
        for one in batch {
          switch one {
          case .header(let findings): isUsable = try judge(findings)
          case .right(let row) where isUsable: rows.append(row)
          case .right: refused += 1
          case .faulty(let findings):
            // Earlier rows are taken first, so that findings come in the order of the rows.
            try takeRows()
            refused += 1
            for finding in findings { try report(finding, true) }
          }
        }
        try takeRows()
        progress.add(rows: batch.count)
      }
      return refused
    }

    private static func read<Row>(
      _ name: String, _ reading: BeginImport.Reading, _ style: FileStyle,
      _ bytes: @escaping () throws -> [UInt8]?, _ schema: TableSchema,
      _ prepare: (RowCells, Int) -> Row, _ hand: ([Read<Row>]) throws -> Void
    ) throws {
      var reader = CSVReader(style, keepsEmptyLines: true, bytes: bytes)
      for _ in 1..<reading.headerRow.value { _ = try reader.advance() }
      var table = try SchemaReader(
        style.applied(to: schema, mapping: reading.mapping), reader, file: name,
        mapping: reading.mapping, isFact: true)
      var (batch, begin) = ([Read<Row>.header(table.headerFindings)], table.byteCount)
      var findings: [Finding] = []
      do {
        while let isRight = try table.next({ finding, fault in
          if fault != .blankRow { findings.append(finding) }
        }) {
          if isRight {
            batch.append(.right(prepare(table.canonicalCells(), table.row)))
          } else if !findings.isEmpty {
            batch.append(.faulty(findings))
          }
          findings = []
          guard batch.count >= batchRows || table.byteCount - begin >= batchBytes else { continue }
          try hand(batch)
          batch = []
          begin = table.byteCount
        }
      } catch let error as CSVError {
        // The rows before the error are handed on first.
        try hand(batch)
        throw error
      }
      try hand(batch)
    }
  }
}

extension FileStyle {
  /// The most labels of a mapping.
  private static let maxLabels = 2000

  /// Makes the style that a request states.
  ///
  /// - Throws: `RPCError` with INVALID_ARGUMENT, `FILE_READING`, for what is not understood.
  init(_ reading: BeginImport.Reading) throws {
    func refused(_ member: String, _ code: String, _ values: String...) -> RPCError {
      RPCError.faulty(
        "how the file is read", [DocumentFault(code, values)], reason: "FILE_READING",
        domain: "vigie.files", field: "reading.\(member)")
    }
    guard let encoding = TextEncoding(rawValue: reading.encoding) else {
      throw refused("encoding", "READING_ENCODING")
    }
    guard let separator = reading.separator.first, reading.separator.count == 1,
      Self.separators.contains(separator)
    else { throw refused("separator", "READING_SEPARATOR") }
    guard reading.mapping.count <= Self.maxLabels else {
      throw refused("mapping", "READING_LABELS", "mapping", String(Self.maxLabels))
    }
    guard reading.decimal.map({ [".", ","].contains($0) }) ?? true else {
      throw refused("decimal", "READING_DECIMAL")
    }
    let group = reading.group?.first
    guard group.map(Self.groups.contains) ?? true, (reading.group?.count ?? 1) == 1 else {
      throw refused("group", "READING_GROUP")
    }
    guard reading.dateSeparator.map({ ["-", "/", "."].contains($0) }) ?? true else {
      throw refused("dateSeparator", "READING_DATE_SEPARATOR")
    }
    let dates = reading.dates.map(DateStyle.init)
    guard dates != .some(nil) else {
      throw refused("dates", "READING_DATES")
    }
    let isISO = dates == .some(.iso)
    guard (reading.columns?.count ?? 0) <= Self.maxLabels else {
      throw refused("columns", "READING_LABELS", "columns", String(Self.maxLabels))
    }
    let looks = try (reading.columns ?? [:]).mapValues { look in
      guard look.decimal.map({ [".", ","].contains($0) }) ?? true,
        let order = look.dates.map(DateStyle.init(rawValue:)) ?? .some(nil)
      else {
        throw refused("columns", "READING_COLUMN")
      }
      return ColumnLook(
        decimal: (look.decimal?.first).map { .found($0) } ?? .nothing,
        dates: order.map { .found($0) } ?? .nothing)
    }
    self.init(
      encoding: encoding, separator: separator, decimal: reading.decimal?.first, group: group,
      dates: dates ?? nil, dateSeparator: reading.dateSeparator?.first ?? (isISO ? "-" : "/"),
      dropsTimes: reading.dropsTimes ?? false, looks: looks)
  }
}
