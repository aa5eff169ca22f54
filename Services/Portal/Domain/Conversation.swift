public import Values

/// A conversation between the Caf and a structure: a question about a cell of its answer, or a line that the structure says is wrong.
public struct Conversation: Sendable, Hashable {
  /// The most characters of a message, and the most messages of a conversation.
  public static let mostCharacters = 4000, mostMessages = 200
  /// The most conversations of a structure that are not settled.
  public static let mostOpen = 500

  /// How it began; the raw value stands in the store.
  public enum Kind: String, Sendable {
    /// The Caf asks about a cell.
    case question
    /// The structure tells what is wrong.
    case report
  }

  /// The two sides.
  public enum Side: String, Sendable {
    /// The officer.
    case caf
    /// The people of the structure.
    case structure
  }

  /// What a message does.
  public enum Deed: String, Sendable {
    /// It says something.
    case said
    /// The Caf settles it.
    case settled
    /// The Caf opens the cell again.
    case reopened
    /// The structure sent its answer with the cell corrected.
    case sent
  }

  /// Where it stands; the raw value stands in addresses and in the store.
  public enum State: String, Sendable, CaseIterable {
    /// The structure told something, and the Caf has not answered.
    case told = "signalee"
    /// The Caf asked, and the structure has not answered.
    case asked = "posee"
    /// The side that was written to has answered.
    case answered = "repondue"
    /// The Caf has settled it.
    case settled = "reglee"
  }

  /// A message.
  public struct Message: Sendable, Hashable {
    /// Counts the messages of a conversation; 1 for the first.
    public let number: Int
    /// Who wrote it, and as what, in the language of then.
    public let name: String, way: String
    /// Of which side.
    public let side: Side
    /// What it does.
    public let deed: Deed
    /// As it was written; may be empty where the deed says it all.
    public let text: String
    /// When.
    public let saidAt: Instant

    /// Takes what the store has.
    public init(
      number: Int, name: String, way: String, side: Side, deed: Deed, text: String, saidAt: Instant
    ) {
      self.number = number
      self.name = name
      self.way = way
      self.side = side
      self.deed = deed
      self.text = text
      self.saidAt = saidAt
    }
  }

  /// Its number, from 1.
  public let number: Int
  /// The structure's code, and its name when it began.
  public let structure: String, structureName: String
  /// How it began.
  public let kind: Kind
  /// What it is about, such as `case:2026:etp`; of those that are open a structure has one about each.
  public let topic: String
  /// What it is about in words, and what stood there then; the latter may be empty.
  public let subject: String, quoted: String
  /// The campaign and the field; empty where it is about no answer.
  public let campaign: String, field: String
  /// Where it stands.
  public let state: State
  /// When the last message came.
  public let changedAt: Instant
  /// How many messages there are.
  public let messages: Int

  /// Takes what the store has.
  public init(
    number: Int, structure: String, structureName: String, kind: Kind, topic: String,
    subject: String, quoted: String, campaign: String, field: String, state: State,
    changedAt: Instant, messages: Int
  ) {
    self.number = number
    self.structure = structure
    self.structureName = structureName
    self.kind = kind
    self.topic = topic
    self.subject = subject
    self.quoted = quoted
    self.campaign = campaign
    self.field = field
    self.state = state
    self.changedAt = changedAt
    self.messages = messages
  }

  /// Which side it waits for; nil for a settled one.
  public var waitsFor: Side? { Self.waits(in: state, kind) }

  /// Returns which side a conversation waits for in a state; nil for none.
  public static func waits(in state: State, _ kind: Kind) -> Side? {
    switch state {
    case .told: .caf
    case .asked: .structure
    case .answered: kind == .question ? .caf : .structure
    case .settled: nil
    }
  }

  /// Returns where a conversation stands after a message. A settled one goes on when somebody writes: no word is lost.
  public static func state(of kind: Kind, after deed: Deed, by side: Side) -> State {
    switch (deed, side) {
    case (.settled, _): .settled
    case (.reopened, _): .asked
    case (.sent, _): kind == .question ? .answered : .told
    case (.said, .caf): kind == .question ? .asked : .answered
    case (.said, .structure): kind == .question ? .answered : .told
    }
  }

  // MARK: Texts

  /// Why a message is not taken.
  public enum Fault: Sendable, Hashable {
    /// It says nothing.
    case empty
    /// It has more characters than a message may have: this many.
    case tooLong(Int)
    /// The conversation has as many messages as it may have.
    case full
    /// The structure has as many open conversations as it may have.
    case tooMany
    /// Somebody wrote since the page was made, and the deed would end what was not read.
    case unread
  }

  /// A text that a store can keep: no NUL, one kind of line end, no blanks around it. It is never cut.
  public static func kept(_ text: String) -> String {
    let scalars = text.unicodeScalars.filter { $0 != "\0" && $0 != "\r" }
    return TypedText.trimmed(String(String.UnicodeScalarView(scalars)))
  }

  /// Returns what is wrong with a text; nil for nothing. A settlement needs no word.
  public static func fault(in text: String, for deed: Deed) -> Fault? {
    let count = text.unicodeScalars.count
    if count > mostCharacters { return .tooLong(count) }
    return text.isEmpty && (deed == .said || deed == .reopened) ? .empty : nil
  }

  /// The mails of one conversation to one person come at most this often: an hour, in microseconds.
  public static let mailRest: Int64 = 3_600_000_000
  /// The most mails to one person within that time about the conversations of one structure, so that nobody fills another one's box.
  public static let mostMails = 5
}

/// What an address chooses from the conversations.
public struct ConversationFilter: Sendable, Hashable {
  /// The values of `etat` beside the states: those that wait for the Caf, and all.
  public static let waiting = "a-traiter", all = "toutes"
  /// The most characters of a structure's code.
  public static let mostCharacters = 100

  /// A state, ``waiting`` or ``all``.
  public let state: String
  /// A structure's code; empty for all.
  public let structure: String

  /// Reads the query of an address; what it does not know chooses nothing.
  public init(_ query: FormFields) {
    let known = Conversation.State.allCases.map(\.rawValue) + [Self.all]
    let asked = query["etat"] ?? ""
    state = known.contains(asked) ? asked : Self.waiting
    let code = TypedText.kept(query["structure"] ?? "").prefix(Self.mostCharacters)
    structure = TypedText.trimmed(String(code))
  }

  /// Chooses those that wait for the Caf.
  public init() {
    state = Self.waiting
    structure = ""
  }

  /// Chooses all conversations of a structure.
  public init(structure: String) {
    state = Self.all
    self.structure = structure
  }

  /// The fields of the address.
  public func query(page: Int? = nil) -> [(name: String, value: String)] {
    [
      ("etat", state == Self.waiting ? "" : state), ("structure", structure),
      ("page", page.map { String($0) } ?? ""),
    ]
  }
}
