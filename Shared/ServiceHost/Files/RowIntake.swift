import Contracts
import FactKinds
import RPCContract
import Storage
import Tabular
import Values

/// Takes checked rows within one transaction: stores the good ones, and reports a finding on each of the others.
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
  private var reported: [(finding: Finding, refused: Bool)] = []
  /// How many rows about people were not stored because a row about a structure beyond the cut has their key. The caller is not told:
  /// the answer would reveal who attends elsewhere.
  private(set) var setAside = 0
  /// Whether ``counts`` gets the codes that the rows bring, if the kind is one that other services follow.
  var gathersCodes = false
  private var codesBrought: Set<String> = []
  /// Key → row of each row that was taken; filled only for a file with remarks on all its rows together.
  private var taken: [[String]: Int] = [:]
  /// How many rows were loaded, corrected, unchanged and refused, and how many findings there are.
  private(set) var counts = CommitImport.Reply(
    loaded: 0, corrected: 0, unchanged: 0, refused: 0, findings: 0)

  /// Begins to take rows.
  ///
  /// - Parameters:
  ///   - file: their form and table.
  ///   - fictitious: whether they are invented.
  ///   - cause: what brings them, such as an import; each row's version names this cause and the row's number.
  ///   - cut: the part of the network that they may be about; nil for everything.
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

  /// Stores a row that passed the checks, or reports the fault of one that did not.
  ///
  /// - Throws: `StorageError`.
  mutating func take(_ outcome: FactCheck.Outcome, in transaction: WriteTransaction) throws {
    switch outcome {
    case .refused(let finding): report(finding, refused: true)
    case .row(let row, let findings):
      for finding in findings { report(finding, refused: false) }
      try put(row, in: transaction)
    }
  }

  private mutating func put(_ row: FactRow, in transaction: WriteTransaction) throws {
    if gathersCodes, file.kind.isFollowed, codesBrought.count <= RehearseImport.most {
      codesBrought.insert(row.text(file.kind.form.key[0]))
    }
    // A row that is kept under another key cannot be found by the file's key, so it cannot be compared with the cut.
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
      return report(
        Finding(
          file: file.kind.file, row: row.row, column: key, value: row.text(key), code: "KEY_TAKEN"),
        refused: true)
    }
    let derived = try derive(row)
    if let refusal = derived.refusal { return report(refusal, at: row.row, refused: true) }
    for remark in derived.remarks { report(remark, at: row.row) }
    var cells = derived.cells
    for column in file.kind.form.columns { cells[column.name] = row.text(column.name) }
    cells["fictitious"] = String(fictitious)
    let code = row.text(file.kind.form.key[0])
    if file.kind.added.contains(where: { $0.name == "id" }) {
      // The first row of a code mints the identifier and the others keep it. A withdrawn record that comes back has its old one.
      cells["id"] =
        try file.table.anyVersion(ofFirstKey: code, in: transaction)?.text("id")
        ?? Identifier.mint().rawValue
    }
    if file.conclude != nil { taken[row.values(file.kind.form.key)] = row.row }
    let reportsLikeness = cut == nil && file.kind.form.isReferredTo
    // Where the key has several columns, another row may have brought the code before.
    let isKnown =
      reportsLikeness && file.kind.form.key.count > 1
      ? try file.table.has(firstKey: code, in: transaction) : false
    let change = try file.table.put(
      { cells[$0] ?? "" }, cause: cause.row(row.row), in: transaction)
    switch change {
    case .unchanged:
      if hidesWhatIsThere { counts.loaded += 1 } else { counts.unchanged += 1 }
      return
    case .added:
      counts.loaded += 1
      // A caller who may speak of a part of the network only must not learn which other codes exist.
      if reportsLikeness, !isKnown { try reportLikeness(of: row, in: transaction) }
    case .corrected:
      counts.loaded += 1
      if !hidesWhatIsThere { counts.corrected += 1 }
      if cut == nil { try reportCorrection(of: row, in: transaction) }
    }
    changed.append(cells)
    if changed.count == Self.eventRows { try publish(in: transaction) }
  }

  private mutating func report(_ remark: Derived.Remark, at row: Int, refused: Bool = false) {
    report(
      Finding(
        file: file.kind.file, row: row, column: remark.column, value: remark.value,
        code: remark.code, beside: remark.beside), refused: refused)
  }

  /// Reports a new code that looks like others.
  private mutating func reportLikeness(of row: FactRow, in transaction: ReadTransaction) throws {
    let (column, code) = (file.kind.form.key[0], row.text(file.kind.form.key[0]))
    let like = try codes.add(code, to: file.table, in: transaction)
    if !like.isEmpty { report(.init(column, code, "CODE_LOOKS_LIKE", beside: like), at: row.row) }
  }

  /// Reports what a correction changed, each with the value before.
  private mutating func reportCorrection(of row: FactRow, in transaction: WriteTransaction) throws {
    guard file.isKeptByItsKey else { return }
    let key = row.values(file.kind.form.key)
    let before = try file.table.version(
      of: key, knownBefore: transaction.recordedAt, in: transaction)
    guard let before else { return }
    for column in file.keptColumns {
      let (old, new) = (before.text(column), row.text(column))
      guard old != new else { continue }
      report(
        Finding(
          file: file.kind.file, row: row.row, column: column, value: new, code: "CORRECTED",
          beside: [old], record: key), refused: false)
    }
  }

  /// Whether the reply must hide what is stored: the rows are about people, and the caller sees a part of the network only.
  private var hidesWhatIsThere: Bool { cut != nil && file.kind.refersToPeople }

  /// Adds a finding to the report, and counts it as a refusal or as a remark.
  mutating func report(_ finding: Finding, refused: Bool) {
    if refused { counts.refused += 1 } else { counts.findings += 1 }
    reported.append((finding, refused))
  }

  /// Returns what was reported since the last call of this function.
  mutating func takeReported() -> [(finding: Finding, refused: Bool)] {
    defer { reported = [] }
    return reported
  }

  /// Finishes: reports what all rows show together, and publishes the rows that changed.
  ///
  /// - Throws: `StorageError`.
  mutating func end(in transaction: WriteTransaction) throws {
    for (row, remark) in try file.conclude?(transaction, taken) ?? [] { report(remark, at: row) }
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
