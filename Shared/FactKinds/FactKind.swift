public import RPCContract
public import Tabular

/// A kind of fact, declared once: the form of its rows, the service that owns it, what is published of it and who may see it.
///
/// Everything else follows from the declaration: the table, the events and messages, their schemas, what may be submitted, the order
/// of imports. A new kind needs its declaration with its place in ``FactCatalogue``, and its migration.
public struct FactKind: Sendable {
  /// What a row is about, and the column that holds its code. This decides who may see the row.
  public enum Place: Sendable, Hashable {
    /// A structure.
    case structure(String)
    /// People, or what a structure says of itself; those of one structure where a column is given and its cell is not empty.
    case people(String?)
    /// A commune.
    case commune(String)
    /// A body that watches some communes.
    case body(String)
    /// Nothing in particular: everybody may see it.
    case everybody

    /// Whether rows tell of single people, or of what a structure says of itself.
    var isOfPeople: Bool { if case .people = self { true } else { false } }
  }

  /// How rows are told to others.
  public enum EventForm: Sendable {
    /// By their columns, each cell as text, under `rows`. The type names the message of a row, such as `session-recorded`.
    case rows(type: String)
    /// By members that have types, as the registry does. A member that may be empty is absent when it is.
    ///
    /// - `members`: member → column.
    /// - `list`: the event's member that has the rows, and `beside` the other lists of the same event, which are empty.
    /// - `only`: the cells that a row must have to be published: column → cell.
    case members(
      [String: String], type: String, list: String, topic: String? = nil, beside: [String] = [],
      only: [String: String] = [:])
  }

  /// The name by which others refer to it, such as `sessions`.
  public let name: String
  /// Its rows.
  public let form: TableForm
  /// The service that owns it, such as `training`.
  public let owner: String
  /// What people call it: in French and in English.
  public let french: String, english: String
  /// The table that keeps it.
  public let table: String
  /// Columns that the owner adds to those of the file: an `id` that it mints, whether the fact is `fictitious`.
  public let added: [Column]
  /// Columns of the file that are not stored.
  public let passedOver: Set<String>
  /// What others are told; nil for nothing.
  public let event: FactEvent?
  /// Who may see it.
  public let place: Place
  /// Columns that never leave the owner: names, contacts, texts that may name people.
  public let personal: Set<String>
  /// Whether only the structure itself, and those who run the campaign, see it: what a structure says of itself, and how it is judged.
  public let isConfided: Bool
  /// Who may load a file of it.
  public let loadedBy: Set<Role>
  /// Who may submit rows of it through the exchange.
  public let submittedBy: Set<Role>
  /// Whether it is reference data such as INSEE's, which is neither real nor invented.
  public let isReference: Bool
  /// Whether each service keeps its own copy of what is published. The copy needs a migration in `NetworkTables` too.
  public let isFollowed: Bool
  /// Whether it stays among the services. Its events go through their feeds, but the exchange makes no messages of them, and no
  /// document for partners describes it.
  public let isInternal: Bool
  /// Bounds that another fact sets: nobody attends more half-days than the session has.
  public let limits: [Limit]

  /// A number that may not exceed a number of the fact that another column refers to.
  public struct Limit: Sendable, Hashable {
    /// The number, or the list of ascending numbers, of which the last one counts.
    public let column: String
    /// The column that refers to the other fact.
    public let reference: String
    /// The other fact's number.
    public let most: String
  }

  /// Declares a kind.
  ///
  /// - Parameters:
  ///   - form: its rows.
  ///   - owner: the service.
  ///   - words: what people call it, in French and in English.
  ///   - name: the file's name without `.csv`, unless another one is given.
  ///   - table: the name, unless another one is given.
  ///   - added: columns that the owner adds.
  ///   - passedOver: columns that are not stored.
  ///   - eventForm: how others are told; nil for not at all.
  ///   - place: who may see it.
  ///   - personal: columns that never leave the owner.
  ///   - isConfided: see ``isConfided``.
  ///   - loadedBy: who loads it.
  ///   - submittedBy: who submits it.
  ///   - isReference: see ``isReference``.
  ///   - isFollowed: see ``isFollowed``.
  ///   - isInternal: see ``isInternal``.
  ///   - limits: see ``limits``.
  public init(
    _ form: TableForm, owner: String, words: (french: String, english: String),
    name: String? = nil, table: String? = nil, added: [Column] = [], passedOver: Set<String> = [],
    event eventForm: EventForm? = nil, place: Place = .everybody, personal: Set<String> = [],
    isConfided: Bool = false,
    loadedBy: Set<Role> = [.operator], submittedBy: Set<Role> = [], isReference: Bool = false,
    isFollowed: Bool = false, isInternal: Bool = false, limits: [Limit] = []
  ) {
    let name = name ?? String(form.file.prefix { $0 != "." })
    self.name = name
    self.form = form
    self.owner = owner
    (french, english) = words
    self.table = table ?? name
    self.added = added
    self.passedOver = passedOver
    self.place = place
    self.personal = personal
    self.isConfided = isConfided
    self.loadedBy = loadedBy
    self.submittedBy = submittedBy
    self.isReference = isReference
    self.isFollowed = isFollowed
    self.isInternal = isInternal
    self.limits = limits
    event = eventForm.map {
      FactEvent($0, form, owner: owner, name: name, added: added, personal: personal)
    }
    // Stop the program on a declaration that would show rows about people to everybody, or let partners submit rows about anyone.
    precondition(
      event == nil || !refersToPeople || place.isOfPeople,
      "\(file) tells of people; its place must say so")
    precondition(
      !submittedBy.contains(.partner) || subject != nil,
      "partners submit \(file); its place must say whose rows are whose")
    precondition(
      !isInternal || submittedBy.isEmpty, "\(file) stays among the services; nobody submits it")
  }
}

extension FactKind {
  /// The file whose rows they are, such as `sessions.csv`.
  public var file: String { form.file }

  /// A column, of the file or added; nil where there is none.
  public func column(_ name: String) -> Column? {
    (form.columns + added).first { $0.name == name }
  }

  /// The columns that are kept beside the key.
  public var values: [String] {
    form.columns.map(\.name).filter { !form.key.contains($0) && !passedOver.contains($0) }
      + added.map(\.name)
  }

  /// The columns that may be shown to those who see the fact; none where every value of the file is personal.
  public var shown: [String] {
    let values = values.filter { !personal.contains($0) }
    let isNames =
      !personal.isEmpty && values.allSatisfy { name in added.contains { $0.name == name } }
    return isNames ? [] : form.key + values
  }

  /// Whether a column of it holds codes of people.
  public var refersToPeople: Bool { form.columns.contains { $0.reference?.table == "people" } }

  /// The column that says what a row is about, and the kind whose code it holds; nil unless that is a structure or a body.
  public var subject: (column: String, kind: String)? {
    switch place {
    case .structure(let column), .people(let column?): (column, "structures")
    case .body(let column): (column, "bodies")
    case .people(nil), .commune, .everybody: nil
    }
  }

  /// The columns that a row's message leaves out when they are empty. They may be empty under a condition only, so the message's
  /// schema allows no empty text for them.
  public var leftOutWhenEmpty: Set<String> {
    Set(form.columns.filter { !$0.mayBeEmpty && form.emptyWhen[$0.name] != nil }.map(\.name))
  }
}
