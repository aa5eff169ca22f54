import Contracts
import Crypto
import FactForms
import Network
import RPCContract
import SenacsDomain
import ServiceHost
import Storage
import Tabular
import Values

/// Takes a file of answers over: checks each by the campaign's codebook and its rules, keeps the good ones, and has a word on
/// each of the others.
struct AnswersIntake {
  /// The most answers of an event.
  private static let eventRows = 500

  private let upload: DescribedFile.Upload
  private let transaction: WriteTransaction
  private let campaign: Campaign
  private let codebook: SenacsStore.StoredCodebook
  /// The codebook's schema; a row may say its campaign even where the codebook has no field for it.
  private let schema: TableSchema
  private let base: [Int]
  /// Every field and its place, in the order of the names.
  private let named: [(name: String, place: Int)]
  private let numeric: [(name: String, place: Int)]
  /// Where the cells that are read here stand; nil for a field that the codebook lacks.
  private let campaignPlace, dataYearPlace, structurePlace, kindPlace, statePlace,
    validatedOnPlace: Int?
  /// The fields that the rules read; an answer of all would be a dictionary of hundreds of cells.
  private let ruled: [(field: String, place: Int)]
  private let network: Network
  private let expected: Set<String>
  /// The campaign before, whose answers these are compared with; nil where no rule compares.
  private let last: (campaign: Campaign, changes: CodebookChanges)?
  private let publish: @Sendable ([[String: String]], WriteTransaction) throws -> Void
  private var counts = CommitImport.Reply(
    loaded: 0, corrected: 0, unchanged: 0, refused: 0, findings: 0)
  private var told: [[String: String]] = []
  /// Structure → its final answer received last; asked of the store once each.
  private var latest: [String: SenacsStore.LatestAnswer] = [:]

  /// Reads what the answers are checked against.
  ///
  /// - Throws: `RPCError`: NOT_FOUND, `CAMPAIGN_UNKNOWN`; FAILED_PRECONDITION, `CODEBOOK_MISSING`.
  init(_ upload: DescribedFile.Upload, in transaction: WriteTransaction) throws {
    self.upload = upload
    self.transaction = transaction
    campaign = try SenacsStore.campaign(upload.reading.subject, in: transaction)
    codebook = try SenacsStore.neededCodebook(of: campaign.code, in: transaction)
    let places = Dictionary(
      uniqueKeysWithValues: codebook.fields.enumerated().map { ($1, $0) })
    var schema = codebook.schema
    if places[AnswersFile.campaign] == nil {
      schema.fields.append(TableSchema.Field(AnswersFile.campaign))
    }
    self.schema = schema
    named = places.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    numeric = codebook.codebook.fields.filter(\.isNumeric).compactMap { field in
      places[field.name].map { (field.name, $0) }
    }
    campaignPlace = places[AnswersFile.campaign] ?? codebook.fields.count
    dataYearPlace = places[AnswersFile.dataYear]
    structurePlace = places[AnswersFile.structure]
    kindPlace = places[AnswersFile.kind]
    statePlace = places[AnswersFile.state]
    validatedOnPlace = places[AnswersFile.validatedOn]
    ruled = AnswerRules.fields(of: codebook.codebook).compactMap { field in
      places[field].map { (field, $0) }
    }
    base = codebook.codebook.baseItems.compactMap { places[$0] }
    network = try NetworkReader().network(in: transaction)
    expected = Set(Expectation(campaign, in: network).expected.map(\.code))
    let before =
      AnswerRules.needLast(codebook.codebook)
      ? try SenacsStore.earlier(than: campaign, in: transaction).first : nil
    last = before.map { [codebook] one in
      (one.campaign, CodebookChanges(from: one.codebook.codebook, to: codebook.codebook))
    }
    publish = FactFile.telling(SenacsEvents.submissions, FactForms.submissions)
  }

  /// Takes the whole file.
  ///
  /// - Throws: `CSVError`; `StorageError`.
  mutating func run() throws -> CommitImport.Reply {
    let upload = upload
    let refused = try upload.forEachRow(
      of: schema, judge: { try takeHeader($0) }, take: { try take($0, row: $1) })
    counts.refused += refused
    try flush()
    return counts
  }

  /// Tells what is the matter with the header; whether answers can be taken all the same.
  private mutating func takeHeader(_ findings: [Finding]) throws -> Bool {
    let required = Set(
      codebook.schema.fields.filter { $0.constraints.required == true }.map(\.name)
        + [AnswersFile.structure, AnswersFile.state])
    let known = Set(
      codebook.codebook.fields.filter { ["identity", "answer"].contains($0.section) }.map(\.name))
    var isUsable = true
    for finding in findings {
      switch CellFault(rawValue: finding.code) {
      case .missingLabel where required.contains(finding.column), .duplicateLabel, .blankHeader:
        isUsable = false
        try upload.tell(finding, true)
      // What is known without asking need not be in a file.
      case .missingLabel
      where known.contains(finding.column) || finding.column == AnswersFile.campaign:
        break
      default: try note(finding)
      }
    }
    return isUsable
  }

  private mutating func note(_ finding: Finding) throws {
    counts.findings += 1
    try upload.tell(finding, false)
  }

  private mutating func take(_ cells: [String], row: Int) throws {
    func cell(_ place: Int?) -> String { place.map { cells[$0] } ?? "" }
    func finding(_ field: String, _ value: String, _ code: String) -> Finding {
      Finding(file: AnswersFile.name, row: row, column: field, value: value, code: code)
    }
    let code = cell(structurePlace)
    let word = cell(statePlace)
    let state = AnswerFields.State(word)
    if state == .notBegun { return try note(finding(AnswersFile.state, word, "NOT_BEGUN")) }
    let status = state == .validated ? "validated" : "draft"
    let received = received(cell(validatedOnPlace), status)
    var refusals: [Finding] = []
    let said = cell(campaignPlace)
    if !said.isEmpty, said != campaign.code {
      refusals.append(finding(AnswersFile.campaign, said, "OTHER_CAMPAIGN"))
    }
    let year = cell(dataYearPlace)
    if !year.isEmpty, year != String(campaign.dataYear) {
      refusals.append(finding(AnswersFile.dataYear, year, "OTHER_YEAR"))
    }
    let isAllowed = upload.structures?.contains(code) ?? true
    let structure = isAllowed ? network[code] : nil
    if structure == nil {
      refusals.append(finding(AnswersFile.structure, code, "UNKNOWN_STRUCTURE"))
    }
    if state == nil {
      refusals.append(finding(AnswersFile.state, word, CellFault.choice.rawValue))
    }
    // What no rule could look at and no sheet compare.
    for (name, place) in numeric where !cells[place].isEmpty && Amount(cells[place]) == nil {
      refusals.append(finding(name, cells[place], CellFault.tooLarge.rawValue))
    }
    if received == nil {
      let day = cell(validatedOnPlace)
      refusals.append(finding(AnswersFile.validatedOn, day, "DATE_IN_FUTURE"))
    }
    let answer = Answer(
      Dictionary(uniqueKeysWithValues: ruled.map { ($0.field, cells[$0.place]) }))
    let remarks = AnswerRules.remarks(
      on: answer, codebook.codebook, last: try lastAnswer(of: code))
    // Whoever is still at it may leave sums for later.
    let isFinal = status == "validated"
    refusals += remarks.filter { isFinal && !$0.isQuestion }.map {
      finding($0.field, $0.value, $0.code)
    }
    guard refusals.isEmpty, let received, let structure else {
      counts.refused += 1
      for refusal in refusals { try upload.tell(refusal, true) }
      return
    }
    for remark in remarks where remark.isQuestion || !isFinal {
      try note(finding(remark.field, remark.value, remark.code))
    }
    let day = cell(validatedOnPlace)
    if let validated = CivilDate(day), validated < campaign.opensOn {
      try note(finding(AnswersFile.validatedOn, day, "BEFORE_OPENING"))
    }
    let kind = cell(kindPlace)
    if !kind.isEmpty, kind != structure.kind.rawValue {
      let value = "\(kind) ≠ \(structure.kind.rawValue)"
      try note(finding(AnswersFile.kind, value, "DIFFERS_FROM_REGISTRY"))
    }
    if !expected.contains(code) {
      try note(finding(AnswersFile.structure, code, "NOT_EXPECTED"))
    }
    try keep(cells, of: code, status, received, row)
  }

  /// When an answer counts as received: the day on which it was validated, else now; nil for a day that has not come.
  private func received(_ validatedOn: String, _ status: String) -> Instant? {
    guard status == "validated", let day = CivilDate(validatedOn) else {
      return transaction.recordedAt
    }
    return day <= transaction.recordedAt.parisDay ? .parisMidnight(day) : nil
  }

  private func lastAnswer(of structure: String) throws -> Answer? {
    guard let last else { return nil }
    return try SenacsStore.countingAnswers(
      to: last.campaign.code, of: structure, in: transaction)[structure]
      .map { last.changes.carried($0.answer) }
  }

  private mutating func keep(
    _ cells: [String], of structure: String, _ status: String, _ received: Instant, _ row: Int
  ) throws {
    let record = codebook.record(Array(cells.prefix(codebook.fields.count)))
    // The same answer has the same code, so that a file that is loaded again changes nothing, nor does a field more in the codebook.
    var said = Array("\(campaign.code)\n\(structure)".utf8)
    for (name, place) in named where !cells[place].isEmpty {
      said += "\n".utf8
      said += name.utf8
      said += "=".utf8
      said += cells[place].utf8
    }
    let code = "A-" + hexadecimal(Array(SHA256.hash(data: said)).prefix(16))
    let receivedAt = received.iso
    let answered = base.count { !cells[$0].isEmpty }
    let submission = [
      "submission_code": code, "campaign": campaign.code, "structure_code": structure,
      "received_at": receivedAt, "status": status,
      "base_items": String(base.count), "base_items_answered": String(answered),
      "fictitious": String(upload.fictitious),
    ]
    let isNew = try SenacsStore.add(
      submission, codebook: codebook.digest, record: record, cause: "\(upload.cause)/\(row)",
      in: transaction)
    let isNewFinal = isNew && status == "validated"
    if try isOutdone(code, of: structure, receivedAt, isNewFinal: isNewFinal) {
      try note(
        Finding(
          file: AnswersFile.name, row: row, column: AnswersFile.structure, value: structure,
          code: "NOT_THE_LATEST"))
    }
    guard isNew else {
      counts.unchanged += 1
      return
    }
    counts.loaded += 1
    if status == "validated", 5 * answered < base.count {
      try note(
        Finding(
          file: AnswersFile.name, row: row, column: AnswersFile.structure, value: structure,
          code: "TOO_FEW_ITEMS"))
    }
    told.append(submission)
    if told.count == Self.eventRows { try flush() }
  }

  /// Whether another final answer of the structure was received later, or at the same time and recorded after it.
  private mutating func isOutdone(
    _ code: String, of structure: String, _ receivedAt: String, isNewFinal: Bool
  ) throws -> Bool {
    var last =
      try latest[structure]
      ?? SenacsStore.latestAnswer(of: structure, to: campaign.code, in: transaction)
    if isNewFinal, receivedAt >= last.receivedAt {
      last = .init(code: code, receivedAt: receivedAt)
    }
    latest[structure] = last
    return last.code != code && last.receivedAt >= receivedAt
  }

  private mutating func flush() throws {
    guard !told.isEmpty else { return }
    try publish(told, transaction)
    told = []
  }
}
