import Composition
import Contracts
import Pages
import PortalDomain
import RPCContract
import ServiceKit
import Spreadsheet
import Texts
import Values

/// A workbook of SENACS that a structure sent by mail: the officer brings it here, and it is loaded as `vigie senacs load` loads it.
extension PortalSite {
  /// The field of the form in which the workbook comes.
  private static let returned = "fichier"

  /// What came of a workbook.
  private struct Outcome {
    let structure: String
    let counts: FormFolder.Counts
    let found: [(finding: Finding, isRefused: Bool)]
    let isLoaded: Bool
  }

  /// `/campagne/YEAR/classeur`.
  func returnedForm(_ visit: Visit) async throws -> WebResponse {
    try await withQuestions(visit) { questions, _ in
      returnedFormPage(questions.campaign, visit)
    }
  }

  /// Loads the workbook that comes. What it would be refused for is known first: then nothing of it is loaded.
  func takeReturnedForm(_ visit: Visit) async throws -> WebResponse {
    try await withQuestions(visit) { questions, services in
      let form: ReturnedForm
      do {
        let workbook = try await broughtWorkbook(visit)
        let name = visit.request.files[Self.returned]?.name ?? ""
        var forms = FormReader(questions, services)
        form = try await forms.form(workbook, named: name)
      } catch let problem as UploadProblem {
        return returnedFormPage(
          questions.campaign, visit, problem: problem.words(visit.language),
          status: problem.status)
      } catch let problem as ConfigurationProblem {
        let said = TerminalText.oneLine(visit.pick(problem.french, problem.english)).sentence
        return returnedFormPage(questions.campaign, visit, problem: said, status: 422)
      } catch let error as RPCError where error.isMissing {
        return awayPage(questions.campaign, visit)
      }
      do {
        let outcome = try await load(form, questions, services, visit.language)
        return outcomePage(outcome, questions, visit)
      } catch let error as RPCError where error.isMissing {
        return awayPage(questions.campaign, visit)
      }
    }
  }

  /// Finds the questions of the campaign that a path names; a page that needs them comes only with them.
  private func withQuestions(
    _ visit: Visit, _ body: (CampaignQuestions, SessionCalls) async throws -> WebResponse
  ) async throws -> WebResponse {
    guard let year = year(visit), let services = services(visit) else { return notFound(visit) }
    let questions: CampaignQuestions
    do {
      questions = try await CampaignQuestions(year.description, services)
    } catch let error as RPCError where error.isMissing {
      return page(
        visit, title: returnedFormTitle(visit), missingNote(["senacs"], visit))
    } catch let error as RPCError
      where error.isNoPage || error.status.code == .failedPrecondition
    {
      return notFound(visit)
    }
    return try await body(questions, services)
  }

  private func broughtWorkbook(_ visit: Visit) async throws(UploadProblem) -> TextWorkbook {
    switch try await reader.read(visit.request.files[Self.returned]) {
    case .workbook(let workbook): return workbook
    case .text: throw .refused(code: "FILE_NOT_XLSX")
    }
  }

  private func load(
    _ form: ReturnedForm, _ questions: CampaignQuestions, _ services: SessionCalls,
    _ language: Language
  ) async throws -> Outcome {
    let upload = Upload(services: services, fictitious: services.session.isFictitious)
    var found: [(finding: Finding, isRefused: Bool)] = []
    let rehearsal = FormFolder(
      questions: questions, upload: upload, language: language, rehearses: true)
    let rehearsed = try await rehearsal.load([form]) { finding, isRefused in
      found.append((finding: finding, isRefused: isRefused))
    }
    guard rehearsed.refused == 0, !found.contains(where: { $0.isRefused }) else {
      return Outcome(
        structure: form.structure, counts: rehearsed, found: found, isLoaded: false)
    }
    found = []
    let folder = FormFolder(questions: questions, upload: upload, language: language)
    let counts = try await folder.load([form]) { finding, isRefused in
      found.append((finding: finding, isRefused: isRefused))
    }
    return Outcome(
      structure: form.structure, counts: counts, found: found, isLoaded: counts.refused == 0)
  }

  // MARK: Pages

  private func awayPage(_ campaign: String, _ visit: Visit) -> WebResponse {
    returnedFormPage(
      campaign, visit,
      problem: visit.pick(
        "Un service ne répond pas en ce moment. Gardez le classeur, et déposez-le de nouveau dans quelques minutes : rien n'est enregistré deux fois.",
        "A service does not answer now. Keep the workbook, and upload it again in a few minutes: nothing is recorded twice."
      ), status: 503)
  }

  private func returnedFormTitle(_ visit: Visit) -> String {
    visit.pick("Charger un classeur reçu", "Load a workbook that came")
  }

  private func returnedFormPage(
    _ campaign: String, _ visit: Visit, problem: String? = nil, status: Int = 200
  ) -> WebResponse {
    var values: PageTemplates.Values = [
      "base": PageAddress.path(["campagne", campaign]),
      "campaignLabel": visit.pick("Campagne SENACS \(campaign)", "SENACS campaign \(campaign)"),
      "trail": visit.language.crumbsLabel,
      "lead": visit.pick(
        "Une structure vous a envoyé son classeur de SENACS \(campaign) : déposez-le ici. Vigie le vérifie d'abord ; s'il est à corriger, rien n'est chargé.",
        "A structure sent you its workbook of SENACS \(campaign): upload it here. Vigie checks it first; if it is to be corrected, nothing is loaded."
      ),
      "bring": [
        "bringTitle": visit.pick("Le classeur", "The workbook"),
        "bringText": visit.pick(
          "Vigie y reprend la réponse à SENACS, les réponses à la fiche action et les réunions de veille sociale.",
          "Vigie takes the answer to SENACS, the answers to the action sheet and the meetings of social watch from it."
        ),
        "input": [
          "fileName": Self.returned,
          "fileLabel": visit.pick("Le classeur rempli", "The filled workbook"),
          "fileHelp": visit.pick(
            "Un fichier .xlsx de 16 Mo au plus. Vous pouvez le glisser sur ce champ.",
            "A file .xlsx of 16 MB at most. You can drop it onto this field."),
          "bringButton": visit.pick("Vérifier et charger", "Check and load"),
        ] as PageTemplates.Values,
      ] as PageTemplates.Values,
    ]
    if let problem {
      values["problem"] =
        [
          "problemTitle": visit.pick("Rien n'a été chargé", "Nothing was loaded"),
          "problemText": problem,
        ] as PageTemplates.Values
    }
    return page(visit, title: returnedFormTitle(visit), "workbook", values, status: status)
  }

  private func outcomePage(
    _ outcome: Outcome, _ questions: CampaignQuestions, _ visit: Visit
  ) -> WebResponse {
    let (structure, campaign) = (outcome.structure, questions.campaign)
    var parts = [note(outcome, questions, visit)]
    if outcome.isLoaded {
      let text = LoadedAnswersText(visit.language)
      let loaded = text.forms(read: 1, outcome.counts, toCorrect: 0, ignored: [])
      parts += [loaded, text.others(outcome.counts)].compactMap(\.self)
        .map { PagePart.plain($0) }
    }
    if !outcome.found.isEmpty {
      let title = visit.pick("Remarques", "Findings")
      parts.append(
        .heading(
          "\(title)\(visit.language.colon) \(outcome.found.count)", anchor: "liste"))
      parts.append(
        .table(findingTable(title, Array(outcome.found.prefix(Paging.size)), visit)))
    }
    var links = [
      PagePart.Link(
        text: visit.pick("Déposer un autre classeur", "Upload another workbook"),
        href: PageAddress.path(["campagne", campaign, "classeur"]))
    ]
    if outcome.isLoaded {
      links.append(
        PagePart.Link(
          text: visit.pick("Lire la réponse", "Read the answer"),
          href: PageAddress.path(["structures", structure, "reponse", campaign])))
    }
    parts.append(.links(links))
    let crumbs = [
      PagePart.Link(
        text: visit.pick("Campagne SENACS \(campaign)", "SENACS campaign \(campaign)"),
        href: PageAddress.path(["campagne", campaign])),
      PagePart.Link(text: returnedFormTitle(visit)),
    ]
    var response = page(visit, title: returnedFormTitle(visit), crumbs: crumbs, parts)
    if !outcome.isLoaded { response.status = 422 }
    return response
  }

  private func note(
    _ outcome: Outcome, _ questions: CampaignQuestions, _ visit: Visit
  ) -> PagePart {
    let structure = outcome.structure
    guard outcome.isLoaded else {
      return .note(
        kind: "bad", title: visit.pick("Rien n'a été chargé", "Nothing was loaded"),
        text: visit.pick(
          "Le classeur de \(structure) est à corriger : les remarques indiquent les cellules. Déposez ensuite le classeur corrigé.",
          "The workbook of \(structure) is to be corrected: the findings say which cells. Then upload the corrected workbook."
        ))
    }
    let title = visit.pick(
      "Le classeur de \(structure) est chargé", "The workbook of \(structure) is loaded")
    let waiting = LoadedAnswersText(visit.language).waiting(
      outcome.counts.waiting, until: questions.validation(visit.language), isChecked: false)
    return .note(
      kind: "ok", title: title,
      text: waiting
        ?? visit.pick(
          "Charger de nouveau le même classeur ne change rien.",
          "Loading the same workbook again changes nothing."))
  }
}
