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
        "\(diagnosis.name) : dossier de passation",
        "\(diagnosis.name): what the next director receives"),
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
          "l'agrément finit le \(day(end)) : le renouvellement est à préparer",
          "the approval ends on \(day(end)): its renewal is to be prepared")
    }
    return Dossier.Section(
      title: pick("Agréments", "Approvals"), sentences: [coming ?? nil].compactMap(\.self),
      header: [pick("du", "from"), pick("au", "to"), pick("familles", "families")],
      rows: handover.structure.approvals.map {
        [
          day($0.from), $0.to.map(day) ?? pick("ouvert", "open"),
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
      title: pick("Veille sociale, deux ans", "Social watch, two years"),
      sentences: veille.bodies.isEmpty
        ? [pick("aucune instance dans la commune", "no body in the commune")] : [],
      list: open.map {
        pick(
          "siège à occuper : \($0.value) (\($0.key))", "a seat to take: \($0.value) (\($0.key))")
      },
      header: [
        pick("jour", "day"), pick("instance", "body"), pick("réunion", "meeting"),
        pick("réponse", "response"),
      ],
      rows: veille.meetings.map {
        [
          day($0.heldOn), $0.bodyName, Catalogue.diagnosis($0.state, language),
          $0.response.map { Catalogue.diagnosis($0, language) }
            ?? pick("pas invité", "not invited"),
        ]
      })
  }

  private var coming: Dossier.Section? {
    guard !handover.coming.isEmpty else { return nil }
    return Dossier.Section(
      title: pick("Réunions à venir", "Coming meetings"),
      header: [pick("jour", "day"), pick("instance", "body"), pick("réunion", "meeting")],
      rows: handover.coming.map { [day($0.heldOn), $0.bodyName, $0.code] })
  }

  private var training: Dossier.Section? {
    guard let isTrained = handover.isTrained else { return nil }
    return Dossier.Section(
      title: pick("Formation de l'équipe", "Training of the team"),
      sentences: [
        isTrained
          ? pick("une personne formée est en poste", "somebody trained is in post")
          : pick(
            "personne de formé n'est en poste : voir les prochaines sessions de la fédération",
            "nobody trained is in post: see the federation's next sessions"),
        handover.sessions.isEmpty
          ? pick("aucune session en quatre ans", "no session in four years") : nil,
      ].compactMap(\.self),
      header: [
        pick("du", "from"), pick("au", "to"), pick("session", "session"),
        pick("présents", "present"), pick("dont 4/5 suivis", "of which 4/5 attended"),
        pick("encore en poste", "still in post"), pick("qui", "who"),
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
      header: [pick("campagne", "campaign"), pick("données", "data"), pick("reçu le", "received")],
      rows: handover.answers.map { [$0.campaign, String($0.dataYear), day($0.receivedOn)] })
  }

  private var territory: Dossier.Section? {
    guard let portrait = handover.portrait else { return nil }
    let text = PortraitText(portrait: portrait, language: language)
    return Dossier.Section(
      title: text.since,
      sentences: [text.fictitious, text.unchanged.isEmpty ? nil : text.unchanged]
        .compactMap(\.self), list: text.changes)
  }

  private var missing: Dossier.Section? {
    let withheld = handover.withheld.map { Catalogue.handoverPart($0, language) }
    let cut = handover.cut.map { Catalogue.handoverPart($0, language) }
    guard !handover.missing.isEmpty || !withheld.isEmpty || !cut.isEmpty else { return nil }
    return Dossier.Section(
      title: pick("Ce qui manque à ce dossier", "What this file lacks"),
      sentences: [
        handover.missing.isEmpty
          ? nil
          : pick(
            "sans réponse : \(handover.missing.joined(separator: ", "))",
            "no answer: \(handover.missing.joined(separator: ", "))"),
        withheld.isEmpty
          ? nil
          : pick(
            "non communiqué à cette clé : \(withheld.joined(separator: ", "))",
            "not shown to this key: \(withheld.joined(separator: ", "))"),
        cut.isEmpty
          ? nil
          : pick(
            "liste trop longue, seul son début est là : \(cut.joined(separator: ", "))",
            "the list is too long, only its beginning is here: \(cut.joined(separator: ", "))"),
      ].compactMap(\.self))
  }
}
