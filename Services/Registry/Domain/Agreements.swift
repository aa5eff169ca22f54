public import CentreNetwork
public import Contracts
public import Values

/// The agreements as they stand on a day, and where they hold.
///
/// Source: acceptance/year.md, “Listings” and “Coverage”.
public enum Agreements {
  /// Lists agreements as they stand on a day.
  ///
  /// - Parameters:
  ///   - request: the day, and which agreements are meant.
  ///   - agreements: all of them.
  ///   - partners: what each partner is, by its code.
  ///   - names: what each partner is called, by its code.
  ///   - network: structures, approvals, communes.
  /// - Returns: the agreements, by code.
  public static func rows(
    _ request: ListAgreements, agreements: [Agreement], partners: [String: PartnerKind],
    names: [String: String] = [:], network: Network
  ) -> [ListAgreements.Row] {
    let day = request.asOf
    // An empty choice means all, those too that name neither a structure nor a commune.
    let selection = request.only.flatMap {
      $0 == StructureChoice() ? nil : StructureSelection($0, in: network, on: day)
    }
    return agreements.filter { agreement in
      let ends =
        request.endingBy.map { agreement.state(on: day) == .active && agreement.ends(by: $0) }
      return ends ?? true && request.kind.map { $0 == agreement.kind } ?? true
        && request.structure.map(agreement.structures.contains) ?? true
    }.filter { agreement in
      guard let selection else { return true }
      return agreement.concerns(
        on: day, in: network, commune: { selection.contains(commune: $0) },
        structure: { selection.contains($0) })
    }.sorted { $0.code < $1.code }.map { agreement in
      let parties = Set(agreement.structures + agreement.partners).sorted()
      return ListAgreements.Row(
        code: agreement.code, kind: agreement.kind.rawValue, title: agreement.title,
        signedOn: agreement.signedOn, from: agreement.period.from, to: agreement.period.to,
        endedOn: agreement.endedOn, state: agreement.state(on: day).rawValue,
        parties: parties,
        communes: agreement.communes(on: day, network.communes).sorted(),
        findings: agreement.findings(on: day, partners: partners, network: network),
        partyNames: parties.map { code in
          let structure = network.structure(code, on: day) ?? network[code]
          return structure?.name ?? names[code] ?? code
        })
    }
  }

  /// Lists where the active agreements of a kind hold: the communes of the active structures, or for tripartite ones these structures.
  ///
  /// - Parameters:
  ///   - request: the kind and the day.
  ///   - agreements: all of them.
  ///   - network: structures, approvals, communes.
  /// - Returns: communes or structures, by code, covered or not.
  public static func coverage(
    _ request: ListCoverage, agreements: [Agreement], network: Network
  ) -> [ListCoverage.Row] {
    let day = request.asOf
    let holding = agreements.filter {
      $0.kind.rawValue == request.kind.rawValue && $0.state(on: day) == .active
    }
    let active = network.active(on: day)
    guard request.kind != .tripartite else {
      let codes = Self.codes(of: holding, by: \.structures)
      return active.compactMap { network.structure(at: $0, on: day) }.map {
        ListCoverage.Row(
          code: $0.code, name: $0.name, structures: nil, agreements: codes[$0.code] ?? [])
      }
    }
    let communes = network.communes
    let codes = Self.codes(of: holding) {
      $0.communes(on: day, communes).map(communes.commune(of:))
    }
    return Dictionary(grouping: active) { network.commune(at: $0, on: day) }
      .sorted { $0.key < $1.key }.map { code, structures in
        ListCoverage.Row(
          code: code, name: communes.name(of: code, on: day) ?? code,
          structures: structures.count, agreements: codes[code] ?? [])
      }
  }

  /// The codes of agreements, in order, each once, by what they cover.
  private static func codes(
    of agreements: [Agreement], by covered: (Agreement) -> [String]
  ) -> [String: [String]] {
    agreements.reduce(into: [String: Set<String>]()) { codes, agreement in
      for one in covered(agreement) { codes[one, default: []].insert(agreement.code) }
    }.mapValues { $0.sorted() }
  }
}
