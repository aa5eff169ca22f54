/// The words for what is shown beside the figures: causes of departure, estimates, what is declared and what was observed.
extension Catalogue {
  static let measureReasons: [String: Words] = [
    "contract_end": Words("fin de contrat", "end of contract"),
    "mobility": Words("mobilité", "mobility"),
    "retirement": Words("retraite", "retirement"), "other": Words("autre", "other"),
    "not_communicated": Words("non communiqué", "not communicated"),
    "ESTIMATED": Words("estimée", "estimated"),
    "TOO_FEW": Words("effectif insuffisant (moins de 20)", "too few (fewer than 20)"),
    "MORE_THAN_HALF_GO_ON": Words(
      "plus de la moitié sont encore en poste : médiane non atteinte",
      "more than half are still in post: no median yet"),
    "AGREES": Words("déclaration confirmée", "declaration confirmed"),
    "DECLARED_NOT_OBSERVED": Words("déclaré, non constaté", "declared, not observed"),
    "OBSERVED_NOT_DECLARED": Words("constaté, non déclaré", "observed, not declared"),
    "NO_SHEET": Words("pas de restitution SENACS à ouvrir", "no SENACS feedback sheet to open"),
  ]
}
