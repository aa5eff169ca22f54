import Contracts
import FactForms
import Foundation
import ServiceKit
import Spreadsheet
import Tabular
import Texts
import Values

/// Loads forms that came back: their answers to SENACS in one file, those to the sheet's questions in others; what is told about
/// a row is told about the cell that it came from.
struct FormFolder {
  /// How many of what came of them.
  struct Counts {
    var loaded = 0, unchanged = 0, refused = 0, questions = 0, readings = 0
  }

  let campaign: String
  let questions: SenacsCommand.Questions
  let upload: Upload

  /// Loads workbooks; one that cannot be read does not hold up the others.
  ///
  /// - Parameters:
  ///   - paths: the workbooks.
  ///   - tell: is given each finding, its row and column being the workbook's, and whether something was refused for it.
  /// - Returns: how many of what came of them.
  /// - Throws: `RPCError`; what `tell` throws.
  func load(_ paths: [String], tell: (Finding, Bool) throws -> Void) async throws -> Counts {
    var counts = Counts()
    var forms: [ReturnedForm] = []
    let progress = Progress(of: paths.count)
    for (index, path) in paths.enumerated() {
      let name = URL(fileURLWithPath: path).lastPathComponent
      do {
        forms.append(
          try ReturnedForm(path, campaign: campaign, questions))
      } catch let error as SpreadsheetError {
        counts.refused += 1
        try tell(Finding(file: name, row: 1, column: "", value: "", code: error.code), true)
      } catch let problem as ConfigurationProblem {
        counts.refused += 1
        let text = words(problem.french, problem.english)
        try tell(Finding(file: name, row: 1, column: "", value: text, code: "FORM_WRONG"), true)
      }
      progress.show(index + 1)
    }
    progress.end()
    // A structure may have sent several: each is an answer of its own, and a file has one a structure.
    var rounds: [[ReturnedForm]] = []
    var seen: [String: Int] = [:]
    for form in forms {
      let round = seen[form.structure, default: 0]
      seen[form.structure] = round + 1
      if round == rounds.count { rounds.append([]) }
      rounds[round].append(form)
    }
    for round in rounds {
      let fields = questions.schema.fields.map(\.name)
      var refused: Set<String> = []
      let reply = try await send(
        round, AnswersFile.name, to: "senacs", columns: fields,
        { form in fields.map { form.answers[$0] ?? "" } },
        reading: BeginImport.Reading(subject: campaign)
      ) { finding, isRefused in
        if isRefused { refused.insert(finding.file) }
        try tell(finding, isRefused)
      }
      counts.loaded += reply.loaded
      counts.unchanged += reply.unchanged
      counts.refused += reply.refused
      // The sheet's questions wait until the first tab is right.
      try await loadQuestions(round.filter { !refused.contains($0.name) }, &counts, tell)
    }
    return counts
  }

  /// The sheet's questions of forms that are validated: what is still worked at is left.
  private func loadQuestions(
    _ forms: [ReturnedForm], _ counts: inout Counts, _ tell: (Finding, Bool) throws -> Void
  ) async throws {
    var final: [ReturnedForm] = []
    for form in forms
    where form.answers[AnswersFile.state] == AnswersFile.validated
      && (form.isAnsweredNow || form.isDiagnosisNew)
    {
      // An answer has a day of its own, the same whenever it is loaded.
      if form.answers[AnswersFile.validatedOn] != nil {
        final.append(form)
      } else {
        let place = form.places[AnswersFile.validatedOn]
        try tell(
          Finding(
            file: form.name, row: place?.row ?? 1, column: place?.text ?? AnswersFile.validatedOn,
            value: "", code: "MISSING_VALUE"), true)
      }
    }
    func day(_ form: ReturnedForm) -> String { form.answers[AnswersFile.validatedOn] ?? "" }
    let own = ["year", "structure_code", "answered_on"]
    let answers = FactForms.answers.columns.map(\.name).filter { !own.contains($0) }
    let answering = final.filter { $0.isAnsweredNow && !$0.evaluation.isEmpty }
    if !answering.isEmpty {
      let year = String(questions.state.opensOn.year)
      counts.questions += try await send(
        answering, "evaluation_answers.csv", to: "evaluation",
        columns: own + answers,
        { form in [year, form.structure, day(form)] + answers.map { form.evaluation[$0] ?? "" } },
        reading: nil, tell
      ).taken
    }
    let whose = ["structure_code", "assessor", "assessed_on"]
    let items = FactForms.diagnoses.columns.map(\.name).filter { !whose.contains($0) }
    let reading = final.filter { !$0.diagnosis.isEmpty && $0.isDiagnosisNew }
    if !reading.isEmpty {
      counts.readings += try await send(
        reading, "diagnoses.csv", to: "evaluation",
        columns: whose + items,
        { form in [form.structure, "first", day(form)] + items.map { form.diagnosis[$0] ?? "" } },
        reading: nil, tell
      ).taken
    }
  }

  private func send(
    _ forms: [ReturnedForm], _ file: String, to service: String, columns: [String],
    _ cells: (ReturnedForm) -> [String], reading: BeginImport.Reading?,
    _ tell: (Finding, Bool) throws -> Void
  ) async throws -> CommitImport.Reply {
    let text = ([columns] + forms.map(cells)).map { CSVWriter.record($0) }.joined()
    let path = FileManager.default.temporaryDirectory.appending(path: "vigie-\(UUID()).csv").path
    guard
      FileManager.default.createFile(
        atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    else { throw ConfigurationProblem("impossible d'écrire \(path)", "cannot write \(path)") }
    defer { try? FileManager.default.removeItem(atPath: path) }
    let language = Vigie.language
    return try await upload.send(path, as: file, to: service, reading: reading) { found, refused in
      var finding = found
      // Row 1 is the header, which is ours.
      if forms.indices.contains(found.row - 2) {
        let form = forms[found.row - 2]
        finding.file = form.name
        if let place = form.places[found.column] {
          finding.column = "\(place.text) \(questions.label(found.column, language))"
          finding.row = place.row
        }
      }
      try tell(finding, refused)
    }
  }
}

extension CommitImport.Reply {
  /// Rows that are there now: loaded, or just so before.
  fileprivate var taken: Int { loaded + unchanged }
}
