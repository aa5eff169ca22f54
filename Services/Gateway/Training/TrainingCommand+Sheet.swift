import ArgumentParser
import Composition
import Contracts
import FactKinds
import Foundation
import Pages
import ServiceKit
import Spreadsheet
import Texts
import Values

extension TrainingCommand {
  struct Sheet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Prépare la feuille d'émargement d'une session, ou un classeur de présences à remplir, et charge le classeur rempli.",
      "Prepares a session's sheet to sign, or a workbook of attendance to fill in, and loads the filled-in workbook.",
      discussion: words(
        """
        Une demi-journée vaut x (présent), 0 (absent) ou vide. Une ligne entièrement vide ne change rien. En cas d'erreur, \
        rien n'est enregistré.
        """,
        """
        A half-day is x (present), 0 (absent) or empty. A row that is all empty changes nothing. If there is an error, nothing \
        is recorded.
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .sessionCode, completion: .sessions) var session: String
    @Option(
      help: .words(
        "Crée la feuille d'émargement, une page à imprimer, dans un nouveau fichier.",
        "Makes the sheet to sign, a page to print, in a new file.", .file), completion: .file())
    var html: String?
    @Option(
      help: .words(
        "Crée le classeur de présences à remplir, dans un nouveau fichier.",
        "Makes the workbook of attendance to fill in, in a new file.", .file), completion: .file())
    var xlsx: String?
    @Option(
      help: .words(
        "Enregistre les présences d'un classeur rempli.",
        "Records the attendance of a filled-in workbook.", .file), completion: .file())
    var load: String?
    @Flag(
      help: .words(
        "Avec --load : contrôle tout sans rien enregistrer.",
        "With --load: checks all and records nothing."))
    var dryRun = false

    func validate() throws {
      let isWritten = html != nil || xlsx != nil
      guard isWritten != (load != nil), load != nil || !dryRun else {
        throw ValidationError(
          "indiquez --html et --xlsx, ou --load (avec --dry-run)",
          "give --html and --xlsx, or --load (with --dry-run)")
      }
    }

    func run() async throws {
      for path in [html, xlsx].compactMap({ $0 }) { try NewPath.check(path) }
      let gateway = try options.gateway()
      let file = try await SessionPeople.read(gateway, session: session, needsNames: true)
      if let load { try await record(load, file, gateway) }
      await gateway.close()
      if let html {
        let page = AttendancePage(file: file, language: language).html
        try OutputFile.write(page, to: html, isNew: true)
        Output.line(html)
      }
      if let xlsx {
        let workbook = AttendanceWorkbook(file: file, language: language, created: .now)
        try FileFault.naming("") { try workbook.write(to: xlsx) }
        Output.line(xlsx)
      }
    }

    /// Reads a sheet back. All rows are checked before the first one is recorded.
    private func record(_ path: String, _ file: SessionPeople, _ gateway: Gateway) async throws {
      let name = URL(fileURLWithPath: path).lastPathComponent
      let sheet = try FileFault.naming("") {
        try ReturnedAttendance(path, name: name, of: file.session)
      }
      var (refused, findings): ([Finding], [Finding]) = (sheet.faults, [])
      for line in sheet.lines where sheet.faults.isEmpty {
        func placed(_ finding: Finding) -> Finding {
          Finding(
            file: name, row: line.row, column: finding.column, value: finding.value,
            code: finding.code, beside: finding.beside)
        }
        let told = try await rehearse(line, file, gateway)
        refused += told.refused.map(placed)
        findings += told.findings.filter { $0.code != "CORRECTED" }.map(placed)
      }
      guard refused.isEmpty else {
        FindingLines.write(refused: refused, findings: [])
        let errors = language.count(
          refused.count, .init("erreur à corriger", "erreurs à corriger"),
          .init("error to correct", "errors to correct"))
        Output.line(
          "Rien n'a été enregistré : \(errors) dans \(name).",
          "Nothing was recorded: \(errors) in \(name).")
        throw ExitCode(3)
      }
      FindingLines.write(refused: [], findings: findings)
      for line in sheet.lines {
        let told = dryRun ? "" : try await record(line, file, gateway)
        Output.line(outcome(line, file, told))
      }
      if sheet.unmarked > 0 {
        let people = language.count(
          sheet.unmarked, .init("personne sans aucune marque", "personnes sans aucune marque"),
          .init("person without any mark", "people without any mark"))
        Output.line("\(people) : aucun changement.", "\(people): nothing changed.")
      }
      if dryRun {
        Output.line("Essai : rien n'a été enregistré.", "Rehearsal: nothing was recorded.")
      }
    }

    /// Asks training what it would say of a row of `attendance.csv`.
    private func rehearse(
      _ line: ReturnedAttendance.Line, _ file: SessionPeople, _ gateway: Gateway
    ) async throws -> RehearseFact.Reply {
      let known = known(line, file)
      let cells = [
        "session_code": session, "person_code": known?.attendedAs ?? line.personCode,
        "structure_code": line.structureCode ?? "", "audience": line.audience.rawValue,
        "status": status(line).rawValue, "half_days_present": String(line.halfDays.count),
        "half_days_attended": line.halfDays.map(String.init).joined(separator: " "),
      ]
      return try await gateway.call(
        "training",
        RehearseFact(file: FactKind.attendance.file, cells: cells, isNew: known?.status == nil))
    }

    /// What the session's list says of the person of a row; nil where the person is not on it.
    private func known(
      _ line: ReturnedAttendance.Line, _ file: SessionPeople
    ) -> ListAttendance.Row? {
      file.people.first {
        $0.personCode == line.personCode || $0.attendedAs == line.personCode
      }
    }

    /// Records a row; returns what that changed.
    private func record(
      _ line: ReturnedAttendance.Line, _ file: SessionPeople, _ gateway: Gateway
    ) async throws -> String {
      let reply = try await gateway.call(
        "training",
        RecordAttendance(
          sessionCode: session,
          personCode: known(line, file)?.attendedAs ?? line.personCode,
          structureCode: line.structureCode, audience: line.audience, status: status(line),
          halfDaysPresent: Bounded(clamping: line.halfDays.count),
          halfDaysAttended: line.halfDays.map { Bounded<HalfDayBounds>(clamping: $0) }))
      return switch reply.change {
      case "added": words(" : ajouté", ": added")
      case "corrected": words(" : corrigé", ": corrected")
      default: words(" : déjà connu", ": known already")
      }
    }

    private func status(_ line: ReturnedAttendance.Line) -> AttendanceStatus {
      line.halfDays.isEmpty ? .absent : .present
    }

    private func outcome(
      _ line: ReturnedAttendance.Line, _ file: SessionPeople, _ told: String
    ) -> String {
      let name = file.name(of: line.personCode).map { " \($0)" } ?? ""
      let count = words(
        "\(line.halfDays.count) sur \(file.session.halfDays)",
        "\(line.halfDays.count) of \(file.session.halfDays)")
      return "\(line.personCode)\(name), \(count)\(told)"
    }
  }
}
