import Contracts
import FactKinds
import Foundation
import RPC
import ServiceKit
import Spreadsheet
import Tabular
package import Texts
package import Values

/// Loads returned forms. Their answers to SENACS are sent as one file, and those to the sheet's questions as others. A finding
/// about a row is reported at the form's cell that it came from.
package struct FormFolder {
  /// How many forms and answers had which result.
  package struct Counts {
    package var loaded = 0, unchanged = 0, refused = 0, questions = 0, readings = 0, responses = 0
    /// The forms that are not validated yet; their questions, diagnosis and meetings are not loaded.
    package var waiting = 0
  }

  package let campaign: String
  package let questions: CampaignQuestions
  package let upload: Upload
  /// The language of the findings.
  package let language: Language

  package init(campaign: String, questions: CampaignQuestions, upload: Upload, language: Language) {
    self.campaign = campaign
    self.questions = questions
    self.upload = upload
    self.language = language
  }

  /// Loads workbooks; one that cannot be read does not hold up the others.
  ///
  /// - Parameters:
  ///   - paths: the workbooks.
  ///   - report: receives each finding, with the row and column of the workbook, and whether something was refused for it.
  /// - Returns: how many forms and answers had which result.
  /// - Throws: `RPCError`; what `report` throws.
  package func load(_ paths: [String], report: (Finding, Bool) throws -> Void) async throws
    -> Counts
  {
    var counts = Counts()
    var forms: [ReturnedForm] = []
    let progress = upload.makesProgress?(paths.count)
    for (index, path) in paths.enumerated() {
      let name = URL(fileURLWithPath: path).lastPathComponent
      do {
        forms.append(
          try ReturnedForm(path, campaign: campaign, questions))
      } catch let error as SpreadsheetError {
        counts.refused += 1
        try report(Finding(file: name, row: 1, column: "", value: "", code: error.code), true)
      } catch let problem as ConfigurationProblem {
        counts.refused += 1
        let text = language.pick(problem.french, problem.english)
        try report(Finding(file: name, row: 1, column: "", value: text, code: "FORM_WRONG"), true)
      }
      progress?.show(index + 1)
    }
    progress?.end()
    // A structure may have sent several forms. Each is an answer of its own, but a file may have only one answer a structure, so
    // the forms are loaded in rounds.
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
        round.map { form in FormRow(form, fields.map { form.answers[$0] ?? "" }) },
        AnswersFile.name, to: "senacs", columns: fields,
        reading: BeginImport.Reading(subject: campaign)
      ) { finding, isRefused in
        if isRefused { refused.insert(finding.file) }
        try report(finding, isRefused)
      }
      counts.loaded += reply.loaded
      counts.unchanged += reply.unchanged
      counts.refused += reply.refused
      // The sheet's questions are loaded only when the first tab was accepted.
      let right = round.filter { !refused.contains($0.name) }
      counts.waiting += right.count {
        $0.answers[AnswersFile.state] != AnswersFile.validated
          && ($0.isAnsweredNow || $0.isDiagnosisNew || !$0.meetings.responses.isEmpty
            || !$0.meetings.added.isEmpty)
      }
      try await loadQuestions(right, &counts, report)
      try await loadMeetings(right, &counts, report)
    }
    return counts
  }

  /// Loads the answers to the sheet's questions of validated forms; forms that are still being filled in are left out.
  private func loadQuestions(
    _ forms: [ReturnedForm], _ counts: inout Counts, _ report: (Finding, Bool) throws -> Void
  ) async throws {
    var final: [ReturnedForm] = []
    for form in forms
    where form.answers[AnswersFile.state] == AnswersFile.validated
      && (form.isAnsweredNow || form.isDiagnosisNew)
    {
      // An answer's day is the day of validation, so that it is the same whenever the form is loaded.
      if form.answers[AnswersFile.validatedOn] != nil {
        final.append(form)
      } else {
        let place = form.places[AnswersFile.validatedOn]
        try report(
          Finding(
            file: form.name, row: place?.row ?? 1, column: place?.text ?? AnswersFile.validatedOn,
            value: "", code: "MISSING_VALUE"), true)
      }
    }
    func day(_ form: ReturnedForm) -> String { form.answers[AnswersFile.validatedOn] ?? "" }
    let own = ["year", "structure_code", "answered_on"]
    let answers = FactKind.answers.form.columns.map(\.name).filter { !own.contains($0) }
    let answering = final.filter { $0.isAnsweredNow && !$0.evaluation.isEmpty }
    if !answering.isEmpty {
      let year = String(questions.state.opensOn.year)
      counts.questions += try await send(
        answering.map { form in
          FormRow(
            form,
            [year, form.structure, day(form)] + answers.map { form.evaluation[$0] ?? "" })
        }, FactKind.answers.file, to: "evaluation", columns: own + answers, reading: nil, report
      ).taken
    }
    let whose = ["structure_code", "assessor", "assessed_on"]
    let items = FactKind.diagnoses.form.columns.map(\.name).filter { !whose.contains($0) }
    let reading = final.filter { !$0.diagnosis.isEmpty && $0.isDiagnosisNew }
    if !reading.isEmpty {
      counts.readings += try await send(
        reading.map { form in
          FormRow(
            form, [form.structure, "first", day(form)] + items.map { form.diagnosis[$0] ?? "" })
        }, FactKind.diagnoses.file, to: "evaluation", columns: whose + items, reading: nil, report
      ).taken
    }
  }

  /// Loads what validated forms say of meetings: responses, and meetings that nobody had noted.
  private func loadMeetings(
    _ forms: [ReturnedForm], _ counts: inout Counts, _ report: (Finding, Bool) throws -> Void
  ) async throws {
    var (meetings, responses): ([FormRow], [FormRow]) = ([], [])
    var codes: Set<String> = []
    for form in forms
    where form.answers[AnswersFile.state] == AnswersFile.validated {
      for (code, response) in form.meetings.responses.sorted(by: { $0.key < $1.key }) {
        responses.append(
          FormRow(form, [code, form.structure, response], at: FormMeetings.listed + code))
      }
      for (number, cells) in form.meetings.added.sorted(by: { $0.key < $1.key }) {
        guard let body = cells["body"], let day = cells["day"], let response = cells["response"]
        else {
          let key = FormMeetings.key(number, cells.keys.sorted()[0])
          let place = form.places[key]
          try report(
            Finding(
              file: form.name, row: place?.row ?? 1, column: place?.text ?? key, value: "",
              code: "MISSING_VALUE"), true)
          continue
        }
        let key = FormMeetings.key(number, "response")
        if let known = try await self.meeting(of: body, on: day, near: form.structure) {
          responses.append(FormRow(form, [known, form.structure, response], at: key))
          continue
        }
        // The code is the same whichever structure notes the meeting.
        let code = "\(body)-\(day)"
        if codes.insert(code).inserted {
          meetings.append(
            FormRow(form, [code, body, day, "held"], at: FormMeetings.key(number, "day")))
        }
        responses.append(FormRow(form, [code, form.structure, response], at: key))
      }
    }
    if !meetings.isEmpty {
      _ = try await send(
        meetings, FactKind.meetings.file, to: "evaluation",
        columns: FactKind.meetings.form.columns.map(\.name), reading: nil, report)
    }
    if !responses.isEmpty {
      counts.responses += try await send(
        responses, FactKind.invitations.file, to: "evaluation",
        columns: FactKind.invitations.form.columns.map(\.name), reading: nil, report
      ).taken
    }
  }

  /// The code of the known meeting of a body on a day; nil where none is known.
  private func meeting(
    of body: String, on day: String, near structure: String
  ) async throws -> String? {
    guard let day = CivilDate(day) else { return nil }
    let items = try upload.services.stream(
      "evaluation", ListMeetings(structure: structure, from: day, to: day))
    var found: String?
    for try await item in items {
      found =
        item.meetings.first { $0.body == body && $0.state == MeetingState.held.rawValue }?.code
        ?? found
    }
    return found
  }

  private func send(
    _ rows: [FormRow], _ file: String, to service: String, columns: [String],
    reading: BeginImport.Reading?,
    _ report: (Finding, Bool) throws -> Void
  ) async throws -> CommitImport.Reply {
    let text = ([columns] + rows.map(\.cells)).map { CSVWriter.record($0) }.joined()
    let lines = try TemporaryFile.make()
    try lines.write(contentsOf: Data(text.utf8))
    let (_, counts) = try await upload.send(lines, as: file, to: service, reading: reading) {
      found, refused in
      var finding = found
      // Row 1 is the header, which this function wrote, so row 2 is the first form.
      if rows.indices.contains(found.row - 2) {
        let row = rows[found.row - 2]
        finding.file = row.form.name
        if let place = row.form.places[row.key ?? found.column] {
          finding.column = "\(place.text) \(questions.label(found.column, language))"
          finding.row = place.row
        }
      }
      try report(finding, refused)
    }
    return counts
  }
}

/// A row of a fact file, the form that it comes from, and the line of the form where it is one line.
private struct FormRow {
  let form: ReturnedForm
  let cells: [String]
  let key: String?

  init(_ form: ReturnedForm, _ cells: [String], at key: String? = nil) {
    self.form = form
    self.cells = cells
    self.key = key
  }
}

extension CommitImport.Reply {
  /// The number of rows that are stored now: those loaded, and those stored unchanged before.
  fileprivate var taken: Int { loaded + unchanged }
}
