/// The words of action sheets and of the sentences that answer their questions.
extension Catalogue {
  /// Returns the sentence for a measure, in which `{n}`, `{d}` and `{v}` stand for numerator, denominator and value. A measure without one
  /// gets a sentence with the figure's name.
  public static func answer(_ code: String, _ language: Language) -> String {
    if let words = answers[code] { return words.text(language) }
    if code.hasPrefix("I0:") {
      let thing = action(String(code.dropFirst(3)), language)
      return language.pick(
        "{n} de {d} forment par \(thing) ({v})", "{n} of {d} train by \(thing) ({v})")
    }
    let name = figure(code, language)
    return language.pick("\(name) : {n} sur {d}, soit {v}", "\(name): {n} of {d}, which is {v}")
  }

  /// The faults of an action sheet.
  public static let sheetFault = Vocabulary([
    "TEXT_MISSING": Words(
      "texte absent en français ou en anglais", "a text is missing in French or English"),
    "CODE_DOUBLED": Words("code présent deux fois", "the code stands there twice"),
    "YEARS_WRONG": Words(
      "première année postérieure à la dernière, ou plus de vingt années",
      "the first year is after the last, or there are more than twenty"),
    "QUESTIONS_MISSING": Words(
      "une fiche doit poser au moins une question", "a sheet must ask at least one question"),
    "QUESTION_WITHOUT_MEASURES": Words(
      "aucun indicateur n'y répond : choisissez-en (vigie evaluation measures)",
      "no figure answers it: choose some (vigie evaluation measures)"),
    "MEASURE_UNKNOWN": Words(
      "indicateur inconnu. Liste : vigie evaluation measures",
      "unknown figure. List: vigie evaluation measures"),
    "SCOPE_UNKNOWN": Words(
      "périmètre inconnu : écrivez all, kind:CS, kind:EVS, ctcd:69M ou ctcd:69D",
      "unknown scope: write all, kind:CS, kind:EVS, ctcd:69M or ctcd:69D"),
    "YEAR_OUTSIDE": Words("année hors de la fiche", "a year outside the sheet"),
    "TARGET_WITHOUT_SOURCE": Words(
      "précisez qui a fixé la cible et quand (setBy, setOn)",
      "say who set the target and when (setBy, setOn)"),
    "BOUND_UNKNOWN": Words(
      "valeur attendue : at_least (au moins) ou at_most (au plus)", "write at_least or at_most"),
    "TARGET_ABOVE_ONE": Words(
      "pour un taux, la cible est comprise entre 0 et 1, par exemple 0.8",
      "a rate's target lies between 0 and 1, for example 0.8"),
    "MEMBER_UNKNOWN": Words(
      "élément inconnu dans une fiche action", "no action sheet has this member"),
  ])

  private static let answers: [String: Words] = [
    "I1": Words(
      "{n} des {d} structures attendues ont répondu à SENACS ({v})",
      "{n} of the {d} structures expected answered SENACS ({v})"),
    "I1-restated": Words(
      "sans celles qui ont fermé, {n} sur {d} ({v})",
      "without those that closed, {n} of {d} ({v})"),
    "I1-on-time": Words("{n} de {d} avant la clôture ({v})", "{n} of {d} before it closed ({v})"),
    "I2a": Words("{v} personnes ont été touchées", "{v} people were reached"),
    "I2b": Words("{v} participations", "{v} participations"),
    "I2c": Words("{v} heures-personnes", "{v} person-hours"),
    "I2d": Words(
      "la formation a touché {n} des {d} structures actives ({v})",
      "training reached {n} of the {d} active structures ({v})"),
    "I2e": Words("dont {v} salariés", "of them {v} employees"),
    "I3a-director": Words(
      "{n} des {d} postes de direction ont vu un départ dans l'année ({v})",
      "in {n} of {d} structures a director left in the year ({v})"),
    "I3a-family_referent": Words(
      "{n} des {d} postes de référent familles ({v})", "a family referent in {n} of {d} ({v})"),
    "I3c-director": Words(
      "le poste de direction a été vacant {n} jours sur {d} ({v})",
      "the director's post was vacant on {n} of {d} days ({v})"),
    "I3c-family_referent": Words(
      "celui de référent familles {n} jours sur {d} ({v})",
      "the family referent's on {n} of {d} days ({v})"),
    "I4": Words(
      "{n} des {d} structures actives ont en poste une personne formée ({v})",
      "{n} of the {d} active structures have somebody trained in post ({v})"),
    "I5a": Words(
      "{n} des {d} structures qui ont dit leur usage se servent des données SENACS ({v})",
      "{n} of the {d} structures that told their use make use of SENACS data ({v})"),
    "I5b": Words(
      "{n} pour dire ou décider quelque chose ({v})",
      "{n} of {d} to say or decide something ({v})"),
    "I5-response": Words(
      "{n} des {d} structures attendues ont répondu à la question ({v})",
      "{n} of the {d} structures expected answered the question ({v})"),
    "I6": Words(
      "le diagnostic partagé est acquis dans {n} des {d} structures évaluées ({v})",
      "the shared diagnosis is acquired in {n} of the {d} structures evaluated ({v})"),
    "I6-coverage": Words(
      "{n} des {d} structures actives sont évaluées ({v})",
      "{n} of the {d} active structures are evaluated ({v})"),
    "I7a": Words(
      "{n} des {d} structures qui ont répondu se disent bien intégrées ({v})",
      "{n} of the {d} structures that answered call themselves well integrated ({v})"),
    "I7b": Words(
      "{n} des {d} structures dont la commune a une instance y ont participé ({v})",
      "{n} of the {d} structures with a body in their commune took part ({v})"),
    "I7c": Words(
      "les structures étaient présentes à {n} de {d} invitations ({v})",
      "structures were present at {n} of {d} invitations ({v})"),
  ]
}
