import Foundation
import TestSupport
import Testing

/// The two forms of each list that other programs open: the open profile, and the table for a spreadsheet set to French.
@Suite("Formats of lists", .onWaitingThreads, .timeLimit(.minutes(5)))
struct ListFormatsTests {
  private static let lists = [
    "senacs participation 2025", "senacs participation 2025 --cross kind,ctcd",
    "senacs communes 2025", "senacs missing 2025", "senacs expected 2025", "senacs reminders 2025",
    "actions", "fragile", "explain I1 --year 2025", "explain I2a --year 2025", "report list",
    "evaluation declared --year 2025", "evaluation measures", "evaluation meetings --year 2025",
    "evaluation meetings --year 2025 --declared", "evaluation retention",
    "evaluation trajectory --from 2024 --to 2025", "evaluation turnover --year 2025",
    "publish --list", "publish I4 --year 2025",
  ]

  @Test("each column has a name and a heading of its own, and each record a line in both forms")
  func columns() throws {
    let system = try RunningSystem()
    try system.load(RunningSystem.goldenYear)
    for list in Self.lists {
      func lines(_ format: String) throws -> [Substring] {
        let words = list.split(separator: " ").map(String.init)
        let told = try RunningSystem.vigie(
          words + ["--format", format, "--lang", "fr"], home: system.home)
        try #require(told.code == 0, "\(list): \(told.errors)")
        return told.output.split(separator: "\n")
      }
      let (open, excel) = (try lines("csv"), try lines("excel"))
      #expect(open.count == excel.count, "\(list)")
      let names = open[0].split(separator: ",", omittingEmptySubsequences: false)
      #expect(Set(names).count == names.count && !names.contains(""), "\(list): \(names)")
      // ListingCellTests has the byte order mark, which a reader of text may have taken away.
      let headings = excel[0].drop { $0 == "\u{FEFF}" }
        .split(separator: ";", omittingEmptySubsequences: false)
      #expect(Set(headings).count == names.count && !headings.contains(""), "\(list): \(headings)")
    }
  }
}
