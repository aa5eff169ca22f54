/// The words of series on territories.
extension Catalogue {
  /// How a series is carried across mergers.
  public static let seriesKind = Vocabulary([
    "count": Words("par somme", "by sum"),
    "rate": Words("par moyenne pondérée", "by weighted mean"),
    "other": Words("jamais, sauf un code changé", "never, but for a code changed"),
  ])

  /// How a value came to its territory, why there is none, or what changed.
  public static let seriesRule = Vocabulary([
    "CODE_CHANGED": Words("même commune, autre code", "same commune, another code"),
    "SUM": Words("somme des communes réunies", "sum of the merged communes"),
    "WEIGHTED_MEAN": Words(
      "moyenne pondérée des communes réunies", "weighted mean of the merged communes"),
    "NOT_CARRIED": Words(
      "absent : cette mesure ne se reporte pas sur des communes réunies",
      "absent: this measure is not carried to merged communes"),
    "MEMBER_MISSING": Words(
      "absent : une des communes réunies n'a pas de valeur",
      "absent: one of the merged communes has no value"),
    "WEIGHT_MISSING": Words(
      "absent : un poids manque, ou tous sont nuls", "absent: a weight is missing, or all are 0"),
    "SPLIT": Words(
      "absent : une partie du territoire en a été détachée",
      "absent: a part of the territory was split off"),
    "LATER_CODES": Words(
      "absent : publié pour un territoire qui n'existait pas encore",
      "absent: published for a territory that was not there yet"),
    "NEW": Words("publié depuis", "published since"),
    "LATER_PERIOD": Words("une période plus récente", "a later period"),
    "REVISED": Words("révisé", "revised"),
  ])

  static let territoryReasons: [String: Words] = [
    "NO_VALUE": Words(
      "pas de valeur : la période reste vide, elle n'est pas à zéro",
      "no value: the period stays empty, it is not zero"),
    "BAD_PERIOD": Words(
      "pas une période : AAAA, AAAA-MM ou AAAA-MM-JJ", "no period: YYYY, YYYY-MM or YYYY-MM-DD"),
    "BAD_QPV_CODE": Words("pas un code de QPV", "no code of a QPV"),
    "OTHER_QPV_LIST": Words(
      "code d'une autre liste : QP… jusqu'à 2023, QN… depuis 2024",
      "a code of another list: QP… until 2023, QN… since 2024"),
    "OUTSIDE_PASSED_OVER": Words(
      "autant de lignes hors du Rhône, non retenues",
      "so many rows outside the Rhône, passed over"),
    "VALUE_CORRECTED": Words(
      "corrigée ; l'ancienne valeur reste lisible", "corrected; the old value stays readable"),
  ]

  static let territoryRefusals: [String: Words] = [
    "SERIES_WRONG": Words(
      "la description de la série ne peut pas servir : {fault}",
      "the series' description cannot be used: {fault}"),
    "SERIES_CHANGED": Words(
      "le code {series} désigne déjà une autre série (nature, unité, territoires) ; en prendre un autre",
      "the code {series} stands for another series already (kind, unit, territories); take another"
    ),
    "GRID_WRONG": Words(
      "la grille ne peut pas servir : {fault}", "the grid cannot be used: {fault}"),
    "DIAGNOSIS_FULL": Words(
      "un diagnostic a {most} lignes au plus ; rien n'a été repris",
      "a diagnosis has {most} rows at most; nothing was taken over"),
    "DECLARATION_UNKNOWN": Words(
      "{structure} ne déclare rien d'une réunion de {body} le {day} ; voir : vigie evaluation meetings --declared",
      "{structure} declares nothing of a meeting of {body} on {day}; see: vigie evaluation meetings --declared"
    ),
    "MEETING_NOT_HELD": Words(
      "la réunion {meeting} de ce jour est annulée ; si elle s'est tenue : vigie change meetings meeting_code={meeting} state=held",
      "meeting {meeting} of that day was cancelled; if it was held: vigie change meetings meeting_code={meeting} state=held"
    ),
    "MEETING_TO_COME": Words(
      "la réunion du {day} n'a pas encore eu lieu ; à confirmer quand elle se sera tenue",
      "the meeting of {day} is still to come; confirm it once it was held"),
    "NO_CHANGE": Words(
      "{series} ne dit rien de nouveau de {territory} depuis le diagnostic ; voir vigie territory portrait",
      "{series} says nothing new of {territory} since the diagnosis; see vigie territory portrait"),
    "SERIES_UNKNOWN": Words(
      "aucune série n'a le code {series} ; voir : vigie territory series",
      "no series has the code {series}; see: vigie territory series"),
    "SERIES_NATURE": Words(
      "le fichier et la description de {series} ne disent pas la même chose : réel ou fictif",
      "the file and the description of {series} do not say the same: real or invented"),
    "COMMUNES_MISSING": Words(
      "les communes ne sont pas encore connues : vigie import communes-69.csv",
      "the communes are not known yet: vigie import communes-69.csv"),
    "TERRITORY_UNKNOWN": Words(
      "{territory} n'est pas une commune du Rhône au {day}, ni un QPV",
      "{territory} is no commune of the Rhône on {day}, and no QPV"),
    "OTHER_STRUCTURE": Words(
      "une structure ne voit que ce qui est à elle ; le portrait de toute commune par --territory",
      "a structure sees only what is its own; the portrait of any commune with --territory"),
  ]
}
