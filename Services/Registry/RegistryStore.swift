import CentreNetwork
import Contracts
import FactKinds
import RegistryDomain
import ServiceHost
import Storage
import Tabular
import Values

/// The registry's tables, and what is read from them. Names of people stand in `people` only.
enum RegistryStore {
  static let communes = HistoryTable(.communes)
  static let movements = HistoryTable(.movements)
  static let structures = HistoryTable(.structures)
  static let people = HistoryTable(.people)
  static let mandates = HistoryTable(.mandates)
  /// What people may do, from their grants and their posts.
  static let grants = GrantReader(
    tables: Dictionary(
      uniqueKeysWithValues: FactCatalogue.vigie.kinds.filter(\.isFollowed).map {
        ($0.name, HistoryTable($0))
      }))

  /// Sheets as SENACS publishes them: real, even where the network is invented, and in no figure.
  static let sheets = HistoryTable(
    "published_sheets", key: ["identity"],
    values: ["commune_code"] + PublishedSheet.fields
      + PublishedSheet.fields.map { "clean_\($0)" })

  /// Reads the network. The kinds of fact that all services follow are those of the program's own catalogue, even where the
  /// service is given another one.
  static let reader = NetworkReader(
    tables: Dictionary(
      uniqueKeysWithValues: FactCatalogue.vigie.kinds.filter(\.isFollowed).map {
        ($0.name, HistoryTable($0))
      }))

  /// Returns the function that cleans a published sheet; the published cells stay in the columns of the file.
  static func cleanSheets(
    _ transaction: ReadTransaction
  ) throws -> (FactRow) throws -> Derived {
    // The names by which a sheet, which has no code, finds its commune: those of today's communes, and those of former communes
    // from the movements.
    var names: [String: String] = [:]
    try communes.forEach(in: transaction) { row in
      names[row.text("code_insee")] = row.text("libelle")
    }
    try movements.forEach(in: transaction) { row in
      guard row.text("TYPECOM_AV") == "COM", names[row.text("COM_AV")] == nil else { return }
      names[row.text("COM_AV")] = row.text("LIBELLE_AV")
    }
    let communeNames = CommuneNames(names)
    let today = Instant.now.parisDay
    return { row in
      let published = Dictionary(
        uniqueKeysWithValues: PublishedSheet.fields.map { ($0, row.text($0)) })
      let sheet = PublishedSheet(published, communes: communeNames, today: today)
      var cells = ["identity": sheet.identity, "commune_code": sheet.commune ?? ""]
      for (field, cell) in sheet.cleaned { cells["clean_\(field)"] = cell }
      return Derived(
        cells: cells,
        remarks: sheet.remarks.map { .init($0.field, $0.value, $0.code) })
    }
  }

  static func readSheets(in transaction: ReadTransaction) throws -> [ListSheets.Sheet] {
    try sheets.compactMap(in: transaction) { row in
      let fields = PublishedSheet.fields
      return ListSheets.Sheet(
        communeCode: row.filledText("commune_code"),
        published: Dictionary(uniqueKeysWithValues: fields.map { ($0, row.text($0)) }),
        cleaned: Dictionary(uniqueKeysWithValues: fields.map { ($0, row.text("clean_\($0)")) }))
    }
  }

  /// Returns why each mandate ended; mandates without a stated reason are left out.
  static func endReasons(
    knownBefore bound: Instant?, in transaction: ReadTransaction
  ) throws -> [Mandate: String] {
    var reasons: [Mandate: String] = [:]
    let merges = try reader.merges(knownBefore: bound, in: transaction)
    try mandates.forEach(knownBefore: bound, in: transaction) { row in
      let reason = row.text("end_reason")
      guard !reason.isEmpty, let mandate = NetworkReader.mandate(row, merges)
      else { return }
      reasons[mandate] = reason
    }
    return reasons
  }

  static func identifiers(in transaction: ReadTransaction) throws -> [String: String] {
    Dictionary(
      try structures.compactMap(in: transaction) { ($0.text("structure_code"), $0.text("id")) },
      uniquingKeysWith: { $1 })
  }

  static func versions(of code: String, in transaction: ReadTransaction) throws -> Int {
    try transaction.row(
      "SELECT COUNT(*) AS versions FROM structures WHERE structure_code = $1", [.text(code)]
    )?.integer("versions") ?? 0
  }

  /// Notes an announcement, which is made once in a store's life; returns false where it was made before.
  static func begin(announcement name: String, in transaction: WriteTransaction) throws -> Bool {
    try transaction.execute(
      "INSERT INTO announcements (name) VALUES ($1) ON CONFLICT (name) DO NOTHING", [.text(name)])
      > 0
  }
}
