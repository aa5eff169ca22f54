import CodebookRules
import Contracts
import Crypto
import Foundation
import RPCContract
import SenacsDomain
import ServiceHost
import Storage
import Tabular
import Values

/// Codebooks, and the answers that were taken by them.
extension SenacsStore {
  static let campaignCodebooks = HistoryTable(
    "campaign_codebooks", key: ["campaign"], values: ["digest"])

  /// A codebook's document, and what was read from it.
  struct StoredCodebook: Sendable {
    let digest: String
    let document: String
    let schema: TableSchema
    let codebook: Codebook
    let fields: [String]

    /// Reads a document.
    ///
    /// - Throws: `RPCError` with INVALID_ARGUMENT, `CODEBOOK_WRONG`, saying what to mend.
    init(_ document: String) throws {
      let data = Data(document.utf8)
      func wrong(_ faults: [DocumentFault]) -> RPCError {
        RPCError.faulty(
          "the codebook cannot be used", faults, reason: "CODEBOOK_WRONG", domain: "vigie.senacs",
          field: "document")
      }
      do {
        schema = try JSONDecoder().decode(TableSchema.self, from: data)
        codebook = try JSONDecoder().decode(Codebook.self, from: data)
        // Throws where a field has a check that the reader of cells does not understand.
        _ = try SchemaReader(schema, CSVReader(bytes: []), file: "")
      } catch let error as TableSchemaError {
        throw wrong([error.fault])
      } catch let error as DecodingError {
        throw wrong([DocumentFault(of: error)])
      }
      let faults = AnswerRules.faults(in: codebook) + AnswerFields.faults(in: codebook)
      guard faults.isEmpty else { throw wrong(faults) }
      self.document = document
      digest = hexadecimal(SHA256.hash(data: data))
      fields = codebook.fields.map(\.name)
    }

    /// Encodes an answer as it is stored: one CSV record in the order of the fields.
    func record(_ cells: RowCells) -> [UInt8] { CSVWriter.record(cells, first: fields.count) }

    /// Decodes a stored answer.
    func answer(_ record: String) throws -> Answer {
      var reader = CSVReader(keepsEmptyLines: true, bytes: Array(record.utf8))
      let cells = try reader.next() ?? []
      return Answer(Dictionary(zip(fields, cells)) { first, _ in first })
    }
  }

  /// The codebook of a campaign; nil before it was set.
  static func codebook(
    of campaign: String, in transaction: ReadTransaction
  ) throws -> StoredCodebook? {
    try campaignCodebooks.find([campaign], in: transaction).flatMap {
      try codebook($0.text("digest"), in: transaction)
    }
  }

  /// The codebook of a campaign.
  ///
  /// - Throws: `RPCError` with FAILED_PRECONDITION, `CODEBOOK_MISSING`, before it was set.
  static func neededCodebook(
    of campaign: String, in transaction: ReadTransaction
  ) throws -> StoredCodebook {
    if let codebook = try codebook(of: campaign, in: transaction) { return codebook }
    throw RPCError(
      .failedPrecondition, reason: "CODEBOOK_MISSING", domain: "vigie.senacs",
      "campaign \(campaign) has no codebook yet; set it: vigie senacs codebook \(campaign) --set FILE",
      arguments: ["campaign": campaign])
  }

  /// A codebook that a campaign has or had before; nil where it never had one with this digest.
  static func codebook(
    _ digest: String, onceOf campaign: String, in transaction: ReadTransaction
  ) throws -> StoredCodebook? {
    try transaction.row(
      """
      SELECT document FROM codebooks WHERE digest = $1 AND EXISTS (
      SELECT 1 FROM campaign_codebooks AS had
      WHERE had.digest = codebooks.digest AND had.campaign = $2)
      """, [.text(digest), .text(campaign)]
    ).map { try StoredCodebook($0.text("document")) }
  }

  private static func codebook(
    _ digest: String, in transaction: ReadTransaction
  ) throws -> StoredCodebook? {
    try transaction.row("SELECT document FROM codebooks WHERE digest = $1", [.text(digest)])
      .map { try StoredCodebook($0.text("document")) }
  }

  /// The campaigns before one that have a codebook, newest first.
  static func earlier(
    than campaign: Campaign, in transaction: ReadTransaction
  ) throws -> [(campaign: Campaign, codebook: StoredCodebook)] {
    try allCampaigns(in: transaction).filter { $0.opensOn < campaign.opensOn }.reversed()
      .compactMap { one in
        try codebook(of: one.code, in: transaction).map { (one, $0) }
      }
  }

  /// Returns the next later campaign that has a codebook; nil without one.
  static func next(
    after campaign: Campaign, in transaction: ReadTransaction
  ) throws -> (campaign: Campaign, codebook: StoredCodebook)? {
    for one in try allCampaigns(in: transaction) where one.opensOn > campaign.opensOn {
      if let codebook = try codebook(of: one.code, in: transaction) { return (one, codebook) }
    }
    return nil
  }

  static func set(
    _ codebook: StoredCodebook, of campaign: String, cause: Cause,
    in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO codebooks (digest, document, recorded_at) VALUES ($1, $2, $3)
      ON CONFLICT (digest) DO NOTHING
      """,
      [.text(codebook.digest), .text(codebook.document), .instant(transaction.recordedAt)])
    let cells = ["campaign": campaign, "digest": codebook.digest]
    _ = try campaignCodebooks.put({ cells[$0] ?? "" }, cause: cause, in: transaction)
  }

  /// Which final answer of a structure was received last, and when; empty texts where there is none.
  struct LatestAnswer {
    var code = ""
    var receivedAt = ""
  }

  /// Returns which final answer of a structure was received last; of two received at the same time, the one recorded last.
  static func latestAnswer(
    of structure: String, to campaign: String, in transaction: ReadTransaction
  ) throws -> LatestAnswer {
    try transaction.row(
      """
      SELECT submission_code, received_at FROM latest_answers
      WHERE campaign = $1 AND structure_code = $2
      """, [.text(campaign), .text(structure)]
    ).map { LatestAnswer(code: $0.text("submission_code"), receivedAt: $0.text("received_at")) }
      ?? LatestAnswer()
  }

  /// Stores which answer of a structure is the latest.
  static func keep(
    _ latest: LatestAnswer, of structure: String, to campaign: String,
    in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO latest_answers (campaign, structure_code, submission_code, received_at)
      VALUES ($1, $2, $3, $4) ON CONFLICT (campaign, structure_code)
      DO UPDATE SET submission_code = excluded.submission_code, received_at = excluded.received_at
      """,
      [.text(campaign), .text(structure), .text(latest.code), .text(latest.receivedAt)])
  }

  static let submissionColumns = [
    "campaign", "structure_code", "received_at", "status", "base_items", "base_items_answered",
  ]

  /// An answer with all its cells.
  struct FullAnswer: Sendable {
    let submission: Submission
    let answer: Answer
  }

  /// Returns, for each structure or for one, the answer that counts and was received last.
  static func countingAnswers(
    to campaign: String, of structure: String? = nil, knownBefore bound: Instant? = nil,
    in transaction: ReadTransaction
  ) throws -> [String: FullAnswer] {
    var found: [String: FullAnswer] = [:]
    try forEachCountingAnswer(
      to: campaign, of: structure, knownBefore: bound, in: transaction
    ) {
      found[$0.submission.structureCode] = $0
    }
    return found
  }

  /// Goes through the answers that count; those of one structure come in the order in which they were received.
  static func forEachCountingAnswer(
    to campaign: String, of structure: String? = nil, knownBefore bound: Instant? = nil,
    in transaction: ReadTransaction, _ body: (FullAnswer) throws -> Void
  ) throws {
    var codebooks: [String: StoredCodebook] = [:]
    var arguments: [SQLValue] = [
      .text(campaign), .integer(bound?.microseconds ?? Int64.max),
    ]
    if let structure { arguments.append(.text(structure)) }
    // Of two answers received at the same instant, the one recorded last comes last.
    try transaction.forEach(
      """
      SELECT submission_code, structure_code, received_at, status, base_items, base_items_answered,
      codebook, record
      FROM \(AnswersTable.ofCampaign) AND recorded_at < $2
      \(structure == nil ? "" : "AND NOT (structure_code <> $3)")
      ORDER BY structure_code, received_at, id
      """, arguments
    ) { row in
      guard let submission = submission(row), submission.counts else { return }
      let digest = row.text("codebook")
      let codebook =
        try codebooks[digest] ?? Self.codebook(digest, in: transaction)
      guard let codebook else { return }
      codebooks[digest] = codebook
      try body(
        FullAnswer(submission: submission, answer: try codebook.answer(row.text("record"))))
    }
  }

  /// Returns the size bands of a campaign's codebook, and each structure's band, by its last answer that counts to this campaign
  /// or an earlier one.
  static func sizes(
    on campaign: Campaign, in transaction: ReadTransaction
  ) throws -> (bands: [String], byStructure: [String: String]) {
    guard let codebook = try codebook(of: campaign.code, in: transaction)?.codebook,
      let sizes = codebook.sizes
    else { return ([], [:]) }
    var found: [String: String] = [:]
    func add(_ answers: [String: FullAnswer], _ field: String?) {
      for (code, full) in answers where found[code] == nil {
        found[code] = field.flatMap(full.answer.amount).map { sizes.band(of: $0) }
      }
    }
    add(try countingAnswers(to: campaign.code, in: transaction), sizes.field)
    let earlier = try earlier(than: campaign, in: transaction)
    let names = CodebookChanges.names(of: codebook, in: earlier.map(\.codebook.codebook))
    for (one, names) in zip(earlier, names) {
      add(try countingAnswers(to: one.campaign.code, in: transaction), names[sizes.field])
    }
    return (sizes.bands, found)
  }

  /// Reads a row of answers or of `submissions.csv`.
  static func submission(_ row: SQLRow, file: String = AnswersFile.name) -> Submission? {
    guard let receivedAt = Instant(row.text("received_at")),
      let status = SubmissionStatus(rawValue: row.text("status"))
    else { return nil }
    return Submission(
      structureCode: row.text("structure_code"), receivedAt: receivedAt, status: status,
      baseItems: Int(row.text("base_items")),
      baseItemsAnswered: Int(row.text("base_items_answered")),
      fact: FactReference(file, row.text("submission_code")))
  }

  /// Finds an answer as a fact.
  static func fact(
    _ reference: FactReference, knownBefore bound: Instant?, in transaction: ReadTransaction
  ) throws -> ReadFacts.Fact? {
    try transaction.row(
      "SELECT * FROM \(AnswersTable.ofCode) AND recorded_at < $2",
      [.text(reference.key.first ?? ""), .integer(bound?.microseconds ?? .max)]
    ).map { row in
      let columns = ["submission_code"] + submissionColumns
      var cells = Dictionary(uniqueKeysWithValues: columns.map { ($0, row.text($0)) })
      if let codebook = try codebook(row.text("codebook"), in: transaction) {
        cells.merge(try codebook.answer(row.text("record")).values) { own, _ in own }
      }
      return ReadFacts.Fact(
        fact: reference, cells: cells, version: 1, recordedAt: row.instant("recorded_at"),
        cause: Cause(row.text("cause")).row(AnswersTable.row(of: row.integer("id"))).text,
        file: nil, row: nil)
    }
  }

  /// Records that a structure opened its sheet, once a day.
  static func open(
    _ campaign: String, _ structure: String, on day: CivilDate, in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO sheet_openings (campaign, structure_code, opened_on, recorded_at)
      VALUES ($1, $2, $3, $4) ON CONFLICT (campaign, structure_code, opened_on) DO NOTHING
      """,
      [.text(campaign), .text(structure), .text(day.iso), .instant(transaction.recordedAt)])
  }

  /// Returns, for each structure, the days on which it opened its sheet, the earliest first.
  static func openings(
    of campaign: String, to day: CivilDate, knownBefore bound: Instant? = nil,
    in transaction: ReadTransaction
  ) throws -> [String: [CivilDate]] {
    var found: [String: [CivilDate]] = [:]
    try transaction.forEach(
      """
      SELECT structure_code, opened_on FROM sheet_openings
      WHERE campaign = $1 AND opened_on <= $2 AND recorded_at < $3
      ORDER BY structure_code, opened_on
      """, [.text(campaign), .text(day.iso), .integer(bound?.microseconds ?? Int64.max)]
    ) { row in
      if let day = CivilDate(row.text("opened_on")) {
        found[row.text("structure_code"), default: []].append(day)
      }
    }
    return found
  }
}
