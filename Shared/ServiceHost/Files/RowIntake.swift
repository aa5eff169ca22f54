import Contracts
import FactKinds
import RPCContract
import Storage
import Tabular
import Values

/// Takes checked rows over, within one transaction: the good ones, and a word on each of the others.
struct RowIntake {
  /// The most rows of an event.
  static let eventRows = 500

  private let file: FactFile
  private let fictitious: Bool
  private let cause: Cause
  private let cut: RowCut?
  private let derive: (FactRow) throws -> Derived
  private var changed: [[String: String]] = []
  private var codes = KnownCodes()
  private var told: [(finding: Finding, refused: Bool)] = []
  /// Rows about people that are not taken over because a row about a structure beyond the cut has their key. Whoever brings them
  /// is not told, since that would say who attends elsewhere.
  private(set) var setAside = 0
  /// Whether the codes that rows bring are gathered in ``counts``, where other services refer to them.
  var gathersCodes = false
  private var codesBrought: Set<String> = []
  /// The rows that were taken, by their keys; where something is told of all of them.
  private var taken: [[String]: Int] = [:]
  /// How many rows came to what.
  private(set) var counts = CommitImport.Reply(
    loaded: 0, corrected: 0, unchanged: 0, refused: 0, findings: 0)

  /// Begins to take rows.
  ///
  /// - Parameters:
  ///   - file: their form and table.
  ///   - fictitious: whether they are invented.
  ///   - cause: what brings them; a row's version names it with the row's number.
  ///   - cut: what they may speak of; nil for everything.
  ///   - transaction: the change they belong to.
  /// - Throws: `RPCError` with FAILED_PRECONDITION, `NATURE_MIXED`, when the store holds facts of the
  ///   other kind; `StorageError`.
  init(
    _ file: FactFile, fictitious: Bool, cause: Cause, cut: RowCut? = nil,
    in transaction: WriteTransaction
  ) throws {
    self.cut = cut
    self.file = file
    self.fictitious = fictitious
    self.cause = cause
    if !file.kind.isReference {
      try ImportTables.checkNature(fictitious, of: file.kind.file, in: transaction)
    }
    derive = try file.derive(transaction)
  }

  /// Takes a row, or what is wrong with it.
  ///
  /// - Throws: `StorageError`.
  mutating func take(_ outcome: FactCheck.Outcome, in transaction: WriteTransaction) throws {
    switch outcome {
    case .refused(let finding): tell(finding, refused: true)
    case .row(let row, let findings):
      for finding in findings { tell(finding, refused: false) }
      try put(row, in: transaction)
    }
  }

  private mutating func put(_ row: FactRow, in transaction: WriteTransaction) throws {
    if gathersCodes, file.kind.isFollowed, codesBrought.count <= RehearseImport.most {
      codesBrought.insert(row.text(file.kind.form.key[0]))
    }
    // A row that is kept by another key cannot be found by the file's, so the cut cannot be compared with it.
    if let cut, file.isKeptByItsKey,
      let present = try file.table.find(row.values(file.kind.form.key), in: transaction),
      !cut.covers(present, of: file)
    {
      guard !hidesWhatIsThere else {
        setAside += 1
        counts.loaded += 1
        return
      }
      let key = file.kind.form.key[0]
      return tell(
        Finding(
          file: file.kind.file, row: row.row, column: key, value: row.text(key), code: "KEY_TAKEN"),
        refused: true)
    }
    let derived = try derive(row)
    for remark in derived.remarks { tell(remark, at: row.row) }
    var cells = derived.cells
    for column in file.kind.form.columns { cells[column.name] = row.text(column.name) }
    cells["fictitious"] = String(fictitious)
    let code = row.text(file.kind.form.key[0])
    if file.kind.added.contains(where: { $0.name == "id" }) {
      // Minted with the first row of a code, and kept by the others; one that was withdrawn comes back as the same.
      cells["id"] =
        try file.table.anyVersion(ofFirstKey: code, in: transaction)?.text("id")
        ?? Identifier.mint().rawValue
    }
    if file.conclude != nil { taken[row.values(file.kind.form.key)] = row.row }
    let tellsLikeness = cut == nil && file.kind.form.isReferredTo
    // Of a key of several columns another row may have brought the code.
    let isKnown =
      tellsLikeness && file.kind.form.key.count > 1
      ? try file.table.has(firstKey: code, in: transaction) : false
    let change = try file.table.put(
      { cells[$0] ?? "" }, cause: cause.row(row.row), in: transaction)
    switch change {
    case .unchanged where hidesWhatIsThere:
      counts.loaded += 1
      return
    case .unchanged:
      counts.unchanged += 1
      return
    case .added:
      counts.loaded += 1
      // Who may speak of a part only is told nothing of what else is there.
      if tellsLikeness, !isKnown { try tellLikeness(of: row, in: transaction) }
    case .corrected:
      counts.loaded += 1
      if !hidesWhatIsThere { counts.corrected += 1 }
      if cut == nil { try tellCorrection(of: row, in: transaction) }
    }
    changed.append(cells)
    if changed.count == Self.eventRows { try publish(in: transaction) }
  }

  private mutating func tell(_ remark: Derived.Remark, at row: Int) {
    tell(
      Finding(
        file: file.kind.file, row: row, column: remark.column, value: remark.value,
        code: remark.code, beside: remark.beside), refused: false)
  }

  /// Tells a code that is new and looks like others.
  private mutating func tellLikeness(of row: FactRow, in transaction: ReadTransaction) throws {
    let (column, code) = (file.kind.form.key[0], row.text(file.kind.form.key[0]))
    let like = try codes.add(code, to: file.table, in: transaction)
    if !like.isEmpty { tell(.init(column, code, "CODE_LOOKS_LIKE", beside: like), at: row.row) }
  }

  /// Tells what a correction changed, and what stood there before.
  private mutating func tellCorrection(of row: FactRow, in transaction: WriteTransaction) throws {
    guard file.isKeptByItsKey else { return }
    let key = row.values(file.kind.form.key)
    let before = try file.table.version(
      of: key, knownBefore: transaction.recordedAt, in: transaction)
    guard let before else { return }
    for column in file.keptColumns {
      let (old, new) = (before.text(column), row.text(column))
      guard old != new else { continue }
      tell(
        Finding(
          file: file.kind.file, row: row.row, column: column, value: new, code: "CORRECTED",
          beside: [old], record: key), refused: false)
    }
  }

  /// Whoever sees a part of the network only is told nothing of what is there about people.
  private var hidesWhatIsThere: Bool { cut != nil && file.kind.refersToPeople }

  /// Notes something to tell.
  mutating func tell(_ finding: Finding, refused: Bool) {
    if refused { counts.refused += 1 } else { counts.findings += 1 }
    told.append((finding, refused))
  }

  /// What was noted since the last call of this function.
  mutating func takeTold() -> [(finding: Finding, refused: Bool)] {
    defer { told = [] }
    return told
  }

  /// Ends: tells what all rows show together, and publishes those that changed.
  ///
  /// - Throws: `StorageError`.
  mutating func end(in transaction: WriteTransaction) throws {
    for (row, remark) in try file.conclude?(transaction, taken) ?? [] { tell(remark, at: row) }
    if gathersCodes, codesBrought.count <= RehearseImport.most {
      counts.codes = codesBrought.sorted()
    }
    try publish(in: transaction)
  }

  /// Publishes the rows that changed and were not published yet.
  private mutating func publish(in transaction: WriteTransaction) throws {
    guard !changed.isEmpty else { return }
    try file.publish(changed, fictitious: fictitious, transaction)
    changed = []
  }
}
