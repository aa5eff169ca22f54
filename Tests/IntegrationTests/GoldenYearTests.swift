import Foundation
import TestSupport
import Testing

/// The year's listings. Source: acceptance/year.md; the rows are those of acceptance/golden-year, worked out by hand.
@Suite("The year's questions", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct GoldenYearTests {
  private static let folder = RunningSystem.goldenYear

  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load(Self.folder)
  }

  /// The objects of an array of JSON, each as text with its members in order: the order of rows is free.
  private func rows(_ value: Any) throws -> [String] {
    try #require(value as? [[String: Any]]).map {
      String(
        decoding: try JSONSerialization.data(withJSONObject: $0, options: .sortedKeys),
        as: UTF8.self)
    }.sorted()
  }

  @Test("each question has the rows that were worked out, in JSON, and as many in text and CSV")
  func questions() throws {
    let file = URL(fileURLWithPath: "\(Self.folder)/expected-year.json")
    let expected = try #require(
      JSONSerialization.jsonObject(with: try Data(contentsOf: file)) as? [String: Any])
    #expect(expected.count == 28)
    for (question, right) in expected.sorted(by: { $0.key < $1.key }) {
      let words = question.split(separator: " ").map(String.init)
      let told = try RunningSystem.vigie(words + ["--format", "json"], home: system.home)
      guard told.code == 0 else {
        Issue.record("\(question): \(told.errors)")
        continue
      }
      let found = try rows(JSONSerialization.jsonObject(with: Data(told.output.utf8)))
      let wanted = try rows(right)
      #expect(Set(found).subtracting(wanted).isEmpty, "\(question): too many")
      #expect(Set(wanted).subtracting(found).isEmpty, "\(question): missing")
      #expect(found.count == wanted.count, "\(question)")
      let csv = try RunningSystem.vigie(words + ["--format", "csv"], home: system.home)
      let lines = csv.output.split(separator: "\n")
      #expect(lines.count == wanted.count + 1, "\(question)")
      // Whoever reads a column finds it by its name.
      let names = lines.first?.split(separator: ",", omittingEmptySubsequences: false) ?? []
      #expect(Set(names).count == names.count && !names.contains(""), "\(question)")
      let text = try RunningSystem.vigie(words + ["--lang", "fr"], home: system.home)
      #expect(text.code == 0 && !text.output.isEmpty, "\(question)")
    }
  }
}
