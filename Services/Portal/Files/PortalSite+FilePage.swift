import Composition
import Contracts
import FactKinds
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// One file that an officer brought: how far it has come, what was found in it, and what may be done with it.
extension PortalSite {
  /// After how many seconds a browser asks again while a file is worked on.
  private static let refresh = "2"

  /// The file that a path names; nil where there is none. A number has one spelling.
  func file(_ visit: Visit) async throws -> FileStore.File? {
    let text = visit.parameters["number"] ?? ""
    guard let number = Int(text), String(number) == text else { return nil }
    return try await host.database.read { try FileStore.file(number, in: $0) }
  }

  /// Whether the visitor brought it. The service keeps what was found for that person alone, and commits what that person rehearsed.
  func isOwn(_ file: FileStore.File, _ visit: Visit) -> Bool {
    let session = file.brought.session(at: file.keptAt)
    return session.representedName == visit.session?.representedName
  }

  func filePage(_ visit: Visit) async throws -> WebResponse {
    guard let file = try await self.file(visit) else { return notFound(visit) }
    let state = file.load.state(at: host.database.now)
    var missing: [String] = []
    let body = try await found(in: file, state, &missing, visit)
    let top: [PagePart] =
      missingNote(missing, visit) + [note(file, state, visit)] + undone(file, visit)
      + [.facts(facts(file, visit))]
    let crumbs = [
      PagePart.Link(text: visit.pick("Fichiers", "Files"), href: "/fichiers"),
      PagePart.Link(text: file.name),
    ]
    let values: PageTemplates.Values = [
      "crumbs": self.crumbs(crumbs, visit), "top": parts(top),
      "forms": forms(file, state, visit), "body": parts(body),
    ]
    var response = page(visit, title: file.name, "files", values)
    // The portal that took the file may have ended: whichever shows it works on it too.
    if state == .waiting { fileRuns.wake() }
    if [.waiting, .running].contains(state) {
      response.headers.append(("Refresh", Self.refresh))
    }
    return response
  }

  // MARK: State

  private func note(
    _ file: FileStore.File, _ state: FileLoad.State, _ visit: Visit
  ) -> PagePart {
    func note(_ kind: String, _ title: (String, String), _ text: (String, String)) -> PagePart {
      .note(
        kind: kind, title: visit.pick(title.0, title.1), text: visit.pick(text.0, text.1))
    }
    let fault = file.fault.map { words($0, visit) } ?? ""
    switch state {
    case .waiting:
      return note(
        "", ("Ce fichier attend son tour", "This file waits for its turn"),
        (
          "Vigie traite un fichier à la fois. La page se recharge seule.",
          "Vigie works on one file at a time. The page loads again by itself."
        ))
    case .running:
      let doing = work(file, visit)
      return .note(
        kind: "",
        title: visit.pick("\(doing) : \(file.done) %", "\(doing): \(file.done)%"),
        text: visit.pick(
          "La page se recharge seule. Vous pouvez la quitter : le travail continue.",
          "The page loads again by itself. You can leave it: the work goes on."))
    case .brokenOff:
      return .note(
        kind: "bad", title: visit.pick("Le travail s'est interrompu", "The work was broken off"),
        text: [
          fault,
          visit.pick(
            "« Reprendre » poursuit le même chargement : rien n'est chargé deux fois.",
            "“Go on” continues the same import: nothing is loaded twice."),
        ].filter { !$0.isEmpty }.joined(separator: " "))
    case .checked:
      let counts = file.rehearsed
      let isWhole = (counts?.refused ?? 0) == 0
      // Without a row that can be taken there is nothing to load, and no button for it.
      if let counts, counts.loaded == 0 {
        return note(
          isWhole ? "ok" : "ask",
          ("Vérifié : rien n'est à charger", "Checked: there is nothing to load"),
          isWhole
            ? ("Ce fichier n'a aucune ligne nouvelle.", "This file has no new row.")
            : (
              "Aucune ligne nouvelle ne peut être chargée. Corrigez les lignes refusées, puis déposez le fichier de nouveau.",
              "No new row can be loaded. Correct the refused rows, then upload the file again."
            ))
      }
      return note(
        isWhole ? "ok" : "ask",
        ("Vérifié : rien n'est encore chargé", "Checked: nothing is loaded yet"),
        isWhole
          ? ("Toutes les lignes peuvent être chargées.", "All rows can be loaded.")
          : (
            "Les lignes refusées seraient laissées de côté, les autres chargées. Corrigez le fichier, ou chargez-le tel quel.",
            "Refused rows would be left out, the others loaded. Correct the file, or load it as it is."
          ))
    case .expired:
      return note(
        "", ("Le contenu n'est plus gardé", "The content is not kept any more"),
        (
          "Vigie garde un fichier un jour. Déposez-le de nouveau : les lignes déjà connues ne changent rien.",
          "Vigie keeps a file for a day. Upload it again: rows that are known already change nothing."
        ))
    case .loaded where !fault.isEmpty:
      return .note(
        kind: "bad",
        title: visit.pick("Ce chargement ne peut pas être annulé", "This load cannot be undone"),
        text: fault)
    case .loaded:
      return note(
        "ok", ("Ce fichier est chargé", "This file is loaded"),
        (file.loaded?.refused ?? 0) == 0
          ? ("Aucune ligne n'est refusée.", "No row is refused.")
          : (
            "Les lignes refusées sont laissées de côté. Corrigez-les, puis déposez le fichier de nouveau : les autres ne seront pas chargées deux fois.",
            "Refused rows are left out. Correct them, then upload the file again: the others are not loaded twice."
          ))
    case .refused:
      return .note(
        kind: "bad",
        title: visit.pick("Ce fichier est refusé en entier", "This file is refused as a whole"),
        text: fault + visit.pick(" Rien n'a changé.", " Nothing has changed."))
    case .undone:
      return note(
        "ok", ("Ce chargement est annulé", "This load is undone"),
        ("Les données d'avant sont rétablies.", "What stood before is restored."))
    }
  }

  private func work(_ file: FileStore.File, _ visit: Visit) -> String {
    switch file.load.step {
    case .checking: visit.pick("Vérification", "Checking")
    case .undoing: visit.pick("Annulation", "Undoing")
    default: visit.pick("Chargement", "Loading")
    }
  }

  /// Why a service refused a file, and what to do; one sentence.
  private func words(_ fault: FileStore.Fault, _ visit: Visit) -> String {
    let known = fault.reason.flatMap { Catalogue.refusal($0, fault.arguments, visit.language) }
    return (known ?? visit.pick(fault.french, fault.english)).sentence
  }

  private func undone(_ file: FileStore.File, _ visit: Visit) -> [PagePart] {
    guard let undone = file.undone else { return [] }
    let when = moment(undone.at, visit)
    return [
      .plain(
        visit.pick(
          "Annulé par \(undone.name) le \(when). Enregistrements rétablis : \(undone.restored) ; retirés : \(undone.withdrawn) ; laissés, car modifiés ou cités depuis : \(undone.left).",
          "Undone by \(undone.name) on \(when). Records restored: \(undone.restored); withdrawn: \(undone.withdrawn); left, as changed or named since: \(undone.left)."
        ))
    ]
  }

  private func facts(
    _ file: FileStore.File, _ visit: Visit
  ) -> [(name: String, value: String)] {
    var facts = [
      (name: visit.pick("Type de données", "Kind of fact"), value: kindName(file.kind, visit)),
      (
        name: visit.pick("Déposé", "Uploaded"),
        value: visit.pick(
          "le \(moment(file.keptAt, visit)) par \(file.brought.name)",
          "on \(moment(file.keptAt, visit)) by \(file.brought.name)")
      ),
      (
        name: visit.pick("Taille", "Size"),
        value: visit.language.count(
          file.byteCount, .init("octet", "octets"), .init("byte", "bytes"))
      ),
      (name: visit.pick("Empreinte (SHA-256)", "Digest (SHA-256)"), value: file.sha256),
    ]
    if let at = file.loadedAt {
      facts.append((name: visit.pick("Chargé le", "Loaded on"), value: moment(at, visit)))
    }
    if let id = file.importID, file.loaded != nil {
      facts.append((name: visit.pick("Identifiant du chargement", "Import"), value: id))
    }
    return facts
  }

  // MARK: Acts

  /// What may be done now. The first one is what the page is for.
  private func forms(
    _ file: FileStore.File, _ state: FileLoad.State, _ visit: Visit
  ) -> [PageTemplates.Values] {
    func form(
      _ act: String, _ text: String, _ help: String, isMain: Bool = false
    ) -> PageTemplates.Values {
      [
        "formAction": PageAddress.path(["fichiers", String(file.number), act]),
        "formText": text, "formHelp": help, "isMain": isMain, "digest": file.sha256,
      ]
    }
    let remove = form(
      "retirer", visit.pick("Retirer ce fichier", "Remove this file"),
      visit.pick("Aucune de ses lignes n'est chargée.", "None of its rows is loaded."))
    let isOwn = self.isOwn(file, visit)
    switch state {
    case .checked where isOwn && (file.rehearsed?.loaded ?? 0) > 0:
      let load = form(
        "charger", visit.pick("Charger", "Load"),
        visit.pick(
          "Charge le fichier tel qu'il a été vérifié.", "Loads the file as it was checked."),
        isMain: true)
      return [load, remove]
    case .checked where !isOwn:
      return []
    case .brokenOff:
      let resume = form(
        "reprendre", visit.pick("Reprendre", "Go on"),
        visit.pick(
          "Le travail reprend où il s'est arrêté.", "The work goes on from where it stopped."),
        isMain: true)
      return file.load.step == .checking ? [resume, remove] : [resume]
    case .loaded where (file.loaded?.loaded ?? 0) > 0:
      return [
        form(
          "annuler", visit.pick("Annuler ce chargement", "Undo this load"),
          visit.pick(
            "Rétablit les données d'avant ; celles qui ont été modifiées depuis restent telles quelles.",
            "Brings back what stood before; what was changed since stays as it is."))
      ]
    case .checked, .refused, .expired:
      return file.loaded == nil && file.load.step != .loading ? [remove] : []
    case .waiting, .running, .loaded, .undone:
      return []
    }
  }

  /// Does what a form asks for: loads, goes on, undoes, or takes away. Of a form that is sent twice, the second changes nothing.
  func actOnFile(_ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session, let file = try await self.file(visit) else {
      return notFound(visit)
    }
    let host = host
    let state = file.load.state(at: host.database.now)
    let number = file.number
    // The number of a file that was taken away is another one's afterwards: only the file that the page showed is meant.
    guard visit.request.form["empreinte"] == file.sha256 else {
      return .redirect(["fichiers", String(number)])
    }
    switch visit.parameters["act"] {
    case "charger" where isOwn(file, visit):
      guard state == .checked else { break }
      try await host.database.write { transaction in
        guard
          try FileStore.ask(.loading, after: .checked, of: number, by: session, in: transaction)
        else { return }
        try host.audit(
          "load file", by: session.representedName, as: [session.way.role],
          about: [file.kind, file.sha256], in: transaction)
      }
    case "annuler":
      guard state == .loaded else { break }
      try await host.database.write { transaction in
        guard
          try FileStore.ask(.undoing, after: .loaded, of: number, by: session, in: transaction)
        else { return }
        try host.audit(
          "undo file", by: session.representedName, as: [session.way.role],
          about: [file.kind, file.sha256], in: transaction)
      }
    case "reprendre":
      try await host.database.write { try FileStore.resume(number, in: $0) }
    case "retirer" where state != .checked || isOwn(file, visit):
      try await host.database.write { try FileStore.remove(number, in: $0) }
      return .redirect(to: "/fichiers")
    default: return notFound(visit)
    }
    fileRuns.wake()
    return .redirect(["fichiers", String(number)])
  }
}
