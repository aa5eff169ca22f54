/// The words for faults of documents that somebody wrote: codebooks, series, grids, schemas, configurations, reports.
extension Catalogue {
  /// What is wrong with a document, and often what to write.
  ///
  /// - Parameters:
  ///   - code: the fault's code, such as `FIELD_ABSENT`.
  ///   - values: what it is about, in the order in which the words number them.
  ///   - language: the language to answer in.
  /// - Returns: words without a full stop; the code where it has no words.
  public static func fault(_ code: String, _ values: [String], _ language: Language) -> String {
    let text = documentFaults[code]?.text(language) ?? code
    return values.enumerated().reduce(text) { text, value in
      text.split(separator: "{\(value.offset + 1)}", omittingEmptySubsequences: false)
        .joined(separator: value.element)
    }
  }

  private static let documentFaults = [
    formFaults, schemaFaults, codebookFaults, changeFaults, seriesFaults, gridFaults,
    readingFaults, reportFaults,
  ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

  private static let formFaults: [String: Words] = [
    "JSON_FORM": Words("fichier JSON mal formé", "the JSON is malformed"),
    "JSON_MEMBER": Words("il manque {1}", "{1} is missing"),
    "JSON_KIND": Words("{1} n'a pas le type attendu", "{1} is of another kind than expected"),
    "JSON_VALUE": Words("{1} : valeur non prévue", "{1}: {2}"),
  ]

  /// `{1}` is the field.
  private static let schemaFaults: [String: Words] = [
    "SCHEMA_FORMAT": Words(
      "colonne {1} : format « {2} » non reconnu ; écrivez {3}",
      "field {1}: the format {2} is not understood; say {3}"),
    "SCHEMA_DECIMAL": Words(
      "colonne {1} : decimalChar est un seul caractère ASCII, qui ne sert pas déjà dans les nombres",
      "field {1}: decimalChar is one ASCII character that numbers do not have otherwise"),
    "SCHEMA_DELIMITER": Words(
      "colonne {1} : delimiter est un seul caractère ASCII",
      "field {1}: delimiter is one ASCII character"),
    "SCHEMA_NESTED_LIST": Words(
      "colonne {1} : une liste de listes n'est pas prévue",
      "field {1}: a list of lists is not understood"),
    "SCHEMA_NUMBER": Words(
      "colonne {1} : « {2} » n'est pas un nombre", "field {1}: {2} is no number"),
    "SCHEMA_DAY": Words(
      "colonne {1} : « {2} » n'est pas une date de la forme AAAA-MM-JJ",
      "field {1}: {2} is no day of the form YYYY-MM-DD"),
    "SCHEMA_VALUE": Words(
      "colonne {1} : « {2} » n'est pas du type {3}", "field {1}: {2} is no {3}"),
    "SCHEMA_BOUNDS": Words(
      "colonne {1} : minimum et maximum sont réservés aux nombres et aux dates",
      "field {1}: a minimum or maximum is for numbers and days"),
    "SCHEMA_PATTERN": Words(
      "colonne {1} : « {2} » n'est pas une expression régulière",
      "field {1}: {2} is no regular expression"),
    "SCHEMA_ENUM": Words(
      "colonne {1} : « {2} », dans enum, n'est pas un nombre",
      "field {1}: {2} in enum is no number"),
    "SCHEMA_KEY": Words(
      "{2} cite {1}, qui n'est pas une colonne", "{2} names {1}, which is no field"),
  ]

  private static let codebookFaults: [String: Words] = [
    "RULE_INCOMPLETE": Words(
      "règle {1} ({2}) : type inconnu, ou question non précisée",
      "rule {1} ({2}) is of no known kind, or a field that it needs is not said"),
    "RULE_FIELD": Words(
      "règle {1} ({2}) : {3} n'est pas un nombre du questionnaire",
      "rule {1} ({2}): {3} is no number of this codebook"),
    "RULE_PERCENT": Words(
      "règle {1} ({2}) : percent doit être supérieur à 0",
      "rule {1} ({2}): percent is more than 0"),
    "RULE_WITHIN": Words(
      "règle {1} ({2}) : within va de 0 à {3}", "rule {1} ({2}): within is 0 to {3}"),
    "SIZES_FIELD": Words(
      "sizes : {1} n'est pas un nombre du questionnaire",
      "sizes: {1} is no number of this codebook"),
    "SIZES_BOUNDS": Words(
      "sizes : bounds contient au moins une borne ; les bornes vont en croissant, de 0 à {1}",
      "sizes: bounds are at least one, rise, and lie within 0 to {1}"),
    "NAMES_TWICE": Words(
      "deux questions portent le même nom (name)", "two fields have the same name"),
    "FIELD_UNNAMED": Words("une question n'a pas de nom (name)", "a field has no name"),
    "FIELD_ABSENT": Words("il manque la question {1}", "it has no field {1}"),
    "FIELD_NOT_DATE": Words(
      "la question {1} doit être une date, et non {2}", "{1} is a date, not {2}"),
    "BLOCK_UNKNOWN": Words(
      "la question {1} est du bloc {2}, absent de blocks",
      "{1} is of block {2}, which blocks does not name"),
  ]

  /// What a codebook says, or does not say, of its changes since the campaign before.
  private static let changeFaults: [String: Words] = [
    "CHANGE_KIND": Words(
      "changement de {1} : écrivez renamed, redefined ou removed",
      "the change of {1} is renamed, redefined or removed"),
    "CHANGE_NO_FIELD": Words(
      "{1} est dit {2}, mais n'est pas une question du questionnaire",
      "{1} is said to be {2}, and is no field"),
    "CHANGE_STILL_THERE": Words(
      "{1} est dit supprimé (removed), mais reste dans le questionnaire",
      "{1} is said to be removed, and is a field"),
    "CHANGE_FROM": Words(
      "{1} est renommé : précisez l'ancien nom (from)", "{1} is renamed: say from"),
    "CHANGE_FROM_NOTHING": Words(
      "{1} est dit renommé depuis {2}, qui n'existait pas",
      "{1} is said to be {2} renamed, which was not there"),
    "CHANGE_OF_TYPE": Words(
      "{1} était de type {2} et devient {3} : déclarez-le redéfini (redefined)",
      "{1} was of type {2} and is {3}: say that it is redefined"),
    "CHANGE_REMOVED_NOTHING": Words(
      "{1} est dit supprimé (removed), mais n'existait pas",
      "{1} is said to be removed, and was not there"),
    "CHANGE_UNSAID": Words(
      "{1} n'y est plus : déclarez-le supprimé (removed) ou renommé (renamed)",
      "{1} is not there any more: say that it is removed or renamed"),
  ]

  private static let seriesFaults: [String: Words] = [
    "SERIES_CODE": Words(
      "code : de 1 à 40 caractères parmi A à Z, 0 à 9, - et _",
      "code is 1 to 40 of A…Z, 0…9, - and _"),
    "TEXT_LENGTH": Words("{1} : de 1 à 300 caractères", "{1} has 1 to 300 characters"),
    "SERIES_KIND": Words(
      "kind : écrivez count, rate ou other", "kind is count, rate or other"),
    "TERRITORY_KIND": Words(
      "territoryKind : écrivez commune ou qpv", "territoryKind is commune or qpv"),
    "QPV_BEFORE_LISTS": Words(
      "codesAsOf : au plus tôt 2015-01-01, car il n'y avait pas de liste des QPV avant",
      "codesAsOf is 2015-01-01 or later: there is no list of QPV before"),
    "FICTITIOUS_UNSAID": Words(
      "labels et source de données fictives doivent contenir FICTIF ou FICTITIOUS",
      "labels and source of fictitious data must say FICTIF or FICTITIOUS"),
    "COLUMNS_SHAPE": Words(
      "columns : period et value, ou bien values, une colonne par période",
      "columns has period and value, or values by period"),
    "WEIGHT_PLACE": Words(
      "columns : weight va avec value, weights avec values",
      "columns has weight beside value, or weights beside values"),
    "LABELS_TWICE": Words(
      "columns : chaque libellé est différent des autres, et aucun n'est vide",
      "each of columns is another label, and none is empty"),
    "NO_PERIOD": Words(
      "columns.values : « {1} » n'est pas une période", "columns.values: {1} is no period"),
    "WEIGHT_PERIODS": Words(
      "columns.weights : seulement les périodes de columns.values",
      "columns.weights has periods of columns.values only"),
    "RATE_WEIGHT": Words(
      "un taux (rate) précise son poids : columns.weight, columns.weights ou weightSeries",
      "a rate names what weighs it: columns.weight, columns.weights or weightSeries"),
    "WEIGHT_USELESS": Words("seul un taux (rate) a un poids", "only a rate is weighed"),
  ]

  private static let gridFaults: [String: Words] = [
    "GRID_MONTHS": Words(
      "freshnessMonths : trois nombres de mois, en croissant, de 0 à 1200",
      "freshnessMonths are three rising numbers of months, 0…1200")
  ]

  /// How a program says that a file is to be read.
  private static let readingFaults: [String: Words] = [
    "READING_NEEDED": Words(
      "précisez comment lire {1}", "say how {1} is to be read"),
    "READING_GIVEN": Words(
      "{1} ne se lit que d'une façon", "{1} is read in one way only"),
    "READING_ENCODING": Words(
      "encoding : écrivez utf-8, windows-1252, utf-16le ou utf-16be",
      "encoding is utf-8, windows-1252, utf-16le or utf-16be"),
    "READING_SEPARATOR": Words(
      "separator : écrivez ; , | ou une tabulation", "separator is one of ; , | and a tab"),
    "READING_LABELS": Words("{1} : {2} libellés au plus", "{1} has {2} labels at most"),
    "READING_DECIMAL": Words("decimal : écrivez . ou ,", "decimal is . or ,"),
    "READING_GROUP": Words(
      "group : écrivez un espace, U+00A0 ou U+202F", "group is a space, U+00A0 or U+202F"),
    "READING_DATE_SEPARATOR": Words(
      "dateSeparator : écrivez - / ou .", "dateSeparator is - / or ."),
    "READING_DATES": Words(
      "dates : écrivez iso, day-first ou month-first", "dates is iso, day-first or month-first"),
    "READING_COLUMN": Words(
      "columns : decimal est . ou , et dates est iso, day-first ou month-first",
      "a column's decimal is . or , and its dates iso, day-first or month-first"),
  ]

  /// Why a report that somebody sends is not the services' own.
  private static let reportFaults: [String: Words] = [
    "REPORT_KIND": Words(
      "ce n'est pas un rapport d'un type connu", "it is no report of a kind that is known"),
    "REPORT_FORM": Words(
      "il n'est pas écrit sous la forme des rapports",
      "it is not written in the one way that reports are"),
    "REPORT_PINS": Words(
      "il n'indique pas l'état des données de chacun des quatre services",
      "it does not say up to where each of the four services' data go"),
    "REPORT_PIN_LATER": Words(
      "le service {1} n'a rien enregistré à l'instant {2}", "{1} has recorded nothing at {2}"),
    "REPORT_PART_PINS": Words(
      "la partie {1} a ses propres repères ou ses propres règles de calcul",
      "{1} has pins or rules of its own"),
    "REPORT_RULES": Words(
      "le service {1} applique les règles de calcul {2}, et non {3}",
      "{1} counts by rules {2}, not {3}"),
    "REPORT_NETWORK": Words(
      "il porte sur un autre réseau que celui du service {1}",
      "it is of another network than {1}'s"),
    "REPORT_TWICE": Words(
      "un indicateur de {1} y est présent deux fois", "it has a figure of {1} twice"),
    "REPORT_FIGURE": Words(
      "{1}, {2} {3} : il donne {4}, et les services donnent {5}",
      "{1}, {2} {3} is {4} in it, and {5} by the service"),
    "REPORT_BESIDE": Words(
      "{1}, joint aux indicateurs, n'est pas ce que donnent les services",
      "{1} beside its figures is not what the services say"),
  ]
}
