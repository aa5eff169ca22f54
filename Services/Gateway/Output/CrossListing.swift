import Composition
import Pages
import RPCContract
import Texts

/// A cross table as it is written: for people, in text and on a page, a row for each value of the first trait and a column for each of the
/// second; in the other formats one record a cell, totals among them, which a pivot table takes.
struct CrossListing {
  let table: CrossTable
  let communeNames: [String: String]
  /// Whether a cell is a rate: how many of its structures count.
  let isRate: Bool

  func write(_ format: OutputFormat.List, isFictitious: Bool?) throws {
    switch format {
    case .text: Output.table(header, rows, isFictitious: isFictitious)
    case .html:
      var page = Output.page(Table(header: header, rows: rows), isFictitious: isFictitious)
      page.map = map
      Output.data(page.html)
    case .csv, .excel, .json:
      try format.write(table.cells, columns, isFictitious: isFictitious)
    }
  }

  /// The map of rates by commune; nil for another table. Only participation has rates.
  private var map: TileMap? {
    guard isRate, table.traits == [.commune] else { return nil }
    let communes = table.values[0].filter { $0 != CrossTable.unknown }.map { code in
      let tally = table.tally([code])
      return TileMap.Commune(
        code: code, name: communeNames[code] ?? code,
        standing: .share(tally.counting, of: tally.all))
    }
    var map = TileMap(
      title: words(
        "Structures attendues qui ont répondu à SENACS",
        "Expected structures that answered SENACS"), communes: communes, language: language)
    map.bringsTable = false
    return map
  }

  private var header: [String] {
    let (french, english) = Self.headings(table.traits[0])
    var header = [words(french, english)]
    if table.traits.count > 1 {
      header += keys(1).map { word(table.traits[1], $0) }
    } else {
      header.append(words("structures", "structures"))
    }
    return header
  }

  private var rows: [[String]] {
    keys(0).map { value -> [String] in
      let name = word(table.traits[0], value)
      guard table.traits.count > 1 else { return [name, text(table.tally([value]))] }
      return [name] + keys(1).map { text(table.tally([value, $0])) }
    }
  }

  /// The values of a trait, then nil for the total.
  private func keys(_ place: Int) -> [String?] {
    var keys: [String?] = ordered(place)
    keys.append(nil)
    return keys
  }

  private func text(_ tally: CrossTable.Tally) -> String {
    guard isRate else { return String(tally.all) }
    return language.percent(tally.counting, of: tally.all).map {
      "\(language.part(tally.counting, of: tally.all)) (\($0))"
    } ?? "–"
  }

  /// The values of a trait as people look for them: names as French sorts them, the others in their own order.
  private func ordered(_ place: Int) -> [String] {
    let (trait, values) = (table.traits[place], table.values[place])
    switch trait {
    case .kind, .ctcd, .federated: return values
    case .commune, .reason: return FrenchOrder.sorted(values) { word(trait, $0) }
    }
  }

  private static func headings(_ trait: CrossTable.Trait) -> (french: String, english: String) {
    switch trait {
    case .kind: ("type", "kind")
    case .ctcd: ("territoire", "territory")
    case .federated: ("fédération", "federation")
    case .commune: ("commune", "commune")
    case .reason: ("motif", "reason")
    }
  }

  /// A value in words; nil is the total.
  private func word(_ trait: CrossTable.Trait, _ value: String?) -> String {
    guard let value else { return Catalogue.scope("all", language) }
    if trait == .federated {
      return Catalogue.scope(
        "federated:\(value == CrossTable.unknown ? "unknown" : value)", language)
    }
    guard value != CrossTable.unknown else {
      switch trait {
      case .ctcd: return Catalogue.reason("OUT_OF_PERIMETER", language)
      case .reason: return words("sans motif", "without a reason")
      case .kind, .federated: return words("non renseigné", "not known")
      case .commune: return words("non renseignée", "not known")
      }
    }
    switch trait {
    case .kind, .ctcd: return Catalogue.scope("\(trait.rawValue):\(value)", language)
    case .commune: return communeNames[value] ?? value
    case .reason, .federated: return Catalogue.reason(value, language)
    }
  }

  private var columns: [ListingColumn<[String?]>] {
    table.traits.enumerated().map { place, trait in column(trait, at: place) } + counts
  }

  /// The column of a trait. In JSON and the open profile a total is `all`, and what is not known is null.
  private func column(_ trait: CrossTable.Trait, at place: Int) -> ListingColumn<[String?]> {
    let (french, english) = Self.headings(trait)
    return .text(trait.rawValue, french, english, told: { word(trait, $0[place]) }) {
      cell -> String? in
      cell[place] == CrossTable.unknown ? nil : cell[place] ?? "all"
    }
  }

  private var counts: [ListingColumn<[String?]>] {
    isRate
      ? [
        .number("answered", "réponses", "answers") { table.tally($0).counting },
        .number("expected", "attendues", "expected") { table.tally($0).all },
        .rate("rate", "taux", "rate") { (table.tally($0).counting, table.tally($0).all) },
      ] : [.number("structures", "structures", "structures") { table.tally($0).all }]
  }

  /// What a cross table is in JSON: a record for each cell, with the counts and the traits that are asked for.
  ///
  /// - Parameters:
  ///   - isRate: whether a cell is a rate.
  ///   - hasReasons: whether the list has reasons, which can be asked for then.
  /// - Returns: the schema.
  static func schema(isRate: Bool = false, hasReasons: Bool = false) -> JSONSchema {
    let table = CrossListing(table: CrossTable([], []), communeNames: [:], isRate: isRate)
    let traits = CrossTable.Trait.allCases.filter { hasReasons || $0 != .reason }
    return .listing(table.counts, optional: traits.map { table.column($0, at: 0) })
  }
}
