/// What is to be looked at when somebody takes a post, or comes to a training.
extension Catalogue {
  static let mandateReasons: [String: Words] = [
    "DIRECTORS_OVERLAP": Words(
      "deux directions à la fois : entre parenthèses, l'autre personne",
      "two directors at once: the other person stands in brackets"),
    "SECOND_OPEN_POST": Words(
      "la personne occupe aussi cette fonction, sans fin prévue, dans la structure entre parenthèses",
      "the person holds this function without an end in the structure in brackets too"),
    "STRUCTURE_CLOSED": Words(
      "la structure est fermée ces jours-là ; entre parenthèses, le premier jour de sa fermeture",
      "the structure is closed on these days; the first day of its closure stands in brackets"),
    "POST_HELD": Words(
      "cette fonction est déjà occupée ; entre parenthèses, par qui",
      "somebody holds this function already: the codes stand in brackets"),
  ]
}
