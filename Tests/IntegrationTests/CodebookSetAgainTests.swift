import Foundation
import Spreadsheet
import TestSupport
import Testing
import Values

/// A form of campaign 2025 that was made from the codebook of ``SenacsAnswersTests``, and comes back after the codebook was set again.
@Suite(
  "A codebook that is set again while forms are out", .onWaitingThreads, .serialized,
  .timeLimit(.minutes(5)))
struct CodebookSetAgainTests {
  let system: RunningSystem
  private let form: String

  init() throws {
    system = try RunningSystem()
    try system.load()
    try system.setCodebook("2025", SenacsAnswersTests.codebook)
    let out = "\(system.home)/forms"
    form = "\(out)/S10.xlsx"
    try system.run([
      "senacs", "forms", "--campaign", "2025", "--structure", "S10", "--out", out, "--lang", "fr",
    ])
    let filled = try system.filled(
      Array(try Data(contentsOf: URL(fileURLWithPath: form))),
      [
        "salaries": .number(5), "etp": .number(4), "echelle": .text("Le quartier"),
        "statut": .text("valide"), "date_validation": .date(CivilDate(daysSinceEpoch: 20_223)),
      ])
    try Data(filled).write(to: URL(fileURLWithPath: form))
  }

  /// Sets the codebook with some of its parts replaced.
  private func set(_ parts: [(before: String, after: String)]) throws {
    var document = SenacsAnswersTests.codebook
    for part in parts {
      try #require(document.contains(part.before), "\(part.before)")
      document = document.replacing(part.before, with: part.after)
    }
    try system.setCodebook("2025", document)
  }

  private func check(_ language: String = "en") throws -> RunningSystem.Result {
    try system.vigie("senacs", "check", "2025", form, "--lang", language)
  }

  @Test(
    "where only words, the order or what is required changed, the form is taken by its own words")
  func words() throws {
    let (first, second) = (
      #"{"name": "q1", "section": "actions"}"#, #"{"name": "q2", "section": "actions"}"#
    )
    try set([
      ("\"Salariés\"", "\"Nombre de salariés\""), ("Le quartier", "À l'échelle du quartier"),
      ("\(first), \(second)", "\(second), \(first)"),
      (
        #""name": "salaries", "type": "integer","#,
        #""name": "salaries", "type": "integer", "constraints": {"required": true},"#
      ),
    ])
    let told = try system.vigie("senacs", "load", "2025", form, "--fictitious", "--lang", "en")
    #expect(told.code == 0, "\(told.output)\(told.errors)")
    #expect(told.output.contains("1 SENACS answer recorded"), "\(told.output)")
  }

  @Test("where questions changed, the form is refused, and the refusal names them")
  func questions() throws {
    let changes: [(parts: [(String, String)], told: String)] = [
      (
        [(#""name": "benevoles", "type": "integer""#, #""name": "benevoles", "type": "number""#)],
        "(changed question: “Volunteers”)"
      ),
      (
        [
          (
            #""name": "salaries", "type": "integer","#,
            #""name": "salaries", "type": "integer", "constraints": {"minimum": 1},"#
          )
        ], "(changed question: “Employees”)"
      ),
      ([(#"["quartier", "commune"]"#, #"["quartier", "ville"]"#)], "(changed question: “echelle”)"),
      (
        [(#""name": "q2""#, #""name": "q3""#)],
        "(new question: “q3”; removed question: “q2”)"
      ),
    ]
    for change in changes {
      try set(change.parts.map { (before: $0.0, after: $0.1) })
      let told = try check()
      #expect(told.code == 1 && told.output.contains("FORM_WRONG"), "\(told.output)\(told.errors)")
      #expect(told.output.contains(change.told), "\(told.output)")
      #expect(told.output.contains("Fill in a new form"), "\(told.output)")
    }
    let french = try check("fr")
    #expect(french.output.contains("(question ajoutée : « q3 » ; question supprimée : « q2 »)"))

    // By the codebook that it was made from, the same form is right.
    try system.setCodebook("2025", SenacsAnswersTests.codebook)
    let right = try check()
    #expect(right.code == 0, "\(right.output)\(right.errors)")
  }

  @Test("a form that does not say which codebook it was made from is refused")
  func unknown() throws {
    let url = URL(fileURLWithPath: form)
    let unmarked = try system.filled(
      Array(try Data(contentsOf: url)), [:], without: "codebook")
    try Data(unmarked).write(to: url)
    let told = try check()
    #expect(told.code == 1 && told.output.contains("FORM_WRONG"), "\(told.output)\(told.errors)")
    #expect(told.output.contains("does not find the codebook of this form"), "\(told.output)")
  }
}
