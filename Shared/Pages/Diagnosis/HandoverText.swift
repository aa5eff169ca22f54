package import Composition
import Contracts
package import Texts
import Values

/// A hand-over in words.
package struct HandoverText: Bilingual {
  package let handover: Handover
  package let language: Language
  /// Whether its reader can say in the gateway's configuration whom to call.
  package var readerConfigures = true

  package init(handover: Handover, language: Language) {
    self.handover = handover
    self.language = language
  }

  package var dossier: Dossier {
    let diagnosis = handover.diagnosis
    let text = DiagnosisText(diagnosis: diagnosis, language: language)
    return text.document(
      pick(
        "Dossier de passation : \(diagnosis.name)", "Hand-over file: \(diagnosis.name)"),
      [
        readers, team, approvals, agreements, funding, text.grading, text.bases, text.readAgain,
        text.matrix, text.orphans, text.revisions, seats, coming, training, senacs, territory,
        contacts, missing,
      ])
  }

  private var approvals: Dossier.Section {
    let now = handover.diagnosis.asOf
    let ending = handover.structure.approvals.compactMap(\.to).filter {
      $0 >= now && $0 <= now.adding(months: 12)
    }.max()
    let coming = ending.map { end in
      handover.structure.approvals.contains { $0.to.map { $0 > end } ?? true }
        ? nil
        : pick(
          "L'agrément se termine le \(day(end)) : préparez le renouvellement.",
          "The approval ends on \(day(end)): prepare its renewal.")
    }
    let closing = handover.structure.closedOn.map { closed in
      pick("La structure est fermée le \(day(closed)).", "The structure closed on \(day(closed)).")
    }
    return Dossier.Section(
      title: pick("Agréments", "Approvals"),
      sentences: [closing, coming ?? nil].compactMap(\.self),
      header: [
        pick("du", "from"), pick("au", "to"), pick("agrément familles", "family approval"),
      ],
      rows: handover.structure.approvals.map {
        [
          day($0.from), $0.to.map(day) ?? pick("en cours", "open"),
          $0.families ? pick("oui", "yes") : pick("non", "no"),
        ]
      })
  }

  private var seats: Dossier.Section? {
    guard let veille = handover.veille else { return nil }
    let open = veille.bodies.filter { body in
      !veille.meetings.contains {
        $0.body == body.key && $0.response == InvitationResponse.present.rawValue
      }
    }.sorted { $0.key < $1.key }
    return Dossier.Section(
      title: pick(
        "Veille sociale : les deux dernières années", "Social watch: the last two years"),
      sentences: veille.bodies.isEmpty
        ? [
          pick(
            "Aucune instance de veille sociale dans la commune.",
            "No body of social watch in the commune.")
        ] : [],
      list: open.map {
        pick(
          "Siège à pourvoir : \($0.value) (\($0.key))",
          "A seat to be taken: \($0.value) (\($0.key))")
      },
      header: [
        pick("date", "date"), pick("instance", "body"), pick("réunion", "meeting"),
        pick("réponse", "response"),
      ],
      rows: veille.meetings.map {
        [
          day($0.heldOn), $0.bodyName, Catalogue.diagnosis($0.state, language),
          $0.response.map { Catalogue.diagnosis($0, language) }
            ?? pick("non invitée", "not invited"),
        ]
      })
  }

  private var coming: Dossier.Section? {
    guard !handover.coming.isEmpty else { return nil }
    return Dossier.Section(
      title: pick("Réunions à venir", "Coming meetings"),
      header: [pick("date", "date"), pick("instance", "body"), pick("réunion", "meeting")],
      rows: handover.coming.map { [day($0.heldOn), $0.bodyName, $0.code] })
  }

  private var training: Dossier.Section? {
    guard let isTrained = handover.isTrained else { return nil }
    return Dossier.Section(
      title: pick("Formation de l'équipe", "Training of the team"),
      sentences: [
        isTrained
          ? pick("Une personne formée est en poste.", "Somebody trained is in post.")
          : pick(
            "Aucune personne formée n'est en poste : consultez les prochaines sessions de la fédération.",
            "Nobody trained is in post: see the federation's next sessions."),
        handover.sessions.isEmpty
          ? pick(
            "Aucune session suivie ces quatre dernières années.",
            "No session was attended in the last four years.") : nil,
      ].compactMap(\.self),
      header: [
        pick("du", "from"), pick("au", "to"), pick("session", "session"),
        pick("personnes", "people"),
        pick("dont quatre cinquièmes suivis", "of them four fifths attended"),
        pick("encore en poste", "still in post"), pick("noms", "names"),
      ],
      rows: handover.sessions.map { session in
        [
          day(session.firstDay), day(session.lastDay), "\(session.title) (\(session.code))",
          String(session.people), String(session.qualified), String(session.inPost),
          session.names.joined(separator: ", "),
        ]
      })
  }

  private var senacs: Dossier.Section? {
    guard !handover.answers.isEmpty || handover.sheet != nil else { return nil }
    return Dossier.Section(
      title: "SENACS",
      list: handover.sheet.map { SheetText(sheet: $0, language: language).quotation } ?? [],
      header: [
        pick("campagne", "campaign"), pick("année des données", "year of the data"),
        pick("reçue le", "received on"),
      ],
      rows: handover.answers.map { [$0.campaign, String($0.dataYear), day($0.receivedOn)] })
  }

  private var territory: Dossier.Section? {
    guard let portrait = handover.portrait else { return nil }
    let text = PortraitText(portrait: portrait, language: language)
    return Dossier.Section(
      title: text.since ?? pick("Territoire", "Territory"),
      sentences: [text.fictitious, text.undiagnosed, text.unchanged].compactMap(\.self),
      list: text.changes)
  }

  private var missing: Dossier.Section? {
    let withheld = handover.withheld.map { Catalogue.handoverPart($0, language) }
    let cut = handover.cut.map { Catalogue.handoverPart($0, language) }
    guard !handover.missing.isEmpty || !withheld.isEmpty || !cut.isEmpty else { return nil }
    return Dossier.Section(
      title: pick("Informations indisponibles", "What could not be had"),
      sentences: [
        handover.missing.isEmpty
          ? nil
          : pick(
            "Services sans réponse : \(handover.missing.joined(separator: ", ")).",
            "Services that gave no answer: \(handover.missing.joined(separator: ", "))."),
        withheld.isEmpty
          ? nil
          : pick(
            "Non accessibles avec cette clé : \(withheld.joined(separator: ", ")).",
            "Not shown to this key: \(withheld.joined(separator: ", "))."),
        cut.isEmpty
          ? nil
          : pick(
            "Liste trop longue, dont seul le début est présenté : \(cut.joined(separator: ", ")).",
            "A list too long, of which only the beginning is shown: \(cut.joined(separator: ", "))."
          ),
      ].compactMap(\.self))
  }
}
