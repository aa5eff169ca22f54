public import CentreNetwork
public import Values

/// An agreement among structures and partners, with its parties and communes.
///
/// Source: acceptance/year.md, “Agreement's state at D”.
public struct Agreement: Sendable {
  /// Its code.
  public let code: String
  /// What it is.
  public let kind: AgreementKind
  /// Its title.
  public let title: String
  /// The day on which it was signed; nil if it was not.
  public let signedOn: CivilDate?
  /// From its first day to its last.
  public let period: Period
  /// The day on which it was broken off; nil if it was not.
  public let endedOn: CivilDate?
  /// The codes of the structures among its parties.
  public let structures: [String]
  /// The codes of the partners among its parties.
  public let partners: [String]
  /// Its communes.
  public let communes: [Place]

  /// A commune, or an arrondissement of Lyon, by the code that it has on a day.
  public struct Place: Sendable {
    /// INSEE's code.
    public let code: String
    /// The day for which the code was given.
    public let asOf: CivilDate

    /// Makes a place.
    public init(code: String, asOf: CivilDate) {
      self.code = code
      self.asOf = asOf
    }
  }

  /// Makes an agreement.
  public init(
    code: String, kind: AgreementKind, title: String, signedOn: CivilDate?, period: Period,
    endedOn: CivilDate?, structures: [String], partners: [String], communes: [Place]
  ) {
    self.code = code
    self.kind = kind
    self.title = title
    self.signedOn = signedOn
    self.period = period
    self.endedOn = endedOn
    self.structures = structures
    self.partners = partners
    self.communes = communes
  }

  /// How an agreement stands on a day.
  public enum State: String, Sendable {
    /// It is not signed yet.
    case draft
    /// It was broken off, on that day or before, or its last day is past.
    case ended
    /// It has not begun.
    case upcoming
    /// It holds.
    case active
  }

  /// Returns its state on a day, the first that applies.
  public func state(on day: CivilDate) -> State {
    guard let signedOn, signedOn <= day else { return .draft }
    let isBrokenOff = endedOn.map { $0 <= day } ?? false
    let isOver = period.to.map { $0 < day } ?? false
    if isBrokenOff || isOver { return .ended }
    return period.from > day ? .upcoming : .active
  }

  /// Whether its last day, or the day on which it is broken off, is known and no later than a day.
  func ends(by day: CivilDate) -> Bool {
    [period.to, endedOn].contains { $0.map { $0 <= day } ?? false }
  }

  /// The codes of its communes on a day, each once; an arrondissement of Lyon stays one.
  func communes(on day: CivilDate, _ history: CommuneHistory) -> Set<String> {
    Set(communes.map { history.carried($0.code, meantOn: $0.asOf, to: day) })
  }

  /// Returns whether it concerns some territories on a day: one of its communes lies there, or a structure among its parties.
  public func concerns(
    _ territories: TerritoryLimit, on day: CivilDate, in network: Network
  ) -> Bool {
    concerns(
      on: day, in: network, commune: { territories.includes($0) },
      structure: { territories.includes(network.commune(of: $0, on: day)) })
  }

  /// Returns whether on a day one of its communes, or a structure among its parties, is meant.
  func concerns(
    on day: CivilDate, in network: Network, commune isMeant: (String) -> Bool,
    structure isStructureMeant: (Structure) -> Bool
  ) -> Bool {
    communes(on: day, network.communes).contains { isMeant($0) }
      || structures.contains { code in
        network.structure(code, on: day).map { isStructureMeant($0) } ?? false
      }
  }

  /// Returns what is wrong with it on a day.
  ///
  /// - Parameters:
  ///   - day: the day.
  ///   - partners: what each partner is, by its code.
  ///   - network: the structures.
  /// - Returns: codes, in order.
  func findings(
    on day: CivilDate, partners: [String: PartnerKind], network: Network
  ) -> [String] {
    let needsCommune = kind == .ctg || kind == .cityPolicy
    let hasInactive =
      state(on: day) == .active
      && network.places(of: structures).contains { place in
        !(place.map { network.isActive(at: $0, on: day) } ?? false)
      }
    return [
      needsCommune && communes.isEmpty ? "NO_COMMUNE" : nil,
      isComplete(partners) ? nil : "PARTIES_INCOMPLETE",
      hasInactive ? "STRUCTURE_INACTIVE" : nil,
    ].compactMap(\.self)
  }

  /// Whether all are among its parties that an agreement of its kind needs.
  private func isComplete(_ partners: [String: PartnerKind]) -> Bool {
    let kinds = Set(self.partners.compactMap { partners[$0] })
    let isLocal =
      kinds.contains(.caf) && !kinds.isDisjoint(with: [.commune, .epci, .metropole])
    return switch kind {
    case .tripartite: isLocal && !structures.isEmpty
    case .ctg: isLocal
    case .cityPolicy: kinds.contains(.state)
    case .other: true
    }
  }
}
