package import Contracts
import Foundation
import ServiceKit
package import Texts
import Values

/// Reads an action sheet from a file, and reports all its faults together.
package enum ActionSheetFile {
  /// The largest file that is read: a sheet is some pages of text.
  package static let maxBytes = 256 << 10

  /// A fault of a sheet: its code and its place.
  package struct Fault: Hashable {
    package let code, place: String
  }

  /// Reads the sheet of a file; the shipped sheet where no file is named.
  ///
  /// - Throws: `ConfigurationProblem`, naming every fault.
  package static func read(_ path: String?) throws -> ActionSheet {
    guard let path else { return ShippedSheet.sheet }
    guard let data = FileManager.default.contents(atPath: path), data.count <= maxBytes else {
      throw ConfigurationProblem(
        "« \(path) » est illisible, ou dépasse \(Language.french.number(maxBytes)) octets.",
        "“\(path)” cannot be read, or has more than \(Language.english.number(maxBytes)) bytes.")
    }
    let sheet: ActionSheet
    do {
      sheet = try JSONDecoder().decode(ActionSheet.self, from: data)
    } catch {
      let fault = DocumentFault(of: error)
      throw ConfigurationProblem(
        "« \(path) » n'est pas une fiche action : \(fault.text(.french)). Modèle : vigie evaluation sheet --format json",
        "“\(path)” is no action sheet: \(fault.text(.english)). An example: vigie evaluation sheet --format json"
      )
    }
    let faults = Self.faults(of: sheet) + strangers(in: data, beside: sheet)
    guard faults.isEmpty else {
      func lines(_ language: Language) -> String {
        faults.map { fault in
          let words = Catalogue.sheetFault(fault.code, language)
          return "\n  \(fault.place)\(language.pick(" :", ":")) \(words) [\(fault.code)]"
        }.joined()
      }
      throw ConfigurationProblem(
        "« \(path) » comporte des erreurs :\(lines(.french))",
        "“\(path)” has errors:\(lines(.english))")
    }
    return sheet
  }

  /// Everything that keeps a sheet from being used.
  package static func faults(of sheet: ActionSheet) -> [Fault] {
    var faults: [Fault] = []
    func expect(_ holds: Bool, _ code: String, _ place: String) {
      if !holds { faults.append(Fault(code: code, place: place)) }
    }
    func isSaid(_ text: String) -> Bool {
      !text.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty
    }
    func expectTexts(_ texts: [String], _ place: String) {
      expect(texts.allSatisfy(isSaid), "TEXT_MISSING", place)
    }
    func expectUnique(_ codes: [String], _ place: String) {
      for (code, all) in Dictionary(grouping: codes, by: \.self).sorted(by: { $0.key < $1.key }) {
        expect(all.count == 1, "CODE_DOUBLED", "\(place) \(code)")
      }
    }
    expectTexts([sheet.code], "code")
    expectTexts([sheet.title.fr, sheet.title.en], "title")
    expectTexts([sheet.pilot.fr, sheet.pilot.en], "pilot")
    let years = sheet.years
    expect(
      years.first <= years.last && years.last.value - years.first.value < 20, "YEARS_WRONG",
      "years \(years.first)-\(years.last)")
    for (index, text) in sheet.texts.enumerated() {
      expectTexts(
        [text.heading.fr, text.heading.en, text.body.fr, text.body.en], "texts \(index + 1)")
    }
    for action in sheet.actions {
      expectTexts([action.code, action.fr, action.en], "actions \(action.code)")
    }
    expectUnique(sheet.actions.map(\.code), "actions")
    expect(!sheet.questions.isEmpty, "QUESTIONS_MISSING", "questions")
    for question in sheet.questions {
      let place = "questions \(question.code)"
      expectTexts([question.code, question.fr, question.en], place)
      expect(!question.measures.isEmpty, "QUESTION_WITHOUT_MEASURES", place)
      for code in question.measures {
        expect(MeasureCatalogue.knows(code), "MEASURE_UNKNOWN", "\(place) \(code)")
      }
      expectUnique(question.measures, place)
    }
    expectUnique(sheet.questions.map(\.code), "questions")
    if let enough = sheet.enoughAnswers {
      expect(
        enough > Quantity(0) && enough <= Quantity(1), "ENOUGH_ANSWERS_WRONG", "enoughAnswers")
    }
    for target in sheet.targets ?? [] { faults += self.faults(of: target, in: years) }
    expectUnique(
      (sheet.targets ?? []).map { "\($0.measure) \($0.scope) \($0.year)" }, "targets")
    return faults
  }

  private static func faults(
    of target: ActionSheet.Target, in years: ActionSheet.Years
  ) -> [Fault] {
    let measure = target.measure
    let isThing = measure.hasPrefix("I0:") && measure.count > 3
    let isCount = MeasureCatalogue.counts.contains(measure)
    let isSpan = years.first <= years.last
    let setBy = (target.setBy ?? "").trimmingCharacters(in: .whitespaces)
    let wrong: [(code: String, isThere: Bool)] = [
      ("MEASURE_UNKNOWN", !isThing && (measure == "I0" || !MeasureCatalogue.knows(measure))),
      ("SCOPE_UNKNOWN", !FigureOrder.scopes.contains(target.scope)),
      ("YEAR_OUTSIDE", isSpan && !(years.first...years.last).contains(target.year)),
      ("TARGET_WITHOUT_SOURCE", setBy.isEmpty || target.setOn == nil),
      ("BOUND_UNKNOWN", target.bound.map { !ActionSheet.Target.bounds.contains($0) } ?? false),
      ("TARGET_ABOVE_ONE", !isCount && target.value > Quantity(1)),
    ]
    return wrong.filter(\.isThere).map {
      Fault(code: $0.code, place: "targets \(measure) \(target.scope) \(target.year)")
    }
  }

  /// Finds the members that no sheet has, because a misspelt one would be silently ignored.
  private static func strangers(in data: Data, beside sheet: ActionSheet) -> [Fault] {
    guard let given = try? JSONSerialization.jsonObject(with: data),
      let known = (try? JSONEncoder().encode(sheet))
        .flatMap({ try? JSONSerialization.jsonObject(with: $0) })
    else { return [] }
    return members(given).subtracting(members(known)).sorted()
      .map { Fault(code: "MEMBER_UNKNOWN", place: $0) }
  }

  /// The paths of all members that have a value; the elements of a list share one path.
  private static func members(_ value: Any, at path: String = "") -> Set<String> {
    if let object = value as? [String: Any] {
      return object.reduce(into: []) { paths, member in
        if member.value is NSNull { return }
        let own = path.isEmpty ? member.key : "\(path).\(member.key)"
        paths.insert(own)
        paths.formUnion(members(member.value, at: own))
      }
    }
    return (value as? [Any] ?? []).reduce(into: []) { $0.formUnion(members($1, at: path)) }
  }
}

extension ActionSheet.Words {
  /// The text in a language.
  package func text(_ language: Language) -> String { language.pick(fr, en) }
}
