/// The words for what is shown beside the figures: causes of departure, estimates, what is declared and what was observed.
extension Catalogue {
  static let measureReasons: [String: Words] = [
    "contract_end": ("fin de contrat", "end of contract"), "mobility": ("mobilité", "mobility"),
    "retirement": ("retraite", "retirement"), "other": ("autre", "other"),
    "not_communicated": ("non communiquée", "not communicated"),
    "TOO_FEW": ("trop peu", "too few"),
    "MORE_THAN_HALF_GO_ON": ("plus de la moitié durent encore", "more than half go on"),
    "AGREES": ("d'accord", "they agree"),
    "DECLARED_NOT_OBSERVED": (
      "déclaré, rien n'a été observé : est-ce par une autre voie ?",
      "declared, and nothing was observed: was it by another way?"
    ),
    "OBSERVED_NOT_DECLARED": (
      "observé, et non déclaré : l'a-t-on oublié ?", "observed, and not declared: was it forgotten?"
    ),
    "NO_SHEET": ("n'a pas de feuille à ouvrir", "has no sheet to open"),
  ]
}
