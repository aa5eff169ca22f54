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
  /// Receives a finding, and whether something was refused for it.
  package typealias Receiver = (Finding, Bool) throws -> Void

  /// How many forms and answers had which result; what was known already counts as loaded nowhere.
  package struct Counts {
    package var loaded = 0, refused = 0, questions = 0, readings = 0
    /// The answers to SENACS that were known already; what a form says beside them and was known is counted nowhere.
    package var unchanged = 0
    /// The responses that the bodies have recorded already.
    package var responses = 0
    /// The responses that only the structures declare.
    package var declared = 0
    /// The forms that are not validated yet; their questions, diagnosis and meetings are not loaded.
    package var waiting = 0
  }

  package let questions: CampaignQuestions
  package let upload: Upload
  /// The language of the findings.
  package let language: Language
  /// Whether the forms are only tried: each service tells what it would refuse, and nothing is stored.
  package let rehearses: Bool

  package init(
    questions: CampaignQuestions, upload: Upload, language: Language, rehearses: Bool = false
  ) {
    self.rehearses = rehearses
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
  package func load(_ paths: [String], report: Receiver) async throws -> Counts {
    var counts = Counts()
    var forms: [ReturnedForm] = []
    var reader = FormReader(questions, upload.services)
    let progress = upload.makesProgress?(paths.count)
    for (index, path) in paths.enumerated() {
      func refuse(_ code: String, _ cause: String? = nil) throws {
        counts.refused += 1
        let name = URL(fileURLWithPath: path).lastPathComponent
        try report(
          Finding(
            file: name, row: 1, column: "", value: "", code: code,
            beside: cause.map { [$0] }), true)
      }
      do {
        forms.append(try await reader.form(path))
      } catch let error as SpreadsheetError {
        try refuse(error.code)
      } catch let problem as ConfigurationProblem {
        try refuse("FORM_WRONG", language.pick(problem.french, problem.english))
      }
      progress?.show(index + 1)
    }
    progress?.end()
    try await load(forms, &counts, report)
    return counts
  }

  /// Loads forms that were read already.
  ///
  /// - Parameters:
  ///   - forms: the forms.
  ///   - report: as that of workbooks.
  /// - Returns: how many forms and answers had which result.
  /// - Throws: `RPCError`; what `report` throws.
  package func load(_ forms: [ReturnedForm], report: Receiver) async throws -> Counts {
    var counts = Counts()
    try await load(forms, &counts, report)
    return counts
  }

  private func load(
    _ forms: [ReturnedForm], _ counts: inout Counts, _ report: Receiver
  ) async throws {
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
        round.map { form in FormRow(form: form, cells: fields.map { form.answers[$0] ?? "" }) },
        AnswersFile.name, to: "senacs", columns: fields,
        reading: BeginImport.Reading(subject: questions.campaign)
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
        !$0.isValidated
          && ($0.isAnsweredNow || $0.isDiagnosisNew || !$0.meetings.isEmpty)
      }
      try await loadQuestions(right, &counts, report)
      try await loadMeetings(right, &counts, report)
    }
  }

  /// Loads the answers to the sheet's questions of validated forms; forms that are still being filled in are left out.
  private func loadQuestions(
    _ forms: [ReturnedForm], _ counts: inout Counts, _ report: Receiver
  ) async throws {
    var (answers, readings): ([FormRow], [FormRow]) = ([], [])
    func row(
      _ form: ReturnedForm, _ kind: FactKind, _ own: [String: String], _ cells: [String: String]
    ) -> FormRow {
      FormRow(form: form, cells: kind.form.columns.map { own[$0.name] ?? cells[$0.name] ?? "" })
    }
    for form in forms where form.isValidated && (form.isAnsweredNow || form.isDiagnosisNew) {
      // An answer's day is the day of validation, so that it is the same whenever the form is loaded.
      guard let day = form.answers[AnswersFile.validatedOn] else {
        try report(lacking(AnswersFile.validatedOn, of: form), true)
        continue
      }
      if form.isAnsweredNow, !form.evaluation.isEmpty {
        let own = [
          "year": String(questions.state.opensOn.year), "structure_code": form.structure,
          "answered_on": day,
        ]
        answers.append(row(form, .answers, own, form.evaluation))
      }
      if form.isDiagnosisNew, !form.diagnosis.isEmpty {
        let own = ["structure_code": form.structure, "assessor": "first", "assessed_on": day]
        readings.append(row(form, .diagnoses, own, form.diagnosis))
      }
    }
    counts.questions += try await send(answers, .answers, report)
    counts.readings += try await send(readings, .diagnoses, report)
  }

  /// Loads what validated forms say of meetings. What the body's record says too is left alone. All else is declared and changes no figure:
  /// nobody raises its own.
  private func loadMeetings(
    _ forms: [ReturnedForm], _ counts: inout Counts, _ report: Receiver
  ) async throws {
    var declared: [FormRow] = []
    for form in forms where form.isValidated && !form.meetings.isEmpty {
      let known = try await meetings(of: form)
      for (code, response) in form.meetings.responses.sorted(by: { $0.key < $1.key }) {
        let key = FormMeetings.listed + code
        guard let meeting = known.first(where: { $0.code == code }) else {
          // The form was altered, or the meeting was withdrawn since.
          try report(finding(key, of: form, code, "UNKNOWN_MEETING"), true)
          continue
        }
        guard meeting.response != response else {
          counts.responses += 1
          continue
        }
        declared.append(
          FormRow(
            form: form, cells: [form.structure, meeting.body, meeting.heldOn.iso, response],
            key: key))
      }
      for (number, cells) in form.meetings.added.sorted(by: { $0.key < $1.key }) {
        guard let body = cells["body"], let day = cells["day"], let response = cells["response"]
        else {
          let empty = ["body", "day", "response"].first { cells[$0] == nil } ?? "body"
          try report(lacking(FormMeetings.key(number, empty), of: form), true)
          continue
        }
        let isRecorded = known.contains {
          $0.body == body && $0.heldOn == CivilDate(day) && $0.state == MeetingState.held.rawValue
            && $0.response == response
        }
        guard !isRecorded else {
          counts.responses += 1
          continue
        }
        declared.append(
          FormRow(
            form: form, cells: [form.structure, body, day, response],
            keys: [
              "structure_code": FormMeetings.key(number, "body"),
              "body_code": FormMeetings.key(number, "body"),
              "held_on": FormMeetings.key(number, "day"),
              "response": FormMeetings.key(number, "response"),
            ]))
      }
    }
    counts.declared += try await send(declared, .declarations, report)
  }

  /// The meetings that concern a form's structure, on the days that forms list and on those that it names.
  private func meetings(of form: ReturnedForm) async throws -> [ListMeetings.Meeting] {
    let named = form.meetings.added.values.compactMap { $0["day"].flatMap { CivilDate($0) } }
    let (first, last) = (
      CivilDate.firstDay(of: questions.state.dataYear),
      CivilDate.lastDay(of: questions.state.opensOn.year)
    )
    let request = ListMeetings(
      structure: form.structure, from: named.reduce(first) { min($0, $1) },
      to: named.reduce(last) { max($0, $1) })
    var found: [ListMeetings.Meeting] = []
    for try await item in try upload.services.stream("evaluation", request) {
      found += item.meetings
    }
    return found
  }

  /// The finding that a cell of a form is empty which must not be.
  private func lacking(_ key: String, of form: ReturnedForm) -> Finding {
    finding(key, of: form, "", "MISSING_VALUE")
  }

  /// A finding on the cell of a line.
  private func finding(
    _ key: String, of form: ReturnedForm, _ value: String, _ code: String
  ) -> Finding {
    let place = form.places[key]
    return Finding(
      file: form.name, row: place?.row ?? 1,
      column: place?.text(label(key), language) ?? label(key), value: value, code: code)
  }

  /// What a form asks in a line: a question of the campaign or of the action sheet, or a part of a meeting to add; empty for a meeting that
  /// the form lists.
  private func label(_ key: String) -> String {
    let asked = FormQuestions(language: language)
    if let line = (asked.answers + asked.diagnosis).first(where: { $0.key == key }) {
      return line.label
    }
    guard key.contains(":") else { return questions.label(key, language) }
    return FormMeetings(language: language).label(of: key)
  }

  /// Sends rows of a kind to evaluation, if there are any.
  ///
  /// - Returns: the number of rows that were not known before.
  private func send(
    _ rows: [FormRow], _ kind: FactKind, _ report: Receiver
  ) async throws -> Int {
    guard !rows.isEmpty else { return 0 }
    let reply = try await send(
      rows, kind.file, to: "evaluation", columns: kind.form.columns.map(\.name), report)
    return reply.loaded
  }

  private func send(
    _ rows: [FormRow], _ file: String, to service: String, columns: [String],
    reading: BeginImport.Reading? = nil, _ report: Receiver
  ) async throws -> CommitImport.Reply {
    func tell(_ found: Finding, _ refused: Bool) throws {
      var finding = found
      // Row 1 is the header, which this function wrote, so row 2 is the first form.
      if rows.indices.contains(found.row - 2) {
        let row = rows[found.row - 2]
        finding.file = row.form.name
        let key = row.keys[found.column] ?? row.key ?? found.column
        if let place = row.form.places[key] {
          finding.column = place.text(label(key), language)
          finding.row = place.row
        }
      }
      try report(finding, refused)
    }
    if rehearses {
      let reply = try await upload.services.call(
        service, RehearseRows(file: file, rows: rows.map { $0.named(columns, reading?.subject) }))
      for finding in reply.refused { try tell(finding, true) }
      for finding in reply.findings { try tell(finding, false) }
      return reply.counts
    }
    let text = ([columns] + rows.map(\.cells)).map { CSVWriter.record($0) }.joined()
    let lines = try TemporaryFile.make()
    try lines.write(contentsOf: Data(text.utf8))
    let (_, counts) = try await upload.send(lines, as: file, to: service, reading: reading) {
      try tell($0, $1)
    }
    return counts
  }
}

/// A row of a fact file, the form that it comes from, and the line of the form where it is one line.
private struct FormRow {
  let form: ReturnedForm
  let cells: [String]
  var key: String?
  /// Column → the line of the form, where its cells come from several.
  var keys: [String: String] = [:]

  /// The cells by column; an answer to SENACS names its campaign too.
  func named(_ columns: [String], _ campaign: String?) -> [String: String] {
    var named = Dictionary(zip(columns, cells)) { first, _ in first }
    if let campaign, named[AnswersFile.campaign, default: ""].isEmpty {
      named[AnswersFile.campaign] = campaign
    }
    return named
  }
}

extension ReturnedForm {
  fileprivate var isValidated: Bool {
    answers[AnswersFile.state] == AnswersFile.State.validated.rawValue
  }
}
