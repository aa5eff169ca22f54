/// The words of series on territories.
extension Catalogue {
  /// How a series is carried across mergers.
  public static let seriesKind = Vocabulary([
    "count": Words("somme", "sum"),
    "rate": Words("moyenne pondérée", "weighted mean"),
    "other": Words("aucun recalcul", "not recalculated"),
  ])

  /// How a value came to its territory, why there is none, or what changed.
  public static let seriesRule = Vocabulary([
    "CODE_CHANGED": Words("même commune, nouveau code", "same commune, new code"),
    "SUM": Words("somme des communes fusionnées", "sum of the merged communes"),
    "WEIGHTED_MEAN": Words(
      "moyenne pondérée des communes fusionnées", "weighted mean of the merged communes"),
    "NOT_CARRIED": Words(
      "absente : cet indicateur ne se recalcule pas après une fusion",
      "absent: this indicator is not recalculated after a merger"),
    "MEMBER_MISSING": Words(
      "absente : valeur manquante pour une des communes fusionnées",
      "absent: one of the merged communes has no value"),
    "WEIGHT_MISSING": Words(
      "absente : pondération manquante ou nulle", "absent: a weight is missing, or all are 0"),
    "SPLIT": Words(
      "absente : une partie du territoire a été séparée",
      "absent: a part of the territory was split off"),
    "LATER_CODES": Words(
      "absente : publiée pour un territoire qui n'existait pas encore",
      "absent: published for a territory that was not there yet"),
    "NEW": Words("publiée depuis", "published since"),
    "LATER_PERIOD": Words("période plus récente", "later period"),
    "REVISED": Words("valeur révisée", "revised value"),
  ])

  static let territoryReasons: [String: Words] = [
    "NO_VALUE": Words(
      "aucune valeur pour cette période (absente, et non nulle)",
      "no value for this period (absent, not zero)"),
    "BAD_PERIOD": Words(
      "période non reconnue : AAAA, AAAA-MM ou AAAA-MM-JJ",
      "not a period: YYYY, YYYY-MM or YYYY-MM-DD"),
    "BAD_QPV_CODE": Words("code de QPV non reconnu", "not the code of a QPV"),
    "OTHER_QPV_LIST": Words(
      "code d'une autre liste de QPV (QP… jusqu'en 2023, QN… depuis 2024)",
      "a code of another list of QPV (QP… until 2023, QN… since 2024)"),
    "OUTSIDE_PASSED_OVER": Words(
      "lignes hors Rhône, ignorées", "rows outside the Rhône, passed over"),
    "VALUE_CORRECTED": Words(
      "valeur corrigée (l'ancienne reste consultable)",
      "value corrected (the old one can still be read)"),
  ]

  static let territoryRefusals: [String: Words] = [
    "SERIES_WRONG": Words(
      "Description de série non utilisable : {fault}. Corrigez-la, puis recommencez.",
      "The series' description cannot be used: {fault}. Correct it, then try again."),
    "SERIES_CHANGED": Words(
      "Le code {series} désigne déjà une autre série (nature, unité, territoires). Choisissez un autre code.",
      "The code {series} stands for another series already (kind, unit, territories). Choose another code."
    ),
    "GRID_WRONG": Words(
      "Grille non utilisable : {fault}. Corrigez-la, puis recommencez.",
      "The grid cannot be used: {fault}. Correct it, then try again."),
    "DIAGNOSIS_FULL": Words(
      "Un diagnostic a {most} lignes au plus ; rien n'a été enregistré. Retirez des lignes, puis recommencez.",
      "A diagnosis has {most} rows at most; nothing was recorded. Take rows out, then try again."),
    "DECLARATION_UNKNOWN": Words(
      "{structure} ne déclare pas de réunion de {body} le {day}. Liste : vigie evaluation meetings --declared --year ANNÉE",
      "{structure} declares no meeting of {body} on {day}. List: vigie evaluation meetings --declared --year YEAR"
    ),
    "MEETING_NOT_HELD": Words(
      "La réunion {meeting} de ce jour est annulée. Si elle a eu lieu : vigie change meetings meeting_code={meeting} state=held",
      "Meeting {meeting} of that day was cancelled. If it was held: vigie change meetings meeting_code={meeting} state=held"
    ),
    "MEETING_TO_COME": Words(
      "La réunion du {day} n'a pas encore eu lieu. Confirmez-la quand elle se sera tenue.",
      "The meeting of {day} is still to come. Confirm it once it was held."),
    "NO_CHANGE": Words(
      "La série {series} n'a rien de nouveau pour {territory} depuis le diagnostic. Pour voir ses valeurs : vigie territory portrait",
      "{series} says nothing new of {territory} since the diagnosis. To see its values: vigie territory portrait"
    ),
    "SERIES_UNKNOWN": Words(
      "Aucune série ne porte le code {series}. Liste : vigie territory series",
      "No series has the code {series}. List: vigie territory series"),
    "SERIES_NATURE": Words(
      "Le fichier de {series} et sa description ne concordent pas : l'un est réel, l'autre fictif. Corrigez la description.",
      "The file of {series} and its description do not agree: one is real, the other fictitious. Correct the description."
    ),
    "COMMUNES_MISSING": Words(
      "Les communes ne sont pas encore chargées. Chargez-les : vigie import communes-69.csv",
      "The communes are not loaded yet. Load them: vigie import communes-69.csv"),
    "TERRITORY_UNKNOWN": Words(
      "« {territory} » n'est ni une commune du Rhône, ni un QPV. Vérifiez le code.\nDate demandée : {day}",
      "“{territory}” is no commune of the Rhône, and no QPV. Check the code.\nDay asked about: {day}"
    ),
    "OTHER_STRUCTURE": Words(
      "Cette clé ne donne accès qu'aux données de sa structure ; celle de la fédération, qu'à celles de ses adhérentes. Vérifiez le code de la structure.",
      "This key gives access to the data of its own structure only; the federation's, to those of its members. Check the structure's code."
    ),
  ]
}
