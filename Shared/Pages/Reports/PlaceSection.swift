import Composition
import Contracts
import Texts
import Values

/// The communes that have structures: a map for each measure whose data are there, and the same as a table.
struct PlaceSection: Bilingual {
  let places: [PlaceStanding]
  let query: FigureQuery
  let language: Language

  /// A measure by commune.
  private struct Measure {
    /// What its map shows; nil where it has none.
    let title: String?
    /// The head of its column.
    let head: String
    /// Whether a structure counts; nil where it is not looked at.
    let counts: (PlaceStanding) -> Bool?
  }

  /// The measures whose data are there.
  private var measures: [Measure] {
    let days = language.days(query.from.iso, query.to.iso)
    let all = [
      Measure(
        title: pick(
          "Structures attendues qui ont répondu à SENACS (I1)",
          "Expected structures that answered SENACS (I1)"),
        head: pick("Réponses SENACS", "SENACS answers"), counts: \.hasAnswered),
      Measure(
        title: pick(
          "Structures actives ayant au moins une personne touchée par les formations, \(days) (I2d)",
          "Active structures with at least one person reached by training, \(days) (I2d)"),
        head: pick("Personne touchée", "Person reached"), counts: \.isReached),
      Measure(
        title: pick(
          "Structures actives dont le niveau de diagnostic partagé est établi (I6)",
          "Active structures whose level of shared diagnosis is established (I6)"),
        head: pick("Niveau de diagnostic établi", "Diagnosis level established"),
        counts: \.isEvaluated),
      Measure(
        title: nil, head: pick("Diagnostic acquis", "Diagnosis acquired"),
        counts: { $0.isEvaluated == true ? $0.level == "acquired" : nil }),
    ]
    return all.filter { measure in places.contains { measure.counts($0) != nil } }
  }

  /// The structures of each commune, by its name.
  private var communes: [[PlaceStanding]] {
    let own = Dictionary(grouping: places.filter { $0.structure.ctcd != nil }) {
      $0.structure.commune
    }
    return FrenchOrder.sorted(own.sorted { $0.key < $1.key }.map(\.value)) { name($0[0].structure) }
  }

  private func name(_ structure: StructureSummary) -> String {
    structure.communeName ?? structure.commune
  }

  var html: HTML {
    let communes = communes
    let measures = measures
    guard !communes.isEmpty else { return "" }
    let maps = measures.compactMap { measure in
      measure.title.map { title in
        TileMap(
          title: title,
          communes: TileMap.communes(of: places, \.structure, counts: measure.counts),
          language: language)
      }
    }
    let title = pick("Les mêmes données en tableau", "The same data as a table")
    return """
      <section id="places"><h2>\(pick("Implantation des structures", "Where the structures are"))</h2>
      \(maps.first.html { "<p>\($0.explanation)</p>" })
      <div class="maps">\(maps.html(separator: "\n") { $0.html })</div>
      <h3>\(title)</h3>
      \(table(communes, measures).html(title))</section>
      """
  }

  private func table(_ communes: [[PlaceStanding]], _ measures: [Measure]) -> Table {
    let header = [
      pick("Commune", "Commune"), pick("Code", "Code"), pick("Territoire", "Territory"), "CS",
      "EVS",
    ]
    let rows = communes.map { own -> [String] in
      let structure = own[0].structure
      let cells = [
        name(structure), structure.commune,
        Catalogue.scope("ctcd:\(structure.ctcd ?? "")", language),
        language.number(own.count { $0.structure.kind == "CS" }),
        language.number(own.count { $0.structure.kind == "EVS" }),
      ]
      return cells + measures.map { share(own.compactMap($0.counts)) }
    }
    return Table(header: header + measures.map(\.head), rows: rows)
  }

  /// How many count, of those that are looked at.
  private func share(_ looked: [Bool]) -> String {
    looked.isEmpty ? "–" : language.part(looked.count { $0 }, of: looked.count)
  }
}
