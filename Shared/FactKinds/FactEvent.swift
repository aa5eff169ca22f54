public import Contracts
import Tabular
public import Values

/// What others are told of the rows of a kind: an event in its owner's feed, and a message for each row.
public struct FactEvent: Sendable {
  /// A member of a row's JSON.
  public struct Member: Sendable {
    /// How its value is written.
    enum Form { case text, flag, number, day }

    /// The name.
    public let name: String
    /// The column whose cell it is.
    public let column: String
    /// Whether it is absent where the cell is empty.
    public let mayBeAbsent: Bool
    let form: Form
    /// The name as JSON, with its colon.
    let mark: [UInt8]
  }

  /// The event's type in the feed, such as `vigie.training.v1.sessions-recorded`.
  public let topic: String
  /// The type of a row's message, such as `vigie.training.v1.session-recorded`.
  public let type: String
  /// The type of an event whose rows are withdrawn.
  public let withdrawnTopic: String
  /// The type of the message of a row that is withdrawn.
  public let withdrawnType: String
  /// The event's member that has the rows.
  public let list: String
  /// The members, in the order of their names, as in a row's JSON.
  public let members: [Member]
  /// The cells that a row must have to be published: column → cell. Other rows concern no other service.
  public let only: [String: String]
  /// Whether members have types; otherwise each is a text, and the event says its file and whether it is `fictitious`.
  public let isTyped: Bool
  private let file: String
  private let beside: [String]

  init(
    _ eventForm: FactKind.EventForm, _ form: TableForm, owner: String, name: String,
    added: [Column],
    personal: Set<String>
  ) {
    let columns = form.columns + added
    file = form.file
    switch eventForm {
    case .rows(let type):
      topic = "vigie.\(owner).v1.\(name)-recorded"
      self.type = "vigie.\(owner).v1.\(type)"
      (list, only, beside, isTyped) = ("rows", [:], [], false)
      members = form.columns.map(\.name).filter { !personal.contains($0) }.sorted().map {
        Member(name: $0, column: $0, mayBeAbsent: false, form: .text, mark: Self.mark($0))
      }
    case .members(let given, let type, let list, let topic, let beside, let only):
      self.topic = "vigie.\(owner).v1.\(topic ?? name)-recorded"
      self.type = "vigie.\(owner).v1.\(type)"
      (self.list, self.only, self.beside, isTyped) = (list, only, beside, true)
      members = given.sorted { $0.key < $1.key }.map { name, column in
        guard let declared = columns.first(where: { $0.name == column }) else {
          preconditionFailure("\(form.file) has no column \(column)")
        }
        precondition(
          !personal.contains(column), "\(form.file) tells \(column), which never leaves its owner")
        return Member(
          name: name, column: column, mayBeAbsent: declared.mayBeEmpty,
          form: Self.form(declared.kind), mark: Self.mark(name))
      }
    }
    withdrawnTopic = Self.withdrawn(topic)
    withdrawnType = Self.withdrawn(type)
  }

  private static func form(_ kind: Column.Kind) -> Member.Form {
    switch kind {
    case .flag: .flag
    case .integer, .year: .number
    case .date: .day
    default: .text
    }
  }

  private static func quoted(_ value: String) -> [UInt8] {
    var text: [UInt8] = []
    JSONText.append(value, to: &text)
    return text
  }

  private static func mark(_ name: String) -> [UInt8] { quoted(name) + [UInt8(ascii: ":")] }

  /// `…-recorded` becomes `…-withdrawn`.
  private static func withdrawn(_ name: String) -> String {
    (name.lastIndex(of: "-").map { name[..<$0] } ?? name[...]) + "-withdrawn"
  }

  /// Returns the name of the member that has the cell of a column; nil where none has.
  public func member(of column: String) -> String? { members.first { $0.column == column }?.name }

  /// Whether a row is published.
  public func includes(_ cell: (String) -> String) -> Bool { only.allSatisfy { cell($0) == $1 } }

  /// Returns the JSON of a row, which does not depend on the other rows of the event.
  ///
  /// - Parameter cell: the cell of a column.
  /// - Returns: an object's text.
  public func row(_ cell: (String) -> String) -> [UInt8] {
    var text: [UInt8] = [UInt8(ascii: "{")]
    text.reserveCapacity(256)
    // By place and by pointer: with copies, counting their references takes as long as the rest of the row.
    for place in members.indices {
      let cell = cell(members[place].column)
      if members[place].mayBeAbsent, cell.isEmpty { continue }
      if text.count > 1 { text.append(UInt8(ascii: ",")) }
      members[place].mark.withUnsafeBufferPointer { text.append(contentsOf: $0) }
      switch members[place].form {
      case .text, .day: JSONText.append(cell, to: &text)
      case .flag: text += (cell == "true" ? "true" : "false").utf8
      // Versions before 0.3 kept zeros before a number, which JSON does not have.
      case .number: text += (Int(cell).map { String($0) } ?? cell).utf8
      }
    }
    text.append(UInt8(ascii: "}"))
    return text
  }

  /// The event's JSON, as a `JSONEncoder` with sorted keys and plain slashes writes it.
  ///
  /// It is written by hand because an import writes each of its rows: the encoder takes ten times as long, mostly for dictionaries.
  ///
  /// - Parameters:
  ///   - rows: each row's JSON, made by ``row(_:)``; 500 at most.
  ///   - fictitious: whether they are invented.
  ///   - recordedAt: when the service recorded them.
  /// - Returns: the text.
  public func payload(_ rows: [[UInt8]], fictitious: Bool, recordedAt: Instant) -> String {
    var parts = beside.map { ($0, [Array("[]".utf8)]) }
    parts.append((list, rows))
    parts.append(("recordedAt", [Self.quoted(recordedAt.iso)]))
    if !isTyped {
      parts.append(("file", [Self.quoted(file)]))
      parts.append(("fictitious", [Array(String(fictitious).utf8)]))
    }
    var text: [UInt8] = []
    // The rows, a comma behind each, and room for the other members.
    text.reserveCapacity(rows.reduce(512) { $0 + $1.count + 1 })
    for (name, values) in parts.sorted(by: { $0.0 < $1.0 }) {
      text.append(UInt8(ascii: text.isEmpty ? "{" : ","))
      text += Self.mark(name)
      if name == list { text.append(UInt8(ascii: "[")) }
      for (place, value) in values.enumerated() {
        if place > 0 { text.append(UInt8(ascii: ",")) }
        text += value
      }
      if name == list { text.append(UInt8(ascii: "]")) }
    }
    text.append(UInt8(ascii: "}"))
    return String(decoding: text, as: UTF8.self)
  }

  /// Why a row of an event cannot be read.
  public struct Fault: Error, Hashable {
    /// The member, and what is the matter with it.
    public let text: String

    /// Makes a fault.
    public init(text: String) { self.text = text }
  }

  /// Returns the cells of a row of another service's event, column → cell; skips unknown members.
  ///
  /// - Throws: ``Fault``.
  public func cells(_ row: EventText) throws(Fault) -> [String: String] {
    var cells = only
    for member in members {
      guard let value = row[member.name], value != "null" else {
        guard member.mayBeAbsent else { throw Fault(text: "\(member.name): is missing") }
        cells[member.column] = ""
        continue
      }
      guard let cell = Self.cell(value, member.form) else {
        throw Fault(text: "\(member.name): \(value.prefix(100)) is no \(member.form)")
      }
      cells[member.column] = cell
    }
    return cells
  }

  private static func cell(_ value: String, _ form: Member.Form) -> String? {
    switch form {
    case .text: EventText.unquoted(value)
    case .day: EventText.unquoted(value).flatMap { CivilDate($0)?.iso }
    case .flag: Bool(value).map(String.init)
    case .number: Int(value).map(String.init)
    }
  }
}
