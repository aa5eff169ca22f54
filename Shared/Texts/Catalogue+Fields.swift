/// What a page says at a field of a form: what is wrong, and what to write.
extension Catalogue {
  /// What is wrong with a field, as a sentence for somebody who fills in a form and loads no files.
  ///
  /// - Parameters:
  ///   - code: the code of the finding, such as `BAD_DATE`.
  ///   - language: the language to answer in.
  /// - Returns: the words; those for partners where a form has none of its own.
  public static func field(_ code: String, _ language: Language) -> String {
    fieldReasons[code]?.text(language) ?? remark(code, language)
  }

  static let fieldReasons: [String: Words] = [
    "MISSING_VALUE": Words("à remplir", "to be filled in"),
    "BAD_DATE": Words(
      "ce n'est pas une date : écrivez le jour, par exemple 04/06/2026",
      "it is no date: write the day, for example 2026-06-04"),
    "BAD_NUMBER": Words(
      "ce n'est pas un nombre : écrivez-le en chiffres, par exemple 12",
      "it is no number: write it in digits, for example 12"),
    "BAD_VALUE": Words(
      "ce n'est pas permis ici : choisissez dans la liste, ou enlevez les caractères invisibles",
      "it is not allowed here: choose from the list, or remove invisible characters"),
    "OUT_OF_RANGE": Words(
      "c'est trop long ou trop grand : raccourcissez le texte, ou vérifiez le nombre",
      "it is too long or too great: shorten the text, or check the number"),
    "INTERVAL_REVERSED": Words(
      "ce jour est avant le premier jour : écrivez un jour plus tard",
      "this day lies before the first day: write a later one"),
    "UNKNOWN_BODY": Words(
      "cette instance n'est pas de votre commune, et ne vous a pas invités : choisissez dans la liste",
      "this body is not of your commune, and did not invite you: choose from the list"),
    "RECORD_KNOWN": Words(
      "il y a déjà un enregistrement sous ce code ou ce jour : modifiez-le, ou écrivez autre chose ici",
      "there is a record under this code or day already: change that one, or write something else here"
    ),
    "RECORD_CHANGED": Words(
      "une autre personne l'a modifié entre-temps", "another person changed it meanwhile"),
  ]
}
