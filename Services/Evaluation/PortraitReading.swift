import CentreNetwork
import Contracts
import EvaluationDomain
import RPCContract
import ServiceHost
import Storage
import Values

/// Reads what a portrait shows: a territory's own values in full, its neighbours' for one period.
struct PortraitReading {
  private let request: GetPortrait
  private let transaction: ReadTransaction
  private let bound: Instant?
  private let communes: CommuneHistory
  private let structure: Structure?
  private let territory: String
  private let isQPV: Bool
  private let carrying: TerritoryCarrying
  private let series: [EvaluationStore.KnownSeries]

  init(_ request: GetPortrait, in transaction: ReadTransaction) throws {
    self.request = request
    self.transaction = transaction
    bound = request.knownOn.map { .parisMidnight($0.adding(days: 1)) }
    let communes = try EvaluationStore.neededCommunes(in: transaction)
    let structure = try request.structure.map {
      try Self.structure($0, on: request.asOf, in: transaction)
    }
    let own = structure.map {
      communes.carried($0.commune, meantOn: $0.communeAsOf, to: request.asOf)
    }
    territory = try Self.checked(own ?? request.territory ?? "", request.asOf, communes)
    (self.communes, self.structure) = (communes, structure)
    let isQPV = TerritoryRules.isOfNewList(territory) != nil
    self.isQPV = isQPV
    series = try EvaluationStore.allSeries(in: transaction).filter {
      ($0.description.territoryKind == "qpv") == isQPV
    }
    let vintages = series.flatMap { $0.editions.values.map(\.codesAsOf) }
    carrying = TerritoryCarrying(communes, from: Set(vintages), to: request.asOf)
  }

  /// A structure that is known on a day, as it is then.
  ///
  /// - Throws: `RPCError` with NOT_FOUND, `STRUCTURE_UNKNOWN`; `StorageError`.
  static func structure(
    _ code: String, on day: CivilDate, in transaction: ReadTransaction
  ) throws -> Structure {
    let network = try NetworkReader().network(in: transaction)
    guard let structure = network.structure(code, on: day) else { throw unknownStructure(code) }
    return structure
  }

  static func unknownStructure(_ code: String) -> RPCError {
    RPCError(
      .notFound, reason: "STRUCTURE_UNKNOWN", domain: "vigie.evaluation",
      "no structure has the code \(code); see: vigie registry list",
      arguments: ["structure": code])
  }

  /// Whether a code is a commune on a day, an arrondissement or a QPV.
  static func isTerritory(_ code: String, _ day: CivilDate, _ communes: CommuneHistory) -> Bool {
    TerritoryRules.isOfNewList(code) != nil || communes.isCommune(code, on: day)
      || communes.commune(of: code) != code
  }

  private static func checked(
    _ code: String, _ day: CivilDate, _ communes: CommuneHistory
  ) throws -> String {
    guard isTerritory(code, day, communes) else {
      throw RPCError(
        .notFound, reason: "TERRITORY_UNKNOWN", domain: "vigie.evaluation",
        "\(code) is no commune of the Rhône on \(day.iso), and no QPV",
        arguments: ["territory": code, "day": day.iso])
    }
    return code
  }

  func reply() throws -> GetPortrait.Reply {
    let diagnosedOn = try structure.flatMap {
      try EvaluationStore.diagnosedOn(
        $0.code, by: request.asOf, knownBefore: bound, in: transaction)
    }
    var (rows, changes): ([GetPortrait.Row], [GetPortrait.Change]) = ([], [])
    for one in series {
      let (row, change) = try read(one, since: diagnosedOn)
      rows.append(row)
      if let change { changes.append(change) }
    }
    return GetPortrait.Reply(
      territory: territory, name: communes.name(of: territory, on: request.asOf) ?? territory,
      territoryKind: isQPV ? "qpv" : "commune", structure: structure?.code,
      structureName: structure?.name,
      fictitious: structure == nil ? nil : try NetworkReader().isFictitious(in: transaction),
      asOf: request.asOf,
      diagnosis: diagnosedOn.map { day in
        let then = TerritoryCarrying(communes, from: [day], to: request.asOf)
        let members = then.members(of: territory, at: day)
        return .init(
          assessedOn: day, communes: members, names: communes.names(of: members, on: day))
      }, rows: rows, changes: changes)
  }

  /// Returns what is new in a series for the territory since a day; nil for nothing, or for an unknown series.
  func change(of code: String, since day: CivilDate) throws -> GetPortrait.Change? {
    try series.first { $0.description.code == code }.flatMap { try read($0, since: day).1 }
  }

  /// Returns the item of evidence for what is new in a series since the structure's diagnosis was last revised.
  ///
  /// - Throws: `RPCError`: NOT_FOUND, `SERIES_UNKNOWN`; FAILED_PRECONDITION, `NO_CHANGE`.
  func evidence(of note: NoteChange) throws -> [String: String] {
    guard let one = series.first(where: { $0.description.code == note.series }) else {
      throw RPCError(
        .notFound, reason: "SERIES_UNKNOWN", domain: "vigie.evaluation",
        "no series of communes has the code \(note.series); see: vigie territory series",
        arguments: ["series": note.series])
    }
    let diagnosedOn = try EvaluationStore.diagnosedOn(
      note.structure, by: request.asOf, knownBefore: bound, in: transaction)
    let (row, change) = try read(one, since: diagnosedOn)
    // Before a first diagnosis everything is new.
    let latest =
      diagnosedOn == nil ? row.points.last { $0.value != nil } : change?.after
    guard let latest, let published = latest.publishedOn else {
      throw RPCError(
        .failedPrecondition, reason: "NO_CHANGE", domain: "vigie.evaluation",
        "\(note.series) says nothing new of \(territory) since \(diagnosedOn?.iso ?? "ever")",
        arguments: ["series": note.series, "territory": territory])
    }
    // A revised value of the same period gets an item of its own.
    let isRevised = change?.kind == "REVISED" && diagnosedOn != nil
    return [
      "structure_code": note.structure,
      "item_code": "\(note.series)-\(latest.period)\(isRevised ? "-\(published.iso)" : "")",
      "base": note.base, "kind": "series", "source": note.series, "dated_on": published.iso,
      "territory": row.territory,
      "statement": TerritoryPortrait.statement(one.description, change?.before, latest),
      "retired_on": "", "since": "",
    ]
  }

  private func read(
    _ one: EvaluationStore.KnownSeries, since diagnosedOn: CivilDate?
  ) throws -> (GetPortrait.Row, GetPortrait.Change?) {
    let description = one.description
    // A series that has no values for an arrondissement is shown for Lyon.
    let whole = communes.commune(of: territory)
    let codes = carrying.codes(of: territory).union(carrying.codes(of: whole))
    let own = try versions(one, .territories(codes))
    let values = own.values(on: request.asOf)
    var (target, portrait) = (territory, TerritoryPortrait(territory, carrying))
    var points = portrait.points(values, description)
    if whole != territory, points.isEmpty {
      (target, portrait) = (whole, TerritoryPortrait(whole, carrying))
      points = portrait.points(values, description)
    }
    var rank: GetPortrait.Rank?
    if let last = points.last(where: { $0.value != nil }) {
      let all = try versions(one, .period(last.period)).values(on: request.asOf)
      let (neighbours, group) = neighbours(of: target, all, last.period)
      rank = portrait.rank(last, among: neighbours, called: group, all, description)
    }
    let change = diagnosedOn.flatMap { day in
      TerritoryPortrait.change(
        from: portrait.points(own.values(on: day, isAsKnown: true), description), to: points,
        description)
    }
    let row = GetPortrait.Row(
      description: description, territory: target, points: points,
      trend: TerritoryPortrait.trend(points), rank: rank)
    return (row, change)
  }

  /// Returns the territories to compare with: the communes of the same CTCD, Lyon's arrondissements, or the QPV of the same list
  /// that have a value.
  private func neighbours(
    of territory: String, _ values: TerritoryValues, _ period: String
  ) -> (codes: [String], group: String) {
    if isQPV {
      let list = territory.prefix(2)
      return (values.territories(in: period).filter { $0.hasPrefix(list) }.sorted(), "qpv")
    }
    let whole = communes.commune(of: territory)
    if whole != territory { return (communes.arrondissements(of: whole), "arrondissements") }
    let ctcd = communes.ctcd(of: territory)
    return (carrying.territories.filter { communes.ctcd(of: $0) == ctcd }, ctcd ?? "")
  }

  /// A series with what weighs it.
  private struct Weighed {
    let series: TerritorySeries
    let weights: TerritorySeries?

    func values(on day: CivilDate, isAsKnown: Bool = false) -> TerritoryValues {
      series.values(
        on: day, isAsKnown: isAsKnown,
        weights: weights?.values(on: day, isAsKnown: isAsKnown))
    }
  }

  private func versions(
    _ one: EvaluationStore.KnownSeries, _ cut: EvaluationStore.Cut
  ) throws -> Weighed {
    func read(_ series: EvaluationStore.KnownSeries) throws -> TerritorySeries {
      TerritorySeries(
        series.description,
        try EvaluationStore.versions(of: series, cut, knownBefore: bound, in: transaction))
    }
    let weights = try one.description.weightSeries.flatMap { code in
      try series.first { $0.description.code == code }.map(read)
    }
    return Weighed(series: try read(one), weights: weights)
  }
}
