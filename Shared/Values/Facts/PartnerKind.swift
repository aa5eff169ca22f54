/// What a partner of the structures is. Source: acceptance/year.md.
public enum PartnerKind: String, Sendable, CaseIterable {
  /// The Caf.
  case caf
  /// A commune.
  case commune
  /// An *établissement public de coopération intercommunale*.
  case epci
  /// The Métropole de Lyon.
  case metropole
  /// The Département.
  case departement
  /// The state.
  case state
  /// The *Mutualité sociale agricole*.
  case msa
  /// The *Caisse d'assurance retraite et de la santé au travail*.
  case carsat
  /// A federation.
  case federation
  /// Any other partner.
  case other
}
