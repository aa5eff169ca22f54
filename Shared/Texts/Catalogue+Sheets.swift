/// The words of action sheets.
extension Catalogue {
  /// The faults of an action sheet.
  public static let sheetFault = Vocabulary([
    "TEXT_MISSING": Words(
      "un texte manque en français ou en anglais", "a text is missing in French or English"),
    "CODE_DOUBLED": Words("ce code y est deux fois", "this code stands there twice"),
    "YEARS_WRONG": Words(
      "la première année n'est pas après la dernière, et il y en a vingt au plus",
      "the first year is not after the last, and there are twenty at most"),
    "QUESTIONS_MISSING": Words(
      "une fiche pose au moins une question", "a sheet asks a question at least"),
    "QUESTION_WITHOUT_MEASURES": Words(
      "aucune mesure n'y répond ; en choisir : vigie evaluation measures",
      "no measure answers it; choose some: vigie evaluation measures"),
    "MEASURE_UNKNOWN": Words(
      "aucune mesure n'a ce nom ; voir : vigie evaluation measures",
      "no measure has this name; see: vigie evaluation measures"),
    "SCOPE_UNKNOWN": Words(
      "pas un périmètre : all, kind:CS, kind:EVS, ctcd:69M ou ctcd:69D",
      "no scope: all, kind:CS, kind:EVS, ctcd:69M or ctcd:69D"),
    "YEAR_OUTSIDE": Words("cette année n'est pas de la fiche", "the year is none of the sheet's"),
    "TARGET_WITHOUT_SOURCE": Words(
      "une cible dit qui l'a fixée et quand : setBy, setOn",
      "a target says who set it and when: setBy, setOn"),
    "BOUND_UNKNOWN": Words("au moins ou au plus : at_least, at_most", "it is at_least or at_most"),
    "TARGET_ABOVE_ONE": Words(
      "la cible d'un taux est une part de 0 à 1, telle que 0.8",
      "a rate's target is a share from 0 to 1, such as 0.8"),
    "ENOUGH_ANSWERS_WRONG": Words(
      "la part de réponses suffisante est supérieure à 0 et au plus égale à 1, par exemple 0.5",
      "the share of answers that is enough is more than 0 and at most 1, such as 0.5"),
    "MEMBER_UNKNOWN": Words("aucune fiche n'a ce membre", "no sheet has this member"),
  ])
}
