/// What is to be looked at when somebody takes a post, or comes to a training.
extension Catalogue {
  static let mandateReasons: [String: Words] = [
    "DIRECTORS_OVERLAP": Words(
      "deux directions en même temps ; l'autre personne est indiquée entre parenthèses",
      "two directors at once; the other person stands in brackets"),
    "SECOND_OPEN_POST": Words(
      "la personne occupe aussi cette fonction, sans date de fin, dans la structure indiquée entre parenthèses",
      "the person holds this function without an end in the structure in brackets too"),
    "STRUCTURE_CLOSED": Words(
      "la structure est fermée à ces dates ; le premier jour de sa fermeture est indiqué entre parenthèses",
      "the structure is closed on these days; the first day of its closure stands in brackets"),
    "POST_HELD": Words(
      "cette fonction est déjà occupée ; le code de la personne est indiqué entre parenthèses",
      "somebody holds this function already: the codes stand in brackets"),
  ]
}
