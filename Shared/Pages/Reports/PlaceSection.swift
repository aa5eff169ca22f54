import Composition
import Contracts
import Texts
import Values

/// The communes that have structures: one tile each, since no shapes of communes are known, and the same data as a table.
struct PlaceSection: Bilingual {
  let places: [PlaceStanding]
  let language: Language

  /// A commune with its structures.
  private struct Commune {
    let code, name, ctcd: String
    let places: [PlaceStanding]

    var expected: [PlaceStanding] { places.filter { $0.hasAnswered != nil } }
    var answered: Int { places.count { $0.hasAnswered == true } }
    var evaluated: [PlaceStanding] {
      places.filter { ["acquired", "in_progress", "to_support"].contains($0.level ?? "") }
    }
    var acquired: Int { places.count { $0.level == "acquired" } }
  }

  private var communes: [Commune] {
    Dictionary(grouping: places.filter { $0.structure.ctcd != nil }) { $0.structure.commune }
      .map { code, places in
        Commune(
          code: code, name: places[0].structure.communeName ?? code,
          ctcd: places[0].structure.ctcd ?? "", places: places)
      }
      .sorted { ($0.name, $0.code) < ($1.name, $1.code) }
  }

  var html: HTML {
    let communes = communes
    guard !communes.isEmpty else { return "" }
    let areas = ["69M", "69D"].html(separator: "\n") { area in
      let own = communes.filter { $0.ctcd == area }
      let name = Catalogue.scope("ctcd:\(area)", language)
      let count = structures(own.reduce(0) { $0 + $1.places.count })
      let communes = language.count(
        own.count, .init("commune", "communes"), .init("commune", "communes"))
      return """
        <h3>\(pick("\(name) : \(communes), \(count)", "\(name): \(communes), \(count)"))</h3>
        <ul class="tiles">\(own.html(separator: "\n", tile))</ul>
        """
    }
    return """
      <section id="places"><h2>\(pick("Implantation des structures", "Where the structures are"))</h2>
      <p>\(intro)</p>
      <ul class="tiles legend">\(legend)</ul>
      \(areas)
      <h3>\(pick("Les mêmes données en tableau", "The same data as a table"))</h3>
      <div class="scroll" role="region" tabindex="0" aria-label="\(pick("Communes", "Communes"))">
      <table class="places"><thead><tr>\(heads)</tr></thead>
      <tbody>\(communes.html(separator: "\n", row))</tbody></table></div></section>
      """
  }

  private var intro: String {
    pick(
      "Une case par commune où une structure est active, par ordre alphabétique : ce n'est pas une carte. La couleur indique la "
        + "part des structures attendues qui ont répondu à SENACS (I1).",
      "A tile for each commune with an active structure, by name: this is no map. Its shade says which share of the structures "
        + "expected answered SENACS (I1).")
  }

  private func structures(_ count: Int) -> String {
    language.count(count, .init("structure", "structures"), .init("structure", "structures"))
  }

  private func shade(_ commune: Commune) -> String {
    guard !commune.expected.isEmpty else { return "none" }
    let (part, whole) = (commune.answered, commune.expected.count)
    if part == whole { return "full" }
    if part == 0 { return "low" }
    return 2 * part < whole ? "half" : "high"
  }

  /// The shades by their CSS classes, in words.
  private var legend: HTML {
    [
      (shade: "none", text: pick("aucune structure attendue", "no structure expected")),
      (shade: "low", text: pick("aucune réponse", "no answer")),
      (shade: "half", text: pick("moins de la moitié", "less than half")),
      (shade: "high", text: pick("la moitié ou plus", "half or more")),
      (shade: "full", text: pick("toutes ont répondu", "all answered")),
    ].html { "<li class=\"tile \($0.shade)\">\($0.text)</li>" }
  }

  private func tile(_ commune: Commune) -> HTML {
    let (senacs, diagnoses) = (
      share(commune.answered, commune.expected.count),
      share(commune.acquired, commune.evaluated.count)
    )
    return """
      <li class="tile \(shade(commune))"><strong>\(commune.name)</strong><span>\(structures(commune.places.count))</span>\
      <span>SENACS \(senacs)</span><span>\(pick("diagnostics", "diagnoses")) \(diagnoses)</span></li>
      """
  }

  private func share(_ part: Int, _ whole: Int) -> String { whole == 0 ? "–" : "\(part)/\(whole)" }

  private var heads: HTML {
    [
      pick("Commune", "Commune"), pick("Code", "Code"), pick("Territoire", "Territory"), "CS",
      "EVS",
      pick("Réponses SENACS / attendues", "SENACS answers / expected"),
      pick("Diagnostics acquis / évalués", "Diagnoses acquired / evaluated"),
    ].html { "<th scope=\"col\">\($0)</th>" }
  }

  private func row(_ commune: Commune) -> HTML {
    Table.row([
      commune.name, commune.code, Catalogue.scope("ctcd:\(commune.ctcd)", language),
      String(commune.places.count { $0.structure.kind == "CS" }),
      String(commune.places.count { $0.structure.kind == "EVS" }),
      share(commune.answered, commune.expected.count),
      share(commune.acquired, commune.evaluated.count),
    ])
  }
}
