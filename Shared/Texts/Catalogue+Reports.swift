/// The words for refusals about reports and publications.
extension Catalogue {
  static let reportRefusals: [String: Words] = [
    "REPORT_UNKNOWN": Words(
      "aucun rapport, ou plusieurs, ne commence par {digest} ; voir : vigie report list",
      "no report, or several, begin with {digest}; see: vigie report list"),
    "REPORT_WRONG": Words(
      "le rapport n'est pas conservé : {fault} ; le figer : vigie report freeze",
      "the report is not kept: {fault}; freeze it: vigie report freeze"),
    "PEER_MISSING": Words(
      "un rapport est conservé quand tous les services ont redonné ses chiffres : nommer peers.{peer} dans evaluation.json",
      "a report is kept when all services gave its figures again: name peers.{peer} in evaluation.json"
    ),
    "NOT_PUBLISHED": Words(
      "rien n'a été publié de {year} ; voir : vigie publish",
      "nothing was published of {year}; see: vigie publish"),
  ]
}
