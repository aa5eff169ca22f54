import Composition
import PortalDomain
import Texts

/// The campaign's rates by kind and circonscription at once.
extension CampaignText {
  /// The crossed table; nothing where the registry does not answer.
  var crossed: [PagePart] {
    guard let cross = facts.cross else { return [] }
    var kinds: [String?] = cross.values[0]
    kinds.append(nil)
    var places: [String?] = cross.values[1]
    places.append(nil)
    var heads = [PageTable.Head(text: pick("Périmètre", "Scope"))]
    heads += places.map { PageTable.Head(text: scope("ctcd", $0), isNumber: true) }
    let rows = kinds.map { kind -> PageTable.Row in
      var cells = [PageTable.Cell(text: scope("kind", kind))]
      cells += places.map { cell(cross, kind, $0) }
      return PageTable.Row(cells: cells, mark: kind == nil ? "total" : "")
    }
    let name = pick("Taux par type et circonscription", "Rates by kind and circonscription")
    return [
      .heading(
        pick("Par type et circonscription à la fois", "By kind and circonscription at once")),
      .table(PageTable(name, heads, rows)),
    ]
  }

  /// A value of a trait in words; nil is the total.
  private func scope(_ trait: String, _ value: String?) -> String {
    guard let value else { return Catalogue.scope("all", visit.language) }
    guard value != CrossTable.unknown else { return pick("non connu", "not known") }
    return Catalogue.scope("\(trait):\(value)", visit.language)
  }

  /// How many of a cell answered, and which part that is; it leads to the list of them.
  private func cell(_ cross: CrossTable, _ kind: String?, _ place: String?) -> PageTable.Cell {
    let tally = cross.tally([kind, place])
    guard let rate = visit.language.percent(tally.counting, of: tally.all) else {
      return .number("–")
    }
    let href = PageAddress.path(
      ["campagne", facts.campaign],
      query: [
        (name: "etat", value: CampaignFilter.all), (name: "type", value: kind ?? ""),
        (name: "circonscription", value: place ?? ""),
      ], anchor: "liste")
    let names = "\(scope("kind", kind)), \(scope("ctcd", place))"
    let told = visit.language.part(tally.counting, of: tally.all)
    return PageTable.Cell(
      text: told, href: href, label: pick("\(names) : \(told)", "\(names): \(told)"), more: rate,
      isNumber: true)
  }
}
