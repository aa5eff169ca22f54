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
      "une fiche ne peut pas être fusionnée avec elle-même : donnez deux codes différents",
      "an entry is not merged with itself: give two different codes"),
    "MERGE_CIRCLE": Words(
      "la seconde fiche est déjà fusionnée avec la première : annulez d'abord cette fusion",
      "the second entry was already merged into the first: take that merge back first"),
    "MERGE_ROW_TOO_LONG": Words(
      "trop de fiches fusionnées à la suite : choisissez la dernière de la suite",
      "too many entries merged one into the next: merge into the last of them"),
  ]
}
