/// Why two people may be one person.
extension Catalogue {
  static let duplicateReasons: [String: Words] = [
    "SAME_EMAIL": Words("même courriel", "same e-mail address"),
    "SAME_NAME": Words("mêmes nom et prénom", "same names"),
    "NAMES_SWAPPED": Words("nom et prénom échangés", "names swapped"),
    "CLOSE_NAME": Words(
      "noms à un caractère près, dans une même structure",
      "names one character apart, in one same structure"),
  ]
}
