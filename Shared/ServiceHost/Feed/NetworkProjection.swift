import Contracts
public import FactKinds
public import Storage
import Tabular
import Values

/// Puts the registry's events into this service's own copy of the network.
public struct NetworkProjection: FeedConsumer {
  /// The registry's name as a source.
  public static let source = "registry"
  /// The registry.
  public var source: String { Self.source }

  private let copies: [Copy]

  /// A kind that everybody follows, and where it is kept here.
  private struct Copy: Sendable {
    let event: FactEvent
    let table: HistoryTable
    /// The columns of its key that hold codes.
    let codes: [Column]

    init?(_ kind: FactKind) {
      guard kind.isFollowed, let event = kind.event else { return nil }
      self.event = event
      table = HistoryTable(following: kind)
      codes = kind.form.key.compactMap(kind.column).filter { $0.kind == .code }
    }
  }

  /// Makes the projection.
  public init(_ catalogue: FactCatalogue = .vigie) {
    copies = catalogue.kinds.compactMap(Copy.init)
  }

  /// A record as an event tells it.
  struct Change: Sendable {
    let table: HistoryTable
    /// The columns of its key that hold codes.
    fileprivate let codes: [Column]
    fileprivate let cells: [String: String]
    fileprivate let recordedAt: Instant
    let isWithdrawn: Bool
    fileprivate let isLate: Bool
    let position: FeedPosition

    /// The first cell of its key.
    var code: String { cells[table.key[0]] ?? "" }
    /// Whether versions before 0.3 did not understand it.
    var isNewInTime: Bool { isWithdrawn || cells["valid_from"]?.isEmpty == false }
  }

  /// Applies an event; types that this version does not know are passed over.
  ///
  /// - Throws: `StorageError`; ``EventFault`` for an event that is not what its type says.
  public func apply(_ event: FollowedEvent, in transaction: WriteTransaction) throws {
    for change in try changes(of: event) { try put(change, transaction) }
  }

  /// The records that an event tells.
  ///
  /// - Throws: ``EventFault`` for an event that is not what its type says.
  func changes(of event: FollowedEvent) throws -> [Change] {
    let copies = copies.filter {
      [$0.event.topic, $0.event.withdrawnTopic].contains(event.topic)
    }
    guard !copies.isEmpty else { return [] }
    guard let text = EventText(event.payload) else {
      throw EventFault.unreadable("it is no JSON object")
    }
    guard let recordedAt = text.text("recordedAt").flatMap({ Instant($0) }) else {
      throw EventFault.unreadable("recordedAt: is no instant")
    }
    return try copies.flatMap { copy in
      let list = copy.event.list
      guard let rows = text.rows(list) else {
        throw EventFault.unreadable("\(list): is no list of objects")
      }
      return try rows.enumerated().map { index, row in
        let cells: [String: String]
        do throws(FactEvent.Fault) {
          cells = try copy.event.cells(row)
        } catch {
          throw EventFault.unreadable("\(list) [\(index)] \(error.text)")
        }
        return Change(
          table: copy.table, codes: copy.codes, cells: cells, recordedAt: recordedAt,
          isWithdrawn: event.topic == copy.event.withdrawnTopic, isLate: event.isLate,
          position: event.position)
      }
    }
  }

  /// Returns a text that changes whenever the copy does: with each event that is taken, with each event that was set aside and is
  /// taken later, and with each backfill.
  ///
  /// - Throws: `StorageError`.
  public static func state(in transaction: ReadTransaction) throws -> String {
    let cursor = try transaction.cursor(of: source)?.text ?? ""
    let filled = try NetworkNotesTable.names(in: transaction).count
    return "\(cursor) without \(try SetAsideTable.count(of: source, in: transaction)), \(filled)"
  }

  /// Forgets the copy, to build it anew after the registry was restored.
  ///
  /// - Throws: `StorageError`.
  public func clear(in transaction: WriteTransaction) throws {
    for copy in copies { try copy.table.clear(in: transaction) }
  }

  /// Puts a record, or withdraws it.
  ///
  /// - Throws: `StorageError`; ``EventFault`` for one that cannot be kept.
  func put(_ change: Change, _ transaction: WriteTransaction) throws {
    let (table, cells) = (change.table, change.cells)
    for column in change.codes {
      let cell = cells[column.name] ?? ""
      // A grant names a structure, or none.
      guard !cell.isEmpty || !column.mayBeEmpty, let fault = FactCode.fault(cell) else { continue }
      throw EventFault.badText("\(column.name) \(cell.prefix(100).debugDescription) \(fault)")
    }
    // PostgreSQL's index on the key cannot hold longer cells.
    if let column = table.key.first(where: { (cells[$0] ?? "").utf8.count > 500 }) {
      throw EventFault.badText("\(column) has more than 500 bytes")
    }
    if let cell = cells.first(where: { $0.value.utf8.contains(0) }) {
      throw EventFault.badText("\(cell.key) has U+0000")
    }
    // A record that is taken late may have been corrected or withdrawn meanwhile: then the newer version stays.
    if change.isLate,
      let known = try table.last(of: table.key.map { cells[$0] ?? "" }, in: transaction),
      known.integer("recorded_at") > change.recordedAt.microseconds
    {
      return
    }
    let (cell, cause) = ({ cells[$0] ?? "" }, Cause.event(of: source, at: change.position.text))
    if change.isWithdrawn {
      _ = try table.withdraw(cell, cause: cause, recordedAt: change.recordedAt, in: transaction)
    } else {
      _ = try table.put(cell, cause: cause, recordedAt: change.recordedAt, in: transaction)
    }
  }
}
