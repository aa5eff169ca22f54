/// The words of action sheets.
extension Catalogue {
  /// The faults of an action sheet.
  public static let sheetFault = Vocabulary([
    "TEXT_MISSING": Words(
      "texte absent en français ou en anglais", "a text is missing in French or English"),
    "CODE_DOUBLED": Words("code présent deux fois", "the code stands there twice"),
    "YEARS_WRONG": Words(
      "première année postérieure à la dernière, ou plus de vingt années",
      "the first year is after the last, or there are more than twenty"),
    "QUESTIONS_MISSING": Words(
      "une fiche action doit poser au moins une question",
      "an action sheet must ask at least one question"),
    "QUESTION_WITHOUT_MEASURES": Words(
      "aucun indicateur n'y répond : choisissez-en (vigie evaluation measures)",
      "no figure answers it: choose some (vigie evaluation measures)"),
    "MEASURE_UNKNOWN": Words(
      "indicateur inconnu. Liste : vigie evaluation measures",
      "unknown figure. List: vigie evaluation measures"),
    "SCOPE_UNKNOWN": Words(
      "périmètre inconnu : écrivez all, kind:CS, kind:EVS, ctcd:69M ou ctcd:69D",
      "unknown scope: write all, kind:CS, kind:EVS, ctcd:69M or ctcd:69D"),
    "YEAR_OUTSIDE": Words("année hors de la fiche action", "a year outside the action sheet"),
    "TARGET_WITHOUT_SOURCE": Words(
      "précisez qui a fixé la cible et quand (setBy, setOn)",
      "say who set the target and when (setBy, setOn)"),
    "BOUND_UNKNOWN": Words(
      "valeur attendue : at_least (au moins) ou at_most (au plus)", "write at_least or at_most"),
    "TARGET_ABOVE_ONE": Words(
      "pour un taux, la cible est comprise entre 0 et 1, par exemple 0.8",
      "a rate's target lies between 0 and 1, for example 0.8"),
    "ENOUGH_ANSWERS_WRONG": Words(
      "la part de réponses suffisante est supérieure à 0 et au plus égale à 1, par exemple 0.5",
      "the share of answers that is enough is more than 0 and at most 1, for example 0.5"),
    "MEMBER_UNKNOWN": Words(
      "élément inconnu dans une fiche action", "no action sheet has this member"),
  ])
}
