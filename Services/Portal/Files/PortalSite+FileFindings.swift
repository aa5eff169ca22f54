import Composition
import Contracts
import FactKinds
import Pages
import PortalDomain
import RPCContract
import Tabular
import Texts
import Values

/// What a service found in a file: its counts, its findings by pages, and all of them for a spreadsheet. The findings stay at the service,
/// which quotes rows about people there, and are asked for each time.
extension PortalSite {
  /// The most findings that are told, as many as a rehearsal keeps.
  private static let mostFindings = 10_000
  /// The most findings of an item of the service's stream (`ReadImportReport.Item`).
  private static let mostOfItem = 1000
  /// The most characters of a text in a line.
  private static let mostCharacters = 120

  /// What was found, as the step that was done last tells it; nothing while none was done.
  func found(
    in file: FileStore.File, _ state: FileLoad.State, _ missing: inout [String], _ visit: Visit
  ) async throws -> [PagePart] {
    guard let counts = file.loaded ?? file.rehearsed else { return [] }
    var parts = counted(counts, file, visit)
    let count = min(counts.refused + counts.findings, Self.mostFindings)
    guard count > 0, [.checked, .loaded, .undone].contains(state) else { return parts }
    let title = visit.pick("Remarques", "Findings")
    guard isOwn(file, visit) else {
      let name = file.brought.name
      parts.append(
        .soft(
          visit.pick(
            "Les remarques citent des lignes : seule la personne qui a déposé le fichier, \(name), peut les lire.",
            "Findings quote rows: only \(name), who uploaded the file, can read them.")))
      return parts
    }
    let paging = Paging(count: count, asked: visit.request.query["page"])
    guard let found = try await findings(file, &missing, upTo: paging.range.upperBound, visit)
    else { return parts }
    let all = visit.language.number(counts.refused + counts.findings)
    parts.append(.heading("\(title)\(visit.language.colon) \(all)", anchor: "liste"))
    parts += PagePart.cut(
      Self.mostFindings, of: counts.refused + counts.findings, visit.language)
    let number = String(file.number)
    let csv = PageAddress.path(["fichiers", number, "remarques.csv"])
    parts.append(
      .links([
        PagePart.Link(
          text: visit.pick(
            "Toutes les remarques, pour un tableur (CSV)", "All findings, for a spreadsheet (CSV)"),
          href: csv)
      ]))
    let shown = found.dropFirst(paging.range.lowerBound).prefix(paging.range.count)
    parts.append(.table(findingTable(title, Array(shown), visit)))
    let path = PageAddress.path(["fichiers", number])
    return parts + pages(paging, visit) { "\(path)?page=\($0)#liste" }
  }

  private func counted(
    _ counts: CommitImport.Reply, _ file: FileStore.File, _ visit: Visit
  ) -> [PagePart] {
    let title =
      switch (file.loaded, file.load.step) {
      case (nil, _): visit.pick("Ce qui serait chargé", "What would be loaded")
      case (_, .undone): visit.pick("Ce qui avait été chargé", "What had been loaded")
      default: visit.pick("Ce qui est chargé", "What is loaded")
      }
    func line(_ name: (String, String), _ count: Int) -> (name: String, value: String) {
      (name: visit.pick(name.0, name.1), value: visit.language.number(count))
    }
    let new = max(0, counts.loaded - counts.corrected)
    return [
      .heading(title),
      .facts([
        line(("Lignes nouvelles", "New rows"), new),
        line(("Corrections", "Corrections"), counts.corrected),
        line(("Déjà connues", "Known already"), counts.unchanged),
        line(("Refusées", "Refused"), counts.refused),
        line(("À vérifier", "To check"), counts.findings),
      ]),
    ]
  }

  /// Asks the service for the first findings; nil where it does not answer or does not tell them.
  private func findings(
    _ file: FileStore.File, _ missing: inout [String], upTo count: Int, _ visit: Visit
  ) async throws -> [(finding: Finding, isRefused: Bool)]? {
    guard let session = visit.session, let id = file.importID,
      let service = FactCatalogue.known.kind(ofFile: file.kind)?.owner
    else { return nil }
    let items = max(1, (count + Self.mostOfItem - 1) / Self.mostOfItem)
    let calls = calls
    do {
      let found = try await part(service, &missing) {
        try await calls.items(service, ReadImportReport(importID: id), for: session, most: items)
      }
      guard let found else { return nil }
      var lines: [(finding: Finding, isRefused: Bool)] = []
      for item in found {
        for (told, isRefused) in Upload.inOrder(item) {
          var finding = told
          finding.row = file.shifts.row(of: told.row)
          lines.append((finding: finding, isRefused: isRefused))
        }
      }
      return lines
    } catch let error as RPCError where error.isNoPage {
      return nil
    }
  }

  /// Findings as the lines of a table.
  func findingTable(
    _ title: String, _ found: [(finding: Finding, isRefused: Bool)], _ visit: Visit
  ) -> PageTable {
    func short(_ text: String) -> String {
      let line = TerminalText.oneLine(text)
      return line.count > Self.mostCharacters ? "\(line.prefix(Self.mostCharacters))…" : line
    }
    let rows = found.map { finding, isRefused in
      PageTable.Row(cells: [
        PageTable.Cell(text: String(finding.row)),
        PageTable.Cell(text: finding.column.isEmpty ? "–" : short(finding.column)),
        PageTable.Cell(text: short(finding.value)),
        PageTable.Cell(
          text: FindingLines.reason(finding, visit.language),
          more: short(FindingLines.beside(finding, visit.language)),
          tag: isRefused
            ? (text: visit.pick("refusée", "refused"), kind: "bad")
            : (text: visit.pick("à vérifier", "to check"), kind: "ask")),
      ])
    }
    return PageTable(
      title,
      [
        PageTable.Head(text: visit.pick("Ligne", "Row")),
        PageTable.Head(text: visit.pick("Colonne", "Column")),
        PageTable.Head(text: visit.pick("Valeur", "Value")),
        PageTable.Head(text: visit.pick("Remarque", "Finding")),
      ], rows)
  }

  /// All findings for a spreadsheet, one line each; a cell that it would run as a formula has an apostrophe in front.
  func fileFindings(_ visit: Visit) async throws -> WebResponse {
    guard let file = try await self.file(visit), isOwn(file, visit) else { return notFound(visit) }
    var missing: [String] = []
    guard let found = try await findings(file, &missing, upTo: Self.mostFindings, visit) else {
      return missing.isEmpty ? notFound(visit) : failure(visit)
    }
    var lines = [
      [
        visit.pick("ligne", "row"), visit.pick("état", "state"),
        visit.pick("enregistrement", "record"), visit.pick("colonne", "column"),
        visit.pick("valeur", "value"), "code", visit.pick("remarque", "finding"),
      ]
    ]
    for (finding, isRefused) in found.prefix(Self.mostFindings) {
      lines.append([
        String(finding.row),
        isRefused ? visit.pick("refusée", "refused") : visit.pick("à vérifier", "to check"),
        (finding.record ?? []).joined(separator: " "), finding.column, finding.value,
        finding.code,
        FindingLines.reason(finding, visit.language)
          + FindingLines.beside(finding, visit.language),
      ])
    }
    let text = lines.map { CSVWriter.record($0, guardsFormulas: true) }.joined()
    return .csv(text, name: "remarques-\(file.number).csv")
  }
}

extension WebResponse {
  /// A table for a spreadsheet, which browsers keep as a file; the name is the portal's own, never one that came from outside. The mark at
  /// its beginning lets spreadsheets read it as UTF-8.
  static func csv(_ text: String, name: String) -> WebResponse {
    WebResponse(
      headers: [
        ("Content-Type", "text/csv; charset=utf-8"), ("Cache-Control", "no-store"),
        ("Content-Disposition", "attachment; filename=\"\(name)\""),
      ], body: Array("\u{FEFF}\(text)".utf8))
  }
}
