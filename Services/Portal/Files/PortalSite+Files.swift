import Composition
import Contracts
import FactKinds
import PortalDomain
import RPCContract
import ServiceHost
import ServiceKit
import Storage
import Tabular
import Texts
import Values

/// Files that the officer brings: a form that takes one, what keeps one from being taken, and the list of earlier ones.
extension PortalSite {
  /// Why a file is not taken, in words.
  private struct FileProblem {
    let title: String
    let text: String
    var status = 422
  }

  /// How many columns of a kind are named where a file lacks them.
  private static let mostColumns = 12

  func fileList(_ visit: Visit) async throws -> WebResponse {
    try await fileList(visit, nil)
  }

  private func fileList(_ visit: Visit, _ problem: FileProblem?) async throws -> WebResponse {
    let asked = visit.request.query["page"]
    let (paging, files) = try await host.database.read { transaction in
      let paging = Paging(count: try FileStore.count(in: transaction), asked: asked)
      let files = try FileStore.files(
        after: paging.range.lowerBound, most: Paging.size, in: transaction)
      return (paging, files)
    }
    var top: [PagePart] = []
    if let problem {
      top.append(.note(kind: "bad", title: problem.title, text: problem.text))
    }
    top.append(
      .lead(
        visit.pick(
          "Déposez un fichier de données : Vigie le vérifie d'abord, sans rien changer, puis vous décidez.",
          "Upload a fact file: Vigie first checks it and changes nothing, then you decide.")))
    top.append(
      .links([
        .init(
          text: visit.pick(
            "Un classeur de SENACS se charge depuis la page de la campagne",
            "A workbook of SENACS is loaded from its campaign's page"), href: "/campagne")
      ]))
    let values: PageTemplates.Values = [
      "top": parts(top),
      "bring": bringing(visit),
      "body": parts(earlier(files, paging, visit)),
    ]
    return page(
      visit, title: visit.pick("Fichiers", "Files"), "files", values,
      status: problem?.status ?? 200)
  }

  /// What `part` shows of some parts.
  func parts(_ parts: [PagePart]) -> PageTemplates.Values { ["parts": parts.map(\.values)] }

  /// The form that takes a file.
  private func bringing(_ visit: Visit) -> PageTemplates.Values {
    let chosen = visit.request.form["type"] ?? ""
    let most = FileLoad.mostBytes >> 20
    let kinds = FactCatalogue.known.kinds.filter { $0.loadedBy.contains(.operator) }
    let first = [
      (
        "",
        visit.pick("D'après le nom du fichier ou ses colonnes", "By the file's name or its columns")
      )
    ]
    return [
      "fileLabel": visit.pick("Le fichier", "The file"),
      "fileHint": visit.pick(
        "CSV ou XLSX, \(most) Mo au plus. Vous pouvez le glisser sur ce champ.",
        "CSV or XLSX, \(most) MB at most. You can drop it onto this field."),
      "kindLabel": visit.pick("Type de données", "Kind of fact"),
      "kinds": (first + kinds.map { ($0.file, kindName($0.file, visit)) }).map { file, text in
        [
          "kind": file, "kindText": text, "isChosen": file == chosen,
        ] as PageTemplates.Values
      } as [PageTemplates.Values],
      "checkText": visit.pick("Vérifier le fichier", "Check the file"),
      "checkHelp": visit.pick(
        "Rien n'est chargé à cette étape.", "Nothing is loaded by this step."),
    ]
  }

  /// What people call a kind, and its file: `mandats (mandates.csv)`.
  func kindName(_ file: String, _ visit: Visit) -> String {
    guard let kind = FactCatalogue.known.kind(ofFile: file) else { return file }
    let name = visit.pick(kind.french, kind.english).prefix { $0 != ":" }
    return "\(TerminalText.oneLine(String(name))) (\(file))"
  }

  // MARK: Earlier files

  private func earlier(
    _ files: [FileStore.File], _ paging: Paging, _ visit: Visit
  ) -> [PagePart] {
    let title = visit.pick("Fichiers déposés", "Files uploaded")
    guard !files.isEmpty else {
      return [
        .heading(title, anchor: "liste"),
        .soft(visit.pick("Aucun fichier pour le moment.", "No file yet.")),
      ]
    }
    let heads = [
      PageTable.Head(text: visit.pick("Fichier", "File")),
      PageTable.Head(text: visit.pick("Déposé le", "Uploaded on")),
      PageTable.Head(text: visit.pick("État", "State")),
      PageTable.Head(text: visit.pick("Lignes chargées", "Rows loaded"), isNumber: true),
      PageTable.Head(text: visit.pick("Corrigées", "Corrected"), isNumber: true),
      PageTable.Head(text: visit.pick("Refusées", "Refused"), isNumber: true),
    ]
    let now = host.database.now
    let rows = files.map { file in
      let counts = file.loaded ?? file.rehearsed
      func number(_ count: Int?) -> PageTable.Cell {
        .number(count.map { visit.language.number($0) } ?? "–")
      }
      return PageTable.Row(cells: [
        PageTable.Cell(
          text: file.name, href: PageAddress.path(["fichiers", String(file.number)]),
          more: kindName(file.kind, visit)),
        PageTable.Cell(text: moment(file.keptAt, visit), more: file.brought.name),
        PageTable.Cell(tag: fileState(file, at: now, visit)),
        number(file.loaded?.loaded), number(file.loaded?.corrected), number(counts?.refused),
      ])
    }
    return [
      .heading("\(title)\(visit.language.colon) \(paging.count)", anchor: "liste"),
      .table(PageTable(title, heads, rows)),
    ] + pages(paging, visit) { "/fichiers?page=\($0)#liste" }
  }

  /// The word for a file's state, and its kind as a tag.
  func fileState(
    _ file: FileStore.File, at now: Instant, _ visit: Visit
  ) -> (text: String, kind: String) {
    switch file.load.state(at: now) {
    case .waiting: (visit.pick("attend son tour", "waits for its turn"), "none")
    case .running: (visit.pick("en cours", "under way"), "ask")
    case .brokenOff: (visit.pick("interrompu", "broken off"), "bad")
    case .checked: (visit.pick("vérifié, à charger", "checked, to be loaded"), "ask")
    case .expired: (visit.pick("contenu effacé", "content erased"), "none")
    case .loaded: (visit.pick("chargé", "loaded"), "ok")
    case .refused: (visit.pick("refusé", "refused"), "bad")
    case .undone: (visit.pick("annulé", "undone"), "none")
    }
  }

  // MARK: Bringing

  /// Keeps a file and has it rehearsed; of one that cannot be taken, the page says why, and what to do.
  func bringFile(_ visit: Visit) async throws -> WebResponse {
    guard let session = visit.session else { return notFound(visit) }
    guard let file = visit.request.files["fichier"], !file.bytes.isEmpty else {
      return try await fileList(
        visit,
        FileProblem(
          title: visit.pick("Aucun fichier n'est arrivé", "No file has come"),
          text: visit.pick(
            "Choisissez un fichier qui n'est pas vide, puis « Vérifier le fichier ».",
            "Choose a file that is not empty, then “Check the file”.")))
    }
    guard file.bytes.count <= FileLoad.mostBytes else {
      let most = FileLoad.mostBytes >> 20
      return try await fileList(
        visit,
        FileProblem(
          title: visit.pick("Ce fichier est trop grand", "This file is too large"),
          text: visit.pick(
            "Il a plus de \(most) Mo. Partagez-le en plusieurs fichiers.",
            "It has more than \(most) MB. Split it into several files."), status: 413))
    }
    let name = file.name.isEmpty ? visit.pick("sans nom", "without a name") : file.name
    let read: (content: [UInt8], shifts: RowShifts)
    switch await text(of: file, name, visit) {
    case .success(let text): read = text
    case .failure(let said): return try await fileList(visit, said.problem)
    }
    let kind: FactKind
    switch recognised(name, read.content, visit) {
    case .success(let known): kind = known
    case .failure(let said): return try await fileList(visit, said.problem)
    }
    let new = FileStore.New(
      name: String(TypedText.kept(name).prefix(FileLoad.mostOfName)), kind: kind.file,
      content: read.content, shifts: read.shifts)
    let number = try await host.database.write {
      try FileStore.keep(new, by: session, in: $0)
    }
    guard let number else {
      return try await fileList(
        visit,
        FileProblem(
          title: visit.pick("Trop de fichiers attendent", "Too many files wait"),
          text: visit.pick(
            "\(FileLoad.mostWaiting) fichiers attendent déjà d'être chargés. Chargez ou retirez l'un d'eux, puis recommencez.",
            "\(FileLoad.mostWaiting) files wait to be loaded already. Load or remove one of them, then repeat."
          ), status: 409))
    }
    fileRuns.wake()
    return .redirect(["fichiers", String(number)])
  }

  /// A problem as an error, so that a result can have it.
  private struct Said: Error {
    let problem: FileProblem
  }

  /// The text of a file as services read it: its own bytes, or those of a workbook's sheet.
  private func text(
    of file: UploadedFile, _ name: String, _ visit: Visit
  ) async -> Result<(content: [UInt8], shifts: RowShifts), Said> {
    let title = visit.pick("Ce fichier ne peut pas être lu", "This file cannot be read")
    let content: UploadedContent
    do {
      content = try await reader.read(file)
    } catch {
      return .failure(
        Said(
          problem: FileProblem(
            title: title, text: error.words(visit.language), status: error.status)))
    }
    switch content {
    case .text(let bytes): return .success((content: bytes, shifts: RowShifts()))
    case .workbook(let workbook):
      let catalogue = FactCatalogue.known
      let named = chosen(visit) ?? catalogue.kind(ofFile: catalogue.file(of: name))
      let keys = (named.map { [$0] } ?? catalogue.kinds).flatMap(\.form.key)
      do {
        let sheet = try SheetText(workbook, headed: Set(keys), most: FileLoad.mostBytes)
        return .success((content: sheet.bytes, shifts: RowShifts(sheet.rows)))
      } catch {
        let problem = error as? ConfigurationProblem
        let words = problem.map { visit.pick($0.french, $0.english) } ?? title
        return .failure(
          Said(problem: FileProblem(title: title, text: TerminalText.oneLine(words).sentence)))
      }
    }
  }

  /// The kind that the form says; nil where it is to be told by the file.
  private func chosen(_ visit: Visit) -> FactKind? {
    FactCatalogue.known.kind(ofFile: visit.request.form["type"] ?? "")
      .flatMap { $0.loadedBy.contains(.operator) ? $0 : nil }
  }

  /// The kind of a file: the one that is chosen, else what its name or its header tells.
  private func recognised(
    _ name: String, _ bytes: [UInt8], _ visit: Visit
  ) -> Result<FactKind, Said> {
    let catalogue = FactCatalogue.known
    if let kind = chosen(visit) { return .success(kind) }
    let labels: [String]
    do {
      labels = try FileRecognition.labels(
        of: bytes, as: catalogue.kind(ofFile: catalogue.file(of: name)))
    } catch {
      let code = (error as? CSVError)?.code ?? "FILE_UNREADABLE"
      return .failure(
        Said(
          problem: FileProblem(
            title: visit.pick("Ce fichier ne peut pas être lu", "This file cannot be read"),
            text: Catalogue.reason(code, visit.language).sentence)))
    }
    switch FileRecognition.outcome(name: name, labels: labels) {
    case .kind(let kind): return .success(kind)
    case .several(let kinds):
      let names = kinds.map { kindName($0.file, visit) }.joined(separator: ", ")
      return .failure(
        Said(
          problem: FileProblem(
            title: visit.pick(
              "Plusieurs types ont ces colonnes", "Several kinds have these columns"),
            text: visit.pick(
              "Types possibles : \(names). Choisissez le type de données, puis de nouveau le fichier.",
              "Possible kinds: \(names). Choose the kind of fact, and the file again."))))
    case .none(let nearest):
      return .failure(Said(problem: unknown(nearest, visit)))
    }
  }

  /// Says that no kind has the columns of a file, which kind is near, and which columns may be meant.
  private func unknown(_ nearest: FileRecognition.Nearest?, _ visit: Visit) -> FileProblem {
    let title = visit.pick(
      "Aucun type de données n'a ces colonnes", "No kind of fact has these columns")
    guard let nearest else {
      return FileProblem(
        title: title,
        text: visit.pick(
          "La première ligne doit nommer les colonnes, par exemple structure_code. Votre administrateur peut vous donner un modèle vide (vigie facts structures --template xlsx).",
          "The first row must name the columns, such as structure_code. Your administrator can give you an empty template (vigie facts structures --template xlsx)."
        ))
    }
    func list(_ columns: [String]) -> String {
      let more = columns.count > Self.mostColumns ? ", …" : ""
      return columns.prefix(Self.mostColumns).joined(separator: ", ") + more
    }
    let alike = nearest.alike.prefix(Self.mostColumns).map {
      visit.pick("« \($0.label) » pour \($0.field)", "“\($0.label)” for \($0.field)")
    }
    let kind = kindName(nearest.kind.file, visit)
    var sentences = [visit.pick("Le type le plus proche : \(kind).", "The nearest kind: \(kind).")]
    if !nearest.missing.isEmpty {
      let missing = list(nearest.missing)
      sentences.append(
        visit.pick("Colonnes absentes : \(missing).", "Columns that are absent: \(missing)."))
    }
    if !alike.isEmpty {
      let names = TerminalText.oneLine(alike.joined(separator: ", "))
      sentences.append(
        visit.pick(
          "Colonnes peut-être mal écrites : \(names).", "Columns that may be misspelled: \(names).")
      )
    }
    return FileProblem(title: title, text: sentences.joined(separator: " "))
  }
}
