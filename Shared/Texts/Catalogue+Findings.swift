/// The words of findings that depend on more than their code: on what the column holds, on the kind of file, on what stands beside.
extension Catalogue {
  /// The reasons whose key is a code and, after a point, what narrows it; `several` is about several columns.
  static let narrowedReasons: [String: Words] = [
    "BAD_DATE.instant": Words(
      "il faut la date et l'heure, par exemple 2025-05-01T10:00:00Z",
      "the day and the time are needed, such as 2025-05-01T10:00:00Z"),
    "BAD_DATE.sheet": Words(
      "date non reconnue, ou hors de 1900-2199 : saisissez une date dans la cellule (jj/mm/aaaa)",
      "not a date, or outside 1900-2199: enter a date into the cell"),
    "BAD_FORMAT.time": Words(
      "heure non reconnue : écrivez par exemple 09:30", "not a time: write for example 09:30"),
    "BAD_NUMBER.sheet": Words(
      "nombre non reconnu, négatif ou trop petit, trop long, ou avec trop de décimales : saisissez un nombre seul dans la cellule",
      "not a number, or negative or too small, too long, or with too many decimals: enter a number alone into the cell"
    ),
    "BAD_VALUE.email": Words("adresse de courriel non valide", "not an e-mail address"),
    "BAD_VALUE.listed": Words("valeur non prévue", "not one of the values allowed"),
    "BAD_VALUE.territory": Words("code de territoire non valide", "not the code of a territory"),
    "BAD_VALUE.when": Words("cellule à laisser vide", "the cell must be left empty"),
    "DUPLICATE_COLUMN.several": Words("colonnes en double", "the columns stand twice"),
    "MISSING_COLUMN.optional": Words(
      "colonne facultative absente du fichier", "the file lacks this optional column"),
    "MISSING_COLUMN.optional.several": Words(
      "colonnes facultatives absentes du fichier", "the file lacks these optional columns"),
    "MISSING_COLUMN.several": Words("colonnes absentes du fichier", "the file lacks the columns"),
    "OUT_OF_RANGE.bounds": Words("valeur hors des limites", "beyond the bounds"),
    "UNKNOWN_COLUMN.several": Words(
      "colonnes non prévues, ignorées", "unknown columns, ignored"),
  ]

  /// How the values beside a finding are told, by its key; `{values}` stands for them.
  static let besides: [String: Words] = [
    "BAD_VALUE.listed": Words("attendu : {values}", "expected: {values}"),
    "BAD_VALUE.when": Words("quand {values}", "where {values}"),
    "CODE_LOOKS_LIKE": Words("connu : {values}", "known: {values}"),
    "CODE_UNKNOWN": Words("connus : {values}", "known: {values}"),
    "CORRECTED": Words("valeur d'avant : {values}", "before: {values}"),
    "DAY_WITH_TIME": Words("jour de Paris : {values}", "day in Paris: {values}"),
    "HALF_DAY_OUTSIDE": Words("session : {values}", "session: {values}"),
    "MANY_HALF_DAYS": Words("au plus {values}", "{values} at most"),
    "MISSING_VALUE": Words("obligatoire quand {values}", "needed where {values}"),
    "RECORD_UNKNOWN": Words("proches : {values}", "near it: {values}"),
    "REFERENCE_LOOKS_LIKE": Words("connu : {values}", "known: {values}"),
    "SIRET_REPEATED": Words("structure : {values}", "structure: {values}"),
  ]

  /// The values beside a finding, in words.
  ///
  /// - Parameters:
  ///   - values: the values, such as the codes that are known or look alike, the value before, the day.
  ///   - key: the finding's code, with what narrows it.
  ///   - language: the language to answer in.
  /// - Returns: the values with what they are, such as `attendu : draft, validated`; a bound such as `0…99` as `de 0 à 99`.
  public static func beside(
    _ values: [String], of key: String, _ language: Language
  ) -> String {
    if key == "OUT_OF_RANGE.bounds" { return bounds(values.first ?? "", language) }
    let list = values.map { $0.isEmpty ? "–" : $0 }.joined(separator: ", ")
    return besides[key]?.text(language).replacing("{values}", with: list) ?? list
  }

  /// Bounds of the form `0…99`, of which one may be absent.
  private static func bounds(_ text: String, _ language: Language) -> String {
    let ends = text.split(separator: "…", omittingEmptySubsequences: false).map(String.init)
    guard ends.count == 2 else { return text }
    switch (ends[0], ends[1]) {
    case (let least, ""): return language.pick("au moins \(least)", "at least \(least)")
    case ("", let most): return language.pick("au plus \(most)", "at most \(most)")
    case (let least, let most):
      return language.pick("de \(least) à \(most)", "from \(least) to \(most)")
    }
  }
}
