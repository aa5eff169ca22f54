import Composition
import Contracts
import Foundation
import Pages
import PortalDomain
import RPCContract
import ServiceHost
import ServiceKit
import Spreadsheet
import Storage
import Texts
import Values

/// The workbook as the other way to answer: it is fetched here, filled in elsewhere, and what it says becomes the draft.
extension PortalSite {
  /// The field of the form in which the file comes.
  private static let file = "fichier"

  /// `/senacs/YEAR/classeur`.
  func workbook(_ visit: Visit) async throws -> WebResponse {
    try await withForm(visit) { fetched, key in
      try await workbookPage(visit, fetched, key)
    }
  }

  /// `/senacs/YEAR/classeur/fichier`: the workbook that `vigie senacs forms` writes for this structure.
  func ownWorkbook(_ visit: Visit) async throws -> WebResponse {
    try await withForm(visit) { fetched, key in
      guard let services = services(visit) else { return notFound(visit) }
      let questions = try await CampaignQuestions(key.campaign, services)
      let request = PrepareForms(campaign: key.campaign, structure: key.structure)
      let items = try await calls.items("senacs", request, for: services.session, most: 1)
      guard let item = items.first else {
        let said = visit.pick(
          "Il n'y a pas de classeur pour votre structure : elle n'est pas attendue à cette campagne. Le formulaire en ligne reste ouvert.",
          "There is no workbook for your structure: it is not expected in this campaign. The online form stays open."
        )
        return try await workbookPage(visit, fetched, key, problem: said, status: 404)
      }
      let known = try await FormSources(
        questions, structure: key.structure, today: today, services)
      let form = FormWorkbook(
        questions: questions, language: visit.language, created: host.database.now)
      let bytes = try PrivateFolder.bytes { file in
        try form.write(
          item, known.latest[key.structure], known.meetings[key.structure], to: file)
      }
      return .file(bytes, name: "SENACS-\(key.campaign)-\(key.structure).xlsx")
    }
  }

  /// Takes the workbook that comes back, or what was chosen where it and the draft differ.
  func takeWorkbook(_ visit: Visit) async throws -> WebResponse {
    try await withForm(visit) { fetched, key in
      guard let services = services(visit) else { return notFound(visit) }
      let sent = visit.request.form
      if fetched.form.questions.contains(where: { sent["mine-\($0.name)"] != nil }) {
        return try await takeChoices(visit, fetched, key, services.session)
      }
      let workbook: TextWorkbook
      do {
        workbook = try await uploadedWorkbook(visit)
      } catch let problem as UploadProblem {
        return try await workbookPage(
          visit, fetched, key, problem: problem.words(visit.language), status: problem.status)
      }
      let cells: [String: String]
      do {
        let questions = try await CampaignQuestions(key.campaign, services)
        let name = visit.request.files[Self.file]?.name ?? ""
        var forms = FormReader(questions, services)
        let returned = try await forms.form(workbook, named: name)
        guard returned.structure == key.structure else {
          throw ConfigurationProblem(
            "Ce classeur est celui de \(returned.structure), et non de \(key.structure).",
            "This is the workbook of \(returned.structure), not of \(key.structure).")
        }
        cells = returned.answers
      } catch let problem as ConfigurationProblem {
        let said = visit.pick(
          "Ce classeur n'a pas été repris. \(problem.french.sentence) Téléchargez-le de nouveau ici, et reportez-y vos réponses.",
          "This workbook was not taken. \(problem.english.sentence) Download it here again, and copy your answers into it."
        )
        return try await workbookPage(visit, fetched, key, problem: said, status: 422)
      } catch let error as RPCError where error.isAway {
        let said = visit.pick(
          "SENACS ne répond pas en ce moment. Gardez le classeur, et déposez-le dans quelques minutes.",
          "SENACS does not answer now. Keep the workbook, and upload it in a few minutes.")
        return try await workbookPage(visit, fetched, key, problem: said, status: 503)
      }
      let inputs = try await inputs(cells, fetched.form, key, services.session)
      return try await taken(inputs, [:], visit, fetched, key, services.session)
    }
  }

  private func uploadedWorkbook(_ visit: Visit) async throws(UploadProblem) -> TextWorkbook {
    switch try await reader.read(visit.request.files[Self.file]) {
    case .workbook(let workbook): return workbook
    case .text: throw .refused(code: "FILE_NOT_XLSX")
    }
  }

  /// The workbook's cells as texts that the person types, each over the version that the workbook knew of.
  private func inputs(
    _ cells: [String: String], _ form: CampaignForm, _ key: DraftStore.Key, _ session: Session
  ) async throws -> [FieldInput] {
    let fields = try await host.database.read { try DraftStore.fields(key, in: $0) }
    return form.questions.map { question in
      let typed = question.typed(cell: cells[question.name] ?? "")
      let seen = DraftMerge.seen(
        byWorkbook: typed, known: form.takenOver(question.name) ?? "",
        present: fields[question.name], person: session.person, isSame: question.isSame)
      return FieldInput(field: question.name, question: question, typed: typed, seen: seen)
    }
  }

  /// Saves what comes. Where the draft says something else, nothing is written and the page asks; else the answer is read over.
  private func taken(
    _ inputs: [FieldInput], _ open: [String: String], _ visit: Visit, _ fetched: FetchedForm,
    _ key: DraftStore.Key, _ session: Session
  ) async throws -> WebResponse {
    guard let saved = try await save(inputs, fetched.form, session) else {
      // It was sent meanwhile; the page says so.
      return try await workbookPage(visit, fetched, key, status: 409)
    }
    let conflicts = open.merging(saved.conflicts) { _, new in new }
    guard !conflicts.isEmpty else { return .redirect(["senacs", key.campaign, "relecture"]) }
    let view = WorkbookClashes(
      words: FormWords(language: visit.language, form: fetched.form), form: fetched.form,
      fields: saved.fields, conflicts: conflicts)
    return try await workbookPage(visit, fetched, key, clashes: view, status: 409)
  }

  private func takeChoices(
    _ visit: Visit, _ fetched: FetchedForm, _ key: DraftStore.Key, _ session: Session
  ) async throws -> WebResponse {
    let sent = visit.request.form
    var (inputs, open): ([FieldInput], [String: String]) = ([], [:])
    for question in fetched.form.questions {
      let name = question.name
      guard let mine = sent["mine-\(name)"], let seen = sent["v-\(name)"].flatMap({ Int($0) })
      else { continue }
      switch sent["keep-\(name)"] {
      case "mine":
        inputs.append(FieldInput(field: name, question: question, typed: mine, seen: seen))
      case "theirs": break
      default: open[name] = TypedText.kept(mine)
      }
    }
    return try await taken(inputs, open, visit, fetched, key, session)
  }

  // MARK: The page

  private func workbookPage(
    _ visit: Visit, _ fetched: FetchedForm, _ key: DraftStore.Key, problem: String? = nil,
    clashes: WorkbookClashes? = nil, status: Int = 200
  ) async throws -> WebResponse {
    let state = try await host.database.read { try DraftStore.draft(key, in: $0) }
    let base = WebResponse.path(["senacs", key.campaign])
    var values: PageTemplates.Values = [
      "base": base, "campaignLabel": "SENACS \(key.campaign)",
      "trail": visit.language.crumbsLabel,
      "lead": visit.pick(
        "Le classeur pose les mêmes questions que le formulaire en ligne. Il se remplit sans connexion, ou à plusieurs ; une fois déposé ici, ses réponses entrent dans le brouillon.",
        "The workbook asks what the online form asks. It is filled in without a connection, or by several people; once it is uploaded here, its answers go into the draft."
      ),
    ]
    if let problem {
      values["problem"] =
        [
          "problemTitle": visit.pick("Rien n'a été changé", "Nothing was changed"),
          "problemText": problem,
        ] as PageTemplates.Values
    }
    if let clashes {
      values["clashes"] = clashes.values
    } else {
      values["fetch"] =
        [
          "fetchTitle": visit.pick("Télécharger le classeur", "Download the workbook"),
          "fetchText": visit.pick(
            "Il est prérempli avec votre réponse précédente et les données du registre. Ce qui est déjà tapé dans Vigie n'y est pas : une cellule laissée telle quelle n'y change rien.",
            "It is filled with your previous answer and with what the registry knows. What is typed in Vigie already is not in it: a cell that you leave as it is changes nothing."
          ),
          "fetchHref": "\(base)/classeur/fichier",
          "fetchLabel": visit.pick(
            "Classeur de SENACS \(key.campaign) (.xlsx)",
            "Workbook of SENACS \(key.campaign) (.xlsx)"),
        ] as PageTemplates.Values
      values["bring"] = bring(visit, isSent: state?.sent != nil, base)
    }
    return page(
      visit, title: visit.pick("Répondre par classeur", "Answer by workbook"), "workbook", values,
      status: status)
  }

  /// The form that takes the workbook; of an answer that was sent, the reason why there is none.
  private func bring(_ visit: Visit, isSent: Bool, _ base: String) -> PageTemplates.Values {
    let title = visit.pick("Déposer le classeur rempli", "Upload the filled workbook")
    guard !isSent else {
      return [
        "bringTitle": title,
        "sentText": visit.pick(
          "La réponse est envoyée. Pour reprendre un classeur, rouvrez-la d'abord :",
          "The answer is sent. To take a workbook, open it again first:"),
        "sentHref": base,
        "sentLabel": visit.pick("la réponse envoyée", "the answer that was sent"),
      ]
    }
    return [
      "bringTitle": title,
      "bringText": visit.pick(
        "Seul l'onglet SENACS est repris. Rien n'est envoyé : vous relisez d'abord.",
        "Only the tab SENACS is taken. Nothing is sent: you read it over first."),
      "input": [
        "fileName": Self.file, "fileLabel": visit.pick("Le classeur rempli", "The filled workbook"),
        "fileHelp": visit.pick(
          "Un fichier .xlsx de 16 Mo au plus. Vigie n'en garde que les réponses.",
          "A file .xlsx of 16 MB at most. Vigie keeps only the answers."),
        "bringButton": visit.pick("Reprendre ses réponses", "Take its answers"),
      ] as PageTemplates.Values,
    ]
  }
}
