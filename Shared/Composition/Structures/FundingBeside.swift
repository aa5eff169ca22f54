package import Contracts
package import Values

/// What the registry has of a structure's funding in a year beside what the structure's answer to SENACS declares, by kind of partner.
///
/// A difference is a question, not a fault: an answer may count another year's payment, or a promise, or another purpose.
package struct FundingBeside: Sendable {
  /// A kind of partner, or several that SENACS asks about together.
  package struct Row: Sendable, Hashable {
    /// As `partners.csv` has them.
    package let kinds: [String]
    /// SENACS's field; nil where it asks nothing about them.
    package let field: String?
    /// What the campaign's codebook calls the field, by `fr` and `en`; nil where it does not say.
    package let labels: [String: String]?
    /// What the registry has, in euros; nil where no row says it.
    package let promised, paid: Quantity?
    /// What is compared, in euros: of each amount of the registry what was paid where it is known, else what was promised; nil where no row
    /// says either.
    package let known: Quantity?
    /// What the answer declares, in euros; nil where it says nothing.
    package let declared: Quantity?

    /// `AMOUNTS_DIFFER` by more than a euro, `NOT_DECLARED` or `NOT_RECORDED`; nil where there is nothing to ask.
    package var question: String? {
      guard field != nil else { return nil }
      let nothing = Quantity(0)
      let known = known ?? nothing
      let told = declared ?? nothing
      guard known + Quantity(1) < told || told + Quantity(1) < known else { return nil }
      // A promise of which nothing was paid is recorded.
      if known == nothing, promised ?? nothing == nothing { return "NOT_RECORDED" }
      return told == nothing ? "NOT_DECLARED" : "AMOUNTS_DIFFER"
    }
  }

  /// The campaign whose answer it is; nil without one.
  package let campaign: String?
  /// The day on which it was received; nil without one.
  package let receivedOn: CivilDate?
  /// In SENACS's order, then the kinds about which it asks nothing; only those of which something is known.
  package let rows: [Row]
  /// Whether the network is invented; nil when it is empty.
  package let fictitious: Bool?

  /// Puts the two beside each other.
  ///
  /// - Parameters:
  ///   - contributions: those of one structure; its scopes repeat the same, so only `all` is read.
  ///   - declared: what the structure's answer says of the same year.
  package init(_ contributions: ListContributions.Reply, _ declared: ListDeclaredFunding.Reply) {
    let own = contributions.rows.filter { $0.scope == "all" }
    let asked = declared.amounts.flatMap(\.kinds)
    let others = own.map(\.kind).once.filter { !asked.contains($0) }
    func sum(_ kinds: [String], _ amount: (ListContributions.Row) -> Quantity?) -> Quantity? {
      let amounts = own.filter { kinds.contains($0.kind) }.compactMap(amount)
      return amounts.isEmpty ? nil : amounts.reduce(Quantity(0), +)
    }
    let rows: [Row] =
      declared.amounts.map { one in
        Row(
          kinds: one.kinds, field: one.field, labels: one.labels,
          promised: sum(one.kinds, \.promised), paid: sum(one.kinds, \.paid),
          known: sum(one.kinds) { $0.paid ?? $0.promised }, declared: one.euros)
      }
      + others.map { kind in
        Row(
          kinds: [kind], field: nil, labels: nil, promised: sum([kind], \.promised),
          paid: sum([kind], \.paid), known: sum([kind]) { $0.paid ?? $0.promised }, declared: nil)
      }
    self.rows = rows.filter { $0.promised != nil || $0.paid != nil || $0.declared != nil }
    campaign = declared.campaign
    receivedOn = declared.receivedOn
    fictitious = contributions.fictitious
  }

  /// Asks the registry and senacs.
  ///
  /// - Parameters:
  ///   - services: the services.
  ///   - structure: the structure's code.
  ///   - year: the year.
  /// - Returns: the two beside each other.
  /// - Throws: `RPCError`; `ConfigurationProblem` where a service is not known here.
  package static func read(
    _ services: any ServiceCalls, of structure: String, in year: Year
  ) async throws -> FundingBeside {
    FundingBeside(
      try await services.call("registry", ListContributions(year: year, structure: structure)),
      try await services.call("senacs", ListDeclaredFunding(structure: structure, year: year)))
  }
}
