import FactKinds

/// A record of the session's own structure whose versions a page shows.
struct OwnRecord: Sendable {
  let kind: FactKind
  /// The cells of its key.
  let key: [String]
  /// The page's title, and the pages above it.
  let title: String
  let crumbs: [PagePart.Link]
  /// The parts of the path of its history, and of the page to which it leads once the record is gone.
  let path, list: [String]
}
