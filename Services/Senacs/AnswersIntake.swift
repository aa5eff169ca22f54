import CentreNetwork
import CodebookRules
import Contracts
import FactKinds
import RPCContract
import SenacsDomain
import ServiceHost
import Storage
import Tabular
import Values

/// Takes over a file of answers: stores those that are right by the campaign's codebook and its rules, and reports each of the
/// others.
struct AnswersIntake {
  /// The most answers of an event.
  private static let eventRows = 500

  private let upload: DescribedFile.Upload
  private let transaction: WriteTransaction
  private let codebook: SenacsStore.StoredCodebook
  /// The codebook's schema, with a field for the campaign: a row may name its campaign even where the codebook has no such field.
  private let schema: TableSchema
  private let check: AnswerCheck
  private let table: AnswersTable
  private var counts = CommitImport.Reply(
    loaded: 0, corrected: 0, unchanged: 0, refused: 0, findings: 0)
  /// The rows of the next event.
  private var eventRowTexts: [[UInt8]] = []
  /// Structure → its final answer received last; read from the store once for each structure.
  private var latest: [String: SenacsStore.LatestAnswer] = [:]
  /// The structures that have another latest answer now.
  private var renewed: Set<String> = []

  /// Reads what the answers are checked against.
  ///
  /// - Throws: `RPCError`: NOT_FOUND, `CAMPAIGN_UNKNOWN`; FAILED_PRECONDITION, `CODEBOOK_MISSING`.
  init(_ upload: DescribedFile.Upload, in transaction: WriteTransaction) throws {
    self.upload = upload
    self.transaction = transaction
    let campaign = try SenacsStore.campaign(upload.reading.subject, in: transaction)
    codebook = try SenacsStore.neededCodebook(of: campaign.code, in: transaction)
    var schema = codebook.schema
    if !codebook.fields.contains(AnswersFile.campaign) {
      schema.fields.append(TableSchema.Field(AnswersFile.campaign))
    }
    self.schema = schema
    check = AnswerCheck(
      campaign, codebook, try NetworkReader().network(in: transaction),
      last: try Self.last(before: campaign, codebook, in: transaction),
      now: transaction.recordedAt, structures: upload.structures)
    table = try AnswersTable(
      campaign: campaign.code, codebook: codebook.digest, baseItems: check.baseItems,
      cause: upload.cause, in: transaction)
  }

  /// Returns each structure's last answer to the campaign before, under the names of this codebook; only fields that its rules
  /// name.
  private static func last(
    before campaign: Campaign, _ codebook: SenacsStore.StoredCodebook,
    in transaction: ReadTransaction
  ) throws -> [String: Answer] {
    guard AnswerRules.needLast(codebook.codebook),
      let before = try SenacsStore.earlier(than: campaign, in: transaction).first
    else { return [:] }
    let changes = CodebookChanges(from: before.codebook.codebook, to: codebook.codebook)
    let fields = AnswerRules.fields(of: codebook.codebook)
    var last: [String: Answer] = [:]
    try SenacsStore.forEachCountingAnswer(to: before.campaign.code, in: transaction) { full in
      last[full.submission.structureCode] = Answer(
        changes.carried(full.answer).values.filter { fields.contains($0.key) })
    }
    return last
  }

  /// Takes the whole file.
  ///
  /// - Throws: `CSVError`; `StorageError`.
  mutating func run() throws -> CommitImport.Reply {
    let (upload, check) = (upload, check)
    let refused = try upload.forEachRow(
      of: schema, judge: { try takeHeader($0) },
      prepare: { check.outcome($0, row: $1) }, take: { try take($0) })
    counts.refused += refused
    try flush()
    for structure in renewed.sorted() {
      guard let latest = latest[structure] else { continue }
      try SenacsStore.keep(latest, of: structure, to: check.campaign.code, in: transaction)
    }
    return counts
  }

  /// Reports the faults of the header, and returns whether answers can be taken all the same.
  private mutating func takeHeader(_ findings: [Finding]) throws -> Bool {
    let required = Set(
      codebook.schema.fields.filter { $0.constraints.required == true }.map(\.name)
        + [AnswersFile.structure, AnswersFile.state])
    let known = Set(
      codebook.codebook.fields.filter { ["identity", "answer"].contains($0.section) }.map(\.name))
    var isUsable = true
    for finding in findings {
      switch finding.code {
      case CellFault.missingLabel.code where required.contains(finding.column),
        CellFault.duplicateLabel.code, CellFault.blankHeader.code:
        isUsable = false
        try upload.report(finding, true)
      // A file may lack the columns whose values are known without asking.
      case CellFault.missingLabel.code
      where known.contains(finding.column) || finding.column == AnswersFile.campaign:
        break
      default: try note(finding)
      }
    }
    return isUsable
  }

  private mutating func note(_ finding: Finding) throws {
    counts.findings += 1
    try upload.report(finding, false)
  }

  /// Takes consecutive rows.
  private mutating func take(_ outcomes: [AnswerCheck.Outcome]) throws {
    let answers = outcomes.compactMap { one in one.answer.map { (one.row, $0) } }
    // Read the latest answers before any of these rows is stored.
    for (_, answer) in answers where latest[answer.structure] == nil {
      latest[answer.structure] = try SenacsStore.latestAnswer(
        of: answer.structure, to: check.campaign.code, in: transaction)
    }
    var isNew = try table.add(answers, in: transaction).makeIterator()
    for outcome in outcomes {
      for refusal in outcome.refusals { try upload.report(refusal, true) }
      if !outcome.refusals.isEmpty { counts.refused += 1 }
      for finding in outcome.notes { try note(finding) }
      if let answer = outcome.answer {
        try count(answer, row: outcome.row, isNew: isNew.next() ?? false)
      }
    }
  }

  /// Counts an answer that is stored, and adds it to the next event where it is new.
  private mutating func count(_ answer: AnswerCheck.Kept, row: Int, isNew: Bool) throws {
    func finding(_ code: String) -> Finding {
      Finding(
        file: AnswersFile.name, row: row, column: AnswersFile.structure, value: answer.structure,
        code: code)
    }
    if isOutdone(answer, isNew: isNew) { try note(finding("NOT_THE_LATEST")) }
    guard isNew else {
      counts.unchanged += 1
      return
    }
    counts.loaded += 1
    if answer.isFinal, answer.isNearlyEmpty { try note(finding("TOO_FEW_ITEMS")) }
    eventRowTexts.append(answer.eventRow(by: check))
    if eventRowTexts.count == Self.eventRows { try flush() }
  }

  /// Whether another final answer of the structure was received later, or at the same time and recorded after it.
  private mutating func isOutdone(_ answer: AnswerCheck.Kept, isNew: Bool) -> Bool {
    var last = latest[answer.structure] ?? .init()
    if isNew, answer.isFinal, answer.receivedAt >= last.receivedAt {
      last = .init(code: answer.code, receivedAt: answer.receivedAt)
      latest[answer.structure] = last
      renewed.insert(answer.structure)
    }
    return last.code != answer.code && last.receivedAt >= answer.receivedAt
  }

  private mutating func flush() throws {
    guard !eventRowTexts.isEmpty else { return }
    try transaction.publish(
      topic: AnswerCheck.event.topic,
      payload: AnswerCheck.event.payload(
        eventRowTexts, fictitious: upload.fictitious, recordedAt: transaction.recordedAt))
    eventRowTexts = []
  }
}
