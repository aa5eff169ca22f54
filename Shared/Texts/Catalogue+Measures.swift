/// The words for what is shown beside the figures: causes of departure, estimates, what is declared and what was observed.
extension Catalogue {
  static let measureReasons: [String: Words] = [
    "contract_end": Words("fin de contrat", "end of contract"),
    "mobility": Words("mobilité", "mobility"),
    "retirement": Words("retraite", "retirement"), "other": Words("autre", "other"),
    "not_communicated": Words("non communiquée", "not communicated"),
    "ESTIMATED": Words("estimée", "estimated"),
    "TOO_FEW": Words("trop peu", "too few"),
    "MORE_THAN_HALF_GO_ON": Words("plus de la moitié durent encore", "more than half go on"),
    "AGREES": Words("d'accord", "they agree"),
    "DECLARED_NOT_OBSERVED": Words(
      "déclaré, rien n'a été observé : est-ce par une autre voie ?",
      "declared, and nothing was observed: was it by another way?"),
    "OBSERVED_NOT_DECLARED": Words(
      "observé, et non déclaré : l'a-t-on oublié ?",
      "observed, and not declared: was it forgotten?"),
    "NO_SHEET": Words("n'a pas de feuille à ouvrir", "has no sheet to open"),
  ]
}
