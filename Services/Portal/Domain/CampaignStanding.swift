public import Contracts
import Foundation
public import Values

/// How a structure stands in a campaign, as the officer is told it; the raw value stands in addresses.
public enum AnswerState: String, Sendable, CaseIterable {
  /// Nothing came, and nobody has looked at the form.
  case notOpened = "pas-ouverte"
  /// Somebody has looked at the form, and nothing is written.
  case opened = "ouverte"
  /// A draft has begun, or what came does not count yet.
  case begun = "commencee"
  /// An answer counts.
  case sent = "envoyee"
  /// An answer counts that came after the last day of the campaign.
  case late = "en-retard"

  /// Whether an answer counts.
  public var isSent: Bool { self == .sent || self == .late }
}

/// What a draft of the portal tells of itself; never what it says.
public struct DraftState: Sendable, Hashable {
  /// How many questions are answered, and of how many.
  public let answered, questions: Int
  /// The last change.
  public let changedAt: Instant

  /// Takes what is known of a draft.
  public init(answered: Int, questions: Int, changedAt: Instant) {
    self.answered = answered
    self.questions = questions
    self.changedAt = changedAt
  }
}

/// A campaign as it stands: one row for each structure that is expected, and how many are in which state.
public struct CampaignStanding: Sendable {
  /// A structure that is expected.
  public struct Row: Sendable, Hashable {
    /// The structure's code and name.
    public let code, name: String
    /// `CS` or `EVS`.
    public let kind: String
    /// The commune's name, and `69M` or `69D`, on the reference date; absent where the registry does not answer.
    public let commune, ctcd: String?
    /// How it stands.
    public let state: AnswerState
    /// Why no answer counts; absent where one does.
    public let reason: String?
    /// Its draft; absent where none has begun.
    public let draft: DraftState?
    /// Whether the director is new, and whether the post is vacant; absent where the caller is not told.
    public let hasNewDirector, isVacant: Bool?
  }

  /// How many of some structures are in which state.
  public struct Counts: Sendable, Hashable {
    /// How many are expected, and by state; `sent` has the late ones too.
    public let expected, sent, late, begun, opened, notOpened: Int

    /// Counts rows.
    public init(_ rows: [Row]) {
      expected = rows.count
      sent = rows.count { $0.state.isSent }
      late = rows.count { $0.state == .late }
      begun = rows.count { $0.state == .begun }
      opened = rows.count { $0.state == .opened }
      notOpened = rows.count { $0.state == .notOpened }
    }
  }

  /// Whom to call first: new directors, then those that have not opened the form, then those that have written nothing, then by code.
  public let rows: [Row]

  /// Puts together what the services tell.
  ///
  /// - Parameters:
  ///   - participation: the campaign today.
  ///   - atClose: the campaign on its last day; nil while it is open.
  ///   - entries: the structures by name and kind.
  ///   - structures: the structures on the reference date; empty where the registry does not answer.
  ///   - reminders: whom to remind; nil where the caller is not told.
  ///   - drafts: the drafts by structure.
  ///   - opened: the structures that have opened the form.
  public init(
    _ participation: GetParticipation.Reply, atClose: GetParticipation.Reply?,
    entries: [ListExpected.Entry], structures: [StructureSummary],
    reminders: [ListReminders.Reminder]?, drafts: [String: DraftState],
    opened: Set<String> = []
  ) {
    let missing = Self.byCode(participation.missing, \.code)
    let missed = atClose.map { Set($0.missing.map(\.code)) } ?? []
    let entries = Self.byCode(entries, \.code)
    let places = Self.byCode(structures, \.code)
    let told = reminders.map { Self.byCode($0, \.code) }
    rows = participation.expected.map { code in
      let (lack, place, reminder) = (missing[code], places[code], told?[code])
      let draft = drafts[code]
      let state: AnswerState =
        if let lack {
          Self.state(lack, hasDraft: draft != nil, isOpened: opened.contains(code))
        } else {
          missed.contains(code) ? .late : .sent
        }
      return Row(
        code: code, name: entries[code]?.name ?? lack?.name ?? code,
        kind: entries[code]?.kind ?? lack?.kind ?? "",
        commune: place?.communeName ?? lack?.commune, ctcd: place?.ctcd, state: state,
        reason: lack?.reason, draft: lack == nil ? nil : draft,
        hasNewDirector: told == nil ? nil : reminder?.hasNewDirector ?? false,
        isVacant: told == nil ? nil : reminder?.isVacant ?? false)
    }.sorted { Self.rank($0) < Self.rank($1) }
  }

  private static func byCode<T>(_ list: [T], _ code: (T) -> String) -> [String: T] {
    Dictionary(list.map { (code($0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// How a structure stands of which no answer counts.
  private static func state(
    _ lack: GetParticipation.Missing, hasDraft: Bool, isOpened: Bool
  ) -> AnswerState {
    guard lack.reason == "NO_SUBMISSION", !hasDraft else { return .begun }
    return isOpened ? .opened : .notOpened
  }

  private static func rank(_ row: Row) -> (Int, Int, String) {
    let isNew = row.hasNewDirector == true || row.isVacant == true
    let state =
      switch row.state {
      case .notOpened: 0
      case .opened: 1
      case .begun, .sent, .late: 2
      }
    return (isNew ? 0 : 1, state, row.code)
  }

  /// Returns the rows that a filter lets through.
  public func chosen(by filter: CampaignFilter) -> [Row] { rows.filter(filter.shows) }
}

/// What an address chooses from a campaign's structures.
public struct CampaignFilter: Sendable, Hashable {
  /// The most characters of a name that is looked for.
  public static let mostCharacters = 100
  /// The values of `etat` beside the states: those without an answer that counts, and all.
  public static let (missing, all) = ("sans-reponse", "toutes")

  /// A state, ``missing`` or ``all``.
  public let state: String
  /// `CS` or `EVS`; empty for both.
  public let kind: String
  /// The circonscription, which is the territory: `69M` or `69D`; empty for both.
  public let territory: String
  /// `nouvelle` for those whose director is new; empty for all.
  public let direction: String
  /// A part of the name, of the commune or of the code; empty for all.
  public let name: String

  /// Reads the query of an address; what it does not know chooses nothing.
  public init(_ query: FormFields) {
    func one(_ field: String, of known: [String]) -> String {
      query[field].flatMap { known.contains($0) ? $0 : nil } ?? ""
    }
    let state = one("etat", of: AnswerState.allCases.map(\.rawValue) + [Self.all])
    self.state = state.isEmpty ? Self.missing : state
    kind = one("type", of: ["CS", "EVS"])
    // Addresses may name it in either way: the officers' word, and the one of lists at the terminal.
    let known = ["69M", "69D"]
    let named = one("circonscription", of: known)
    territory = named.isEmpty ? one("territoire", of: known) : named
    direction = one("direction", of: ["nouvelle"])
    name = String((query["nom"] ?? "").prefix(Self.mostCharacters))
      .trimmingCharacters(in: .whitespaces)
  }

  /// Whether it is what the page shows by itself: all structures without an answer that counts.
  public var isDefault: Bool { query().allSatisfy { $0.value.isEmpty } }

  /// The fields of the address, with some of them set otherwise.
  public func query(page: Int? = nil) -> [(name: String, value: String)] {
    [
      ("etat", state == Self.missing ? "" : state), ("type", kind), ("circonscription", territory),
      ("direction", direction), ("nom", name), ("page", page.map { String($0) } ?? ""),
    ]
  }

  /// Whether a row is chosen.
  public func shows(_ row: CampaignStanding.Row) -> Bool {
    let isInState =
      switch state {
      case Self.all: true
      case Self.missing: !row.state.isSent
      case AnswerState.sent.rawValue: row.state.isSent
      default: row.state.rawValue == state
      }
    return isInState && (kind.isEmpty || row.kind == kind)
      && (territory.isEmpty || row.ctcd == territory)
      && (direction.isEmpty || row.hasNewDirector == true || row.isVacant == true)
      && (name.isEmpty || [row.name, row.commune ?? "", row.code].contains(where: holds))
  }

  private func holds(_ text: String) -> Bool { Self.plain(text).contains(Self.plain(name)) }

  /// A text in small letters without accents: people type `ecole` for `École`.
  private static func plain(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }
}
