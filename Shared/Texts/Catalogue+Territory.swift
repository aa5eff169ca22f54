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
      "Description de série non utilisable : {fault}.",
      "The series' description cannot be used: {fault}."),
    "SERIES_CHANGED": Words(
      "Le code {series} désigne déjà une autre série (nature, unité ou territoires) : choisissez un autre code.",
      "The code {series} already stands for another series (kind, unit or territories): choose another code."
    ),
    "GRID_WRONG": Words(
      "Grille non utilisable : {fault}.", "The grid cannot be used: {fault}."),
    "DIAGNOSIS_FULL": Words(
      "{most} lignes au plus par diagnostic : aucune ligne enregistrée.",
      "A diagnosis has {most} rows at most: no row was recorded."),
    "DECLARATION_UNKNOWN": Words(
      "{structure} ne déclare aucune réunion de {body} le {day}. Déclarations : vigie evaluation meetings --declared",
      "{structure} declares no meeting of {body} on {day}. Declarations: vigie evaluation meetings --declared"
    ),
    "MEETING_NOT_HELD": Words(
      "La réunion {meeting} de ce jour est annulée. Si elle s'est tenue : vigie change meetings meeting_code={meeting} state=held",
      "Meeting {meeting} of that day was cancelled. If it was held: vigie change meetings meeting_code={meeting} state=held"
    ),
    "MEETING_TO_COME": Words(
      "La réunion du {day} n'a pas encore eu lieu : confirmez la présence après la réunion.",
      "The meeting of {day} is still to come: confirm the presence after it."),
    "NO_CHANGE": Words(
      "{series} : rien de nouveau pour {territory} depuis le diagnostic.",
      "{series}: nothing new for {territory} since the diagnosis."),
    "SERIES_UNKNOWN": Words(
      "Aucune série ne porte le code {series}. Liste : vigie territory series",
      "No series has the code {series}. List: vigie territory series"),
    "SERIES_NATURE": Words(
      "Le fichier de {series} et sa description ne concordent pas : l'un est fictif, l'autre réel.",
      "The file of {series} and its description disagree: one is fictitious, the other real."),
    "COMMUNES_MISSING": Words(
      "La liste des communes est absente : chargez-la d'abord (vigie import communes-69.csv).",
      "The list of communes is missing: load it first (vigie import communes-69.csv)."),
    "TERRITORY_UNKNOWN": Words(
      "« {territory} » n'est ni une commune du Rhône au {day}, ni un QPV.",
      "“{territory}” is neither a commune of the Rhône on {day} nor a QPV."),
    "OTHER_STRUCTURE": Words(
      "Cette clé ne donne accès qu'aux données de sa structure. Pour le portrait d'une autre commune : --territory",
      "This key gives access to the data of its structure only. For the portrait of another commune: --territory"
    ),
  ]
}
