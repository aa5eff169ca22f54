import Tabular
import Values

extension FactKind {
  /// `agreements.csv`: what structures and partners have agreed on, from when to when. Source: acceptance/year.md.
  ///
  /// The rows stay among the services. A row does not say whose territory it concerns, since the agreement's parties and communes are rows
  /// of other files: a message about it would go to everybody, and would tell of drafts that nobody has signed.
  public static let agreements = FactKind(
    TableForm(
      "agreements.csv", key: ["agreement_code"],
      columns: [
        Column("agreement_code", example: "C01")
          .fr("code de la convention", "Le code de la convention")
          .en("agreement code", "The code of the agreement"),
        Column("kind", .oneOf(AgreementKind.self))
          .fr(
            "type",
            "Convention tripartite, convention territoriale globale (ctg), contrat de ville (city_policy) ou autre"
          )
          .en(
            "kind",
            "A tripartite agreement, a convention territoriale globale (ctg), a contrat de ville (city_policy) or another"
          ),
        Column("title", .text)
          .fr("intitulé", "L'intitulé de la convention")
          .en("title", "The agreement's title"),
        Column("signed_on", .date, mayBeEmpty: true)
          .fr("signée le", "Le jour de la signature ; vide tant que c'est un projet")
          .en("signed on", "The day on which it was signed; empty while it is a draft"),
        Column("from", .date)
          .fr("du", "Le premier jour de la convention")
          .en("from", "The first day of the agreement"),
        Column("to", .date, mayBeEmpty: true)
          .fr("au", "Le dernier jour prévu ; vide s'il n'y en a pas")
          .en("to", "The last day that was agreed on; empty where there is none"),
        Column("ended_on", .date, mayBeEmpty: true)
          .fr("résiliée le", "Le jour de la résiliation, avant le terme prévu ; vide sinon")
          .en("ended on", "The day on which it was broken off; empty otherwise"),
      ], intervals: [("from", "to"), ("from", "ended_on")], isReferredTo: true), owner: "registry",
    words: (
      "conventions : tripartites, CTG, contrats de ville et autres",
      "agreements: tripartite ones, CTG, contrats de ville and others"
    ),
    event: .members(
      [
        "code": "agreement_code", "kind": "kind", "title": "title", "signedOn": "signed_on",
        "from": "from", "to": "to", "endedOn": "ended_on",
      ], type: "agreement-recorded", list: "agreements"), isInternal: true)
}
