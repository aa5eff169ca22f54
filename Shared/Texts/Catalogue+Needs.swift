/// The words for why a structure needs a training, and why it is fragile.
extension Catalogue {
  static let needReasons: [String: Words] = [
    "VACANT": Words("poste de direction vacant", "the director's post is vacant"),
    "INTERIM": Words("direction par intérim", "an interim director"),
    "NEW_DIRECTOR": Words(
      "direction en poste depuis moins de 12 mois", "the director came less than 12 months ago"),
    "EXPIRED": Words(
      "la formation des personnes en poste date de 48 mois ou plus",
      "those in post were trained 48 months ago or more"),
    "LEFT": Words(
      "les personnes formées ont quitté leur poste", "those who were trained have left"),
    "NEVER": Words(
      "aucune personne en poste, actuelle ou passée, n'a été formée",
      "nobody who held a post there was ever trained"),
    "APPROVAL_ENDS": Words(
      "l'agrément prend fin dans moins de 12 mois", "the approval ends in less than 12 months"),
  ]
}
