/// Why two people may be one person, and why an entry may not be merged into another one.
extension Catalogue {
  static let duplicateReasons: [String: Words] = [
    "SAME_EMAIL": Words("même courriel", "same e-mail address"),
    "SAME_NAME": Words("mêmes nom et prénom", "same names"),
    "NAMES_SWAPPED": Words("nom et prénom échangés", "names swapped"),
    "CLOSE_NAME": Words(
      "noms à un caractère près, dans une même structure",
      "names one character apart, in one same structure"),
    "MERGED_WITH_ITSELF": Words(
      "un code ne se fusionne pas avec lui-même : donnez deux codes différents",
      "a code is not merged with itself: give two different codes"),
    "MERGE_CIRCLE": Words(
      "le second code est déjà fusionné avec le premier : annulez d'abord cette fusion",
      "the second code was already merged into the first: take that merge back first"),
    "MERGE_ROW_TOO_LONG": Words(
      "trop de codes fusionnés à la suite : choisissez le dernier de la suite",
      "too many codes merged one into the next: merge into the last of them"),
  ]
}
