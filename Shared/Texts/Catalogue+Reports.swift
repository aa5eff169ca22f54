/// The words for refusals about reports and publications.
extension Catalogue {
  static let reportRefusals: [String: Words] = [
    "REPORT_UNKNOWN": Words(
      "Aucun rapport, ou plusieurs, dont l'empreinte commence par {digest}. Liste : vigie report list",
      "No report, or several, whose digest begins with {digest}. List: vigie report list"),
    "REPORT_WRONG": Words(
      "Rapport non conservé : {fault}. Pour figer un rapport : vigie report freeze",
      "The report is not kept: {fault}. To freeze a report: vigie report freeze"),
    "PEER_MISSING": Words(
      "Un rapport n'est conservé que si tous les services en redonnent les indicateurs : complétez peers.{peer} dans evaluation.json.",
      "A report is kept only if all services give its figures again: fill in peers.{peer} in evaluation.json."
    ),
    "NOT_PUBLISHED": Words(
      "Rien n'a été publié pour {year}. Pour publier : vigie publish --all --year {year}",
      "Nothing was published for {year}. To publish: vigie publish --all --year {year}"),
  ]
}
