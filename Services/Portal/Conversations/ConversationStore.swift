import PortalDomain
import Storage
import Values

/// Conversations, their messages, and the mails that tell of them.
enum ConversationStore {
  /// How long the same text of the same person counts as the same message: ten minutes, in microseconds.
  private static let doubled: Int64 = 600_000_000
  /// The most officers that are told of a message.
  static let mostOfficers = 20

  /// Who writes.
  struct Author: Sendable {
    let person: String
    let name: String
    /// As what, in the language of the page.
    let way: String
    let side: Conversation.Side
  }

  /// What a new conversation is about.
  struct Topic: Sendable {
    let structure: String
    let structureName: String
    let kind: Conversation.Kind
    let topic: String
    let subject: String
    let quoted: String
    var campaign = ""
    var field = ""
    /// Whether a structure has one open conversation about it at most.
    var isOne = true
  }

  /// What came of a message.
  enum Outcome: Sendable, Hashable {
    /// It is in the conversation of this number; false where it was there already.
    case taken(Int, isNew: Bool)
    case refused(Conversation.Fault)
  }

  // MARK: Reading

  static func find(
    _ number: Int, in transaction: ReadTransaction
  ) throws -> Conversation? {
    try transaction.row("SELECT * FROM conversations WHERE number = $1", [.integer(number)])
      .map(read)
  }

  private static func read(_ row: SQLRow) -> Conversation {
    Conversation(
      number: row.integer("number"), structure: row.text("structure"),
      structureName: row.text("structure_name"),
      kind: Conversation.Kind(rawValue: row.text("kind")) ?? .report, topic: row.text("topic"),
      subject: row.text("subject"), quoted: row.text("quoted"), campaign: row.text("campaign"),
      field: row.text("field"),
      state: Conversation.State(rawValue: row.text("state")) ?? .told,
      changedAt: row.instant("changed_at"), messages: row.integer("messages"))
  }

  /// The condition of those that wait for the Caf. Source: ``Conversation/waitsFor``.
  private static let forCaf = """
    (state = '\(Conversation.State.told.rawValue)' OR \
    state = '\(Conversation.State.answered.rawValue)' AND kind = 'question')
    """
  /// The condition of those that wait for the structure.
  private static let forStructure = """
    (state = '\(Conversation.State.asked.rawValue)' OR \
    state = '\(Conversation.State.answered.rawValue)' AND kind = 'report')
    """

  /// Returns how many conversations a filter chooses, and those of a range of them: those first that changed last.
  static func chosen(
    by filter: ConversationFilter, _ range: (Int) -> Range<Int>, in transaction: ReadTransaction
  ) throws -> (count: Int, rows: [Conversation]) {
    var (conditions, arguments): ([String], [SQLValue]) = ([], [])
    if filter.state == ConversationFilter.waiting {
      conditions.append(forCaf)
    } else if filter.state != ConversationFilter.all {
      arguments.append(.text(filter.state))
      conditions.append("state = $\(arguments.count)")
    }
    if !filter.structure.isEmpty {
      arguments.append(.text(filter.structure))
      conditions.append("structure = $\(arguments.count)")
    }
    let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    let count = try transaction.count(
      "SELECT COUNT(*) AS n FROM conversations \(condition)", arguments)
    let range = range(count)
    let limits: [SQLValue] = [.integer(range.count), .integer(range.lowerBound)]
    let rows = try transaction.rows(
      """
      SELECT * FROM conversations \(condition) ORDER BY changed_at DESC, number DESC
      LIMIT $\(arguments.count + 1) OFFSET $\(arguments.count + 2)
      """, arguments + limits)
    return (count, rows.map(read))
  }

  /// Returns the conversations that wait for a structure, those first that waited longest.
  static func waiting(
    for structure: String, most: Int, in transaction: ReadTransaction
  ) throws -> [Conversation] {
    try transaction.rows(
      """
      SELECT * FROM conversations WHERE structure = $1 AND \(forStructure)
      ORDER BY changed_at, number LIMIT $2
      """, [.text(structure), .integer(most)]
    ).map(read)
  }

  /// Returns the open conversations about the cells of a structure's answer: field → number.
  static func open(
    on key: DraftStore.Key, in transaction: ReadTransaction
  ) throws -> [String: Int] {
    let rows = try transaction.rows(
      """
      SELECT field, number FROM conversations
      WHERE structure = $1 AND campaign = $2 AND state <> $3 AND kind = 'question'
      ORDER BY number
      """, key.values + [.text(Conversation.State.settled.rawValue)])
    return Dictionary(
      rows.map { ($0.text("field"), $0.integer("number")) }, uniquingKeysWith: { _, last in last })
  }

  /// Returns the messages of a range, oldest first.
  static func messages(
    of number: Int, _ range: Range<Int>, in transaction: ReadTransaction
  ) throws -> [Conversation.Message] {
    try transaction.rows(
      """
      SELECT * FROM messages WHERE conversation = $1 ORDER BY number LIMIT $2 OFFSET $3
      """, [.integer(number), .integer(range.count), .integer(range.lowerBound)]
    ).map { row in
      Conversation.Message(
        number: row.integer("number"), name: row.text("name"), way: row.text("way"),
        side: Conversation.Side(rawValue: row.text("side")) ?? .structure,
        deed: Conversation.Deed(rawValue: row.text("deed")) ?? .said, text: row.text("text"),
        saidAt: row.instant("said_at"))
    }
  }

  // MARK: Writing

  /// Begins a conversation, or writes into the open one about the same. A form that comes twice is one message.
  static func begin(
    _ topic: Topic, _ text: String, by author: Author, in transaction: WriteTransaction
  ) throws -> Outcome {
    if let fault = Conversation.fault(in: text, for: .said) { return .refused(fault) }
    let settled: SQLValue = .text(Conversation.State.settled.rawValue)
    let of: [SQLValue] = [.text(topic.structure), .text(topic.topic)]
    let same = try transaction.rows(
      """
      SELECT number FROM conversations WHERE structure = $1 AND topic = $2 AND state <> $3
      ORDER BY number DESC LIMIT 20
      """, of + [settled]
    ).map { $0.integer("number") }
    for number in same {
      if try isDoubled(text, .said, of: number, by: author, in: transaction) {
        return .taken(number, isNew: false)
      }
    }
    if topic.isOne, let number = same.first {
      return try add(text, .said, to: number, by: author, in: transaction)
    }
    let open = try transaction.count(
      "SELECT COUNT(*) AS n FROM conversations WHERE structure = $1 AND state <> $2",
      [.text(topic.structure), settled])
    guard open < Conversation.mostOpen else { return .refused(.tooMany) }
    let last = try transaction.row("SELECT MAX(number) AS last FROM conversations")
    let number = (last?.optionalInteger("last") ?? 0) + 1
    let state = Conversation.state(of: topic.kind, after: .said, by: author.side)
    let head: [SQLValue] = [.integer(number)] + of
    let words: [SQLValue] = [
      .text(topic.structureName), .text(topic.kind.rawValue), .text(topic.subject),
      .text(topic.quoted), .text(topic.campaign), .text(topic.field), .text(state.rawValue),
      .instant(transaction.recordedAt),
    ]
    try transaction.execute(
      """
      INSERT INTO conversations (number, structure, topic, structure_name, kind, subject, quoted,
      campaign, field, state, changed_at, messages)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)
      """, head + words)
    return try add(text, .said, to: number, by: author, in: transaction)
  }

  /// Adds a message; the conversation stands as the message leaves it. What ends or opens something is not taken where a message came
  /// since the form was made.
  static func add(
    _ text: String, _ deed: Conversation.Deed, to number: Int, seen: Int? = nil,
    by author: Author, in transaction: WriteTransaction
  ) throws -> Outcome {
    if let fault = Conversation.fault(in: text, for: deed) { return .refused(fault) }
    guard let present = try find(number, in: transaction) else { return .refused(.full) }
    if try isDoubled(text, deed, of: number, by: author, in: transaction) {
      return .taken(number, isNew: false)
    }
    if let seen, seen != present.messages, deed != .said { return .refused(.unread) }
    // What ends a conversation, and what the portal notes itself, has room also in a full one.
    guard present.messages < Conversation.mostMessages || deed == .settled || deed == .sent else {
      return .refused(.full)
    }
    let now = transaction.recordedAt
    let state = Conversation.state(of: present.kind, after: deed, by: author.side)
    try transaction.execute(
      """
      INSERT INTO messages (conversation, number, person, name, way, side, deed, text, said_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """,
      [
        .integer(number), .integer(present.messages + 1), .text(author.person),
        .text(author.name), .text(author.way), .text(author.side.rawValue),
        .text(deed.rawValue), .text(text), .instant(now),
      ])
    try transaction.execute(
      "UPDATE conversations SET state = $1, changed_at = $2, messages = $3 WHERE number = $4",
      [
        .text(state.rawValue), .instant(now), .integer(present.messages + 1), .integer(number),
      ])
    return .taken(number, isNew: true)
  }

  /// Whether the last message says the same, by the same person, a moment ago: a button was pressed twice.
  private static func isDoubled(
    _ text: String, _ deed: Conversation.Deed, of number: Int, by author: Author,
    in transaction: WriteTransaction
  ) throws -> Bool {
    let last = try transaction.row(
      """
      SELECT person, deed, text, said_at FROM messages WHERE conversation = $1
      ORDER BY number DESC LIMIT 1
      """, [.integer(number)])
    guard let last else { return false }
    return last.text("person") == author.person && last.text("deed") == deed.rawValue
      && last.text("text") == text
      && transaction.recordedAt < last.instant("said_at").adding(microseconds: doubled)
  }

  // MARK: Mails

  /// Notes that an officer came in: who may be told of messages that nobody was asked for.
  static func see(officer person: String, in transaction: WriteTransaction) throws {
    try transaction.execute(
      """
      INSERT INTO officers_seen (person, seen_at) VALUES ($1, $2)
      ON CONFLICT (person) DO UPDATE SET seen_at = excluded.seen_at
      """, [.text(person), .instant(transaction.recordedAt)])
  }

  /// Returns whom of the Caf a message is for: the people who wrote in the conversation, or those who came in last where nobody did.
  static func officers(
    of number: Int, in transaction: ReadTransaction
  ) throws -> [String] {
    let own = try transaction.rows(
      """
      SELECT DISTINCT person FROM messages WHERE conversation = $1 AND side = 'caf' AND person <> ''
      """, [.integer(number)]
    ).map { $0.text("person") }
    guard own.isEmpty else { return Array(own.sorted().prefix(mostOfficers)) }
    return try transaction.rows(
      "SELECT person FROM officers_seen ORDER BY seen_at DESC, person LIMIT $1",
      [.integer(mostOfficers)]
    ).map { $0.text("person") }
  }

  /// Notes that somebody gets a mail of a conversation now; returns whether that may be.
  static func takeMail(
    to person: String, of number: Int, in transaction: WriteTransaction
  ) throws -> Bool {
    let now = transaction.recordedAt
    let lately = try transaction.count(
      """
      SELECT COUNT(*) AS n FROM conversation_mails
      JOIN conversations ON conversations.number = conversation_mails.conversation
      WHERE conversation_mails.person = $1 AND conversation_mails.sent_at > $2
      AND conversations.structure = (SELECT structure FROM conversations WHERE number = $3)
      """,
      [
        .text(person), .instant(now.adding(microseconds: -Conversation.mailRest)),
        .integer(number),
      ])
    guard lately < Conversation.mostMails else { return false }
    return try transaction.execute(
      """
      INSERT INTO conversation_mails (conversation, person, sent_at) VALUES ($1, $2, $3)
      ON CONFLICT (conversation, person) DO UPDATE SET sent_at = excluded.sent_at
      WHERE conversation_mails.sent_at < $4
      """,
      [
        .integer(number), .text(person), .instant(now),
        .instant(now.adding(microseconds: -Conversation.mailRest)),
      ]) == 1
  }

  /// Takes a note back whose mail did not go.
  static func giveMailBack(
    to person: String, of number: Int, in transaction: WriteTransaction
  ) throws {
    try transaction.execute(
      "DELETE FROM conversation_mails WHERE conversation = $1 AND person = $2",
      [.integer(number), .text(person)])
  }
}
