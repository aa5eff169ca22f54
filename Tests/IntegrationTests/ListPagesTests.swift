import Foundation
import TestSupport
import Testing

/// `--format html`: each list is a page, and those that tell of communes have a map.
@Suite("Lists as pages", .onWaitingThreads, .timeLimit(.minutes(5)))
struct ListPagesTests {
  private let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load("\(RunningSystem.sample)/network")
  }

  private func told(_ list: String, _ format: String) throws -> String {
    let words = list.split(separator: " ").map(String.init)
    let told = try RunningSystem.vigie(
      words + ["--format", format, "--lang", "en"], home: system.home)
    try #require(told.code == 0, "\(list): \(told.errors)")
    return told.output
  }

  /// How often a text stands in another one.
  private func count(_ part: String, in text: String) -> Int {
    text.components(separatedBy: part).count - 1
  }

  /// The rows of a list, which are lines in the open profile.
  private func rows(_ list: String) throws -> Int {
    try told(list, "csv").split(separator: "\n").count - 1
  }

  @Test("a list's page has all its rows, and the command that made it")
  func pages() throws {
    for list in [
      "registry list", "fragile", "actions", "report list", "evaluation measures",
      "evaluation turnover --year 2025", "senacs participation 2025", "publish I4 --year 2025",
    ] {
      let page = try told(list, "html")
      #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("</html>"), "\(list)")
      #expect(page.contains("<code>vigie \(list)</code>"), "\(list)")
      #expect(try count("<th scope=\"row\"", in: page) == rows(list), "\(list)")
      #expect(!page.contains("<svg"), "\(list)")
    }
  }

  @Test("communes are covered by a CTG or not: 17 of 25, as the list has them")
  func coverage() throws {
    let list = "registry coverage --kind ctg --as-of 2025-12-31"
    let page = try told(list, "html")
    #expect(count("<g class=\"covered\">", in: page) == 17)
    #expect(count("<g class=\"uncovered\">", in: page) == 8)
    #expect(page.contains("yes: 17 communes") && page.contains("no: 8 communes"))
    // The list is the map's table, unless it lists some communes only.
    #expect(count("<th scope=\"row\"", in: page) == 25)
    let missing = try told("\(list) --missing", "html")
    #expect(count("<th scope=\"row\"", in: missing) == 25 + 8)
    #expect(count("<g class=", in: missing) == 25)
  }

  @Test("a map of structures has all active ones, and brings a table of its communes")
  func structures() throws {
    for list in [
      "training unreached --from 2025-01-01 --to 2025-12-31",
      "training needs --as-of 2025-12-31",
      "registry coverage --kind tripartite --as-of 2025-12-31",
    ] {
      let page = try told(list, "html")
      #expect(count("<g class=", in: page) == 25, "\(list)")
      #expect(try count("<th scope=\"row\"", in: page) == 25 + rows(list), "\(list)")
    }
  }

  @Test("what is secret in the list of communes is secret on its map")
  func participation() throws {
    let csv = try told("senacs communes 2025 --as-of 2025-12-31", "csv")
    let page = try told("senacs communes 2025 --as-of 2025-12-31", "html")
    let secrets = count("secret (n<5)", in: csv)
    #expect(secrets > 0 && count("<g class=\"secret\">", in: page) == secrets)
    #expect(count("<g class=", in: page) == csv.split(separator: "\n").count - 1)
    // The pilot, who crosses participation by commune, sees all numbers.
    let crossed = try told("senacs participation 2025 --as-of 2025-12-31 --cross commune", "html")
    #expect(count("<g class=", in: crossed) == count("<g class=", in: page))
    #expect(!crossed.contains("class=\"secret\""))
  }
}
