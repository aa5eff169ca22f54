import Composition
import Contracts
import Texts
import Values

/// What a hand-over says of the structure itself: who may read it, the team, agreements, funding, and whom to call.
extension HandoverText {
  var readers: Dossier.Section {
    Dossier.Section(
      title: pick("Qui peut lire ce dossier", "Who may read this file"),
      sentences: [
        handover.namesPeople
          ? pick(
            "Ce dossier nomme des personnes : ne le diffusez pas. Il est réservé à la direction et au conseil d'administration de la structure, à la Caf et à la fédération.",
            "This file names people: do not pass it on. It is for the structure's director and board, the Caf and the federation only."
          )
          : pick(
            "Ce dossier ne nomme personne : il peut être diffusé.",
            "This file names nobody: it may be passed on.")
      ])
  }

  var team: Dossier.Section? {
    guard let team = handover.team else { return nil }
    return Dossier.Section(
      title: pick("L'équipe", "The team"),
      sentences: team.isEmpty
        ? [pick("Aucune personne en poste à cette date.", "Nobody is in post on that day.")] : [],
      header: [
        pick("fonction", "function"), pick("du", "from"), pick("au", "to"),
        pick("personne", "person"), pick("courriel", "e-mail"),
      ],
      rows: team.map { post in
        let function = Catalogue.reason(post.function, language)
        return [
          post.interim ? "\(function) (\(pick("par intérim", "interim")))" : function,
          day(post.from), post.to.map(day) ?? "–", post.name ?? post.person ?? "–",
          post.email ?? "–",
        ]
      })
  }

  var agreements: Dossier.Section? {
    guard let agreements = handover.agreements else { return nil }
    return Dossier.Section(
      title: pick("Conventions", "Agreements"),
      sentences: agreements.isEmpty
        ? [pick("Aucune convention.", "No agreement.")]
        : [],
      header: [
        pick("intitulé", "title"), pick("type", "kind"), pick("état", "state"),
        pick("du", "from"), pick("au", "to"), pick("signataires", "parties"),
        pick("à vérifier", "to check"),
      ],
      rows: agreements.map { row in
        [
          "\(row.title) (\(row.code))", Catalogue.agreementKind(row.kind, language),
          Catalogue.agreementState(row.state, language), day(row.from),
          [row.to, row.endedOn].compactMap(\.self).min().map(day) ?? "–",
          (row.partyNames ?? row.parties).joined(separator: ", "),
          row.findings.map { Catalogue.reason($0, language) }.joined(separator: ", "),
        ]
      })
  }

  var funding: Dossier.Section? {
    guard let funding = handover.funding else { return nil }
    let rows = funding.flatMap { year in
      year.rows.map { row in
        [
          String(year.year),
          row.partnerName ?? row.partner ?? Catalogue.partnerKind(row.kind, language),
          Catalogue.contributionPurpose(row.purpose, language), euros(row.promised),
          euros(row.paid),
        ]
      }
    }
    return Dossier.Section(
      title: pick("Financements : les deux dernières années", "Funding: the last two years"),
      sentences: rows.isEmpty
        ? [pick("Aucun financement enregistré.", "No funding is recorded.")] : [],
      header: [
        pick("année", "year"), pick("partenaire", "partner"), pick("objet", "purpose"),
        pick("promis (€)", "promised (€)"), pick("versé (€)", "paid (€)"),
      ], rows: rows)
  }

  private func euros(_ amount: Quantity?) -> String {
    amount.map { language.number($0.text(decimals: 2)) } ?? "–"
  }

  /// Whom to call. Where nobody is named the file says so to who can change it: the next director would not know that something lacks.
  var contacts: Dossier.Section? {
    guard readerConfigures || !handover.contacts.isEmpty else { return nil }
    return Dossier.Section(
      title: pick("Qui appeler", "Whom to call"),
      sentences: handover.contacts.isEmpty
        ? [
          pick(
            "Personne n'est indiqué. Pour l'ajouter : « contacts » dans vigie.json, avec role, name, phone et email.",
            "Nobody is named. To add somebody: “contacts” in vigie.json, with role, name, phone and email."
          )
        ] : [],
      list: handover.contacts.map { contact in
        [contact.role, contact.name, contact.phone, contact.email].compactMap(\.self)
          .joined(separator: ", ")
      })
  }
}
