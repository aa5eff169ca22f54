import PortalDomain

/// A fact of the session's own structure that a page writes.
struct OwnFact: Sendable {
  /// A code that a field offers.
  struct Option: Sendable {
    let code, label: String
  }

  /// What it is made of.
  let form: FactForm
  /// Whether the record is new; otherwise one stands under the key that is fixed.
  let isNew: Bool
  /// The page's title, and the pages above it.
  let title: String
  let crumbs: [PagePart.Link]
  /// The parts of the form's path.
  let path: [String]
  /// What the page is for, in a sentence; empty for nothing.
  var about = ""
  /// Column → cell with which the form begins.
  var start: [String: String] = [:]
  /// Column → the codes that are offered; a column that is not here is typed.
  var options: [String: [Option]] = [:]
  /// The parts of the path to which it leads once it is recorded, by the record's cells.
  let leads: @Sendable ([String: String]) -> [String]

  /// Where somebody goes who writes nothing.
  var cancel: String { crumbs.last { !$0.href.isEmpty }?.href ?? "/" }
}

/// What a form shows: texts as they were typed, and what is said of them.
struct FactDraft: Sendable {
  /// What is said above the form; the kind is that of a note.
  struct Note: Sendable {
    let kind, title, text: String
    var link: PagePart.Link?
  }

  /// Column → text.
  var typed: [String: String]
  /// The version that the form shows; 0 for a new record.
  var version: Int
  /// The key of the call: a form that is sent twice changes once.
  var key: String
  /// Column → what is wrong with it.
  var said: [String: String] = [:]
  /// Column → what another person wrote there meanwhile.
  var theirs: [String: String] = [:]
  var note: Note?
}
