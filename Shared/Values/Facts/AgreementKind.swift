/// What an agreement is. Source: acceptance/year.md.
public enum AgreementKind: String, Sendable, CaseIterable {
  /// Between a structure, the Caf and a commune or a grouping of communes.
  case tripartite
  /// A *convention territoriale globale* of the Caf.
  case ctg
  /// A *contrat de ville*.
  case cityPolicy = "city_policy"
  /// Any other agreement.
  case other
}
