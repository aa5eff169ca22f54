import Foundation
import Testing
import Values

/// What tests of the portal begin with: commands that must succeed, a campaign that is open, and the mails that went.
extension RunningSystem {
  /// Runs a command of the gateway that must succeed.
  @discardableResult
  func run(_ words: [String]) throws -> Result {
    let result = try Self.vigie(words, home: home)
    try #require(result.code == 0, "\(words): \(result.output) \(result.errors)")
    return result
  }

  /// Opens a campaign with the codebook of ``SenacsAnswersTests``.
  ///
  /// - Parameters:
  ///   - code: its code, which is its year.
  ///   - opens: its first day; nil for 30 days ago.
  ///   - closes: its last day; nil for 30 days from now.
  /// - Throws: an error of a command that failed.
  func openCampaign(
    _ code: String = "2026", opens: CivilDate? = nil, closes: CivilDate? = nil
  ) throws {
    let today = Instant.now.parisDay
    let first = opens ?? today.adding(days: -30)
    let last = closes ?? today.adding(days: 30)
    try setCodebook("2025", SenacsAnswersTests.codebook)
    try run([
      "senacs", "open", code, "--reference", "\(code)-01-01", "--opens", first.iso, "--closes",
      last.iso, "--codebook-of", "2025",
    ])
  }

  /// The mails that went into the folder so far, without the line ends of their encoding.
  func mails() throws -> [String] {
    let folder = "\(home)/mails"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return try names.filter { $0.hasSuffix(".eml") }.sorted().map {
      try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)
        .replacing("=\r\n", with: "")
    }
  }
}

extension Browser.Page {
  /// What a browser sends of a section: the mark of the page's forms, each field's version, and what is typed.
  func section(_ typed: [String: String]) -> [String: String] {
    var form = ["token": token]
    for match in body.matches(of: /name="(v-[^"]*)" value="([0-9]*)"/) {
      form[String(match.1)] = String(match.2)
    }
    return form.merging(typed) { $1 }
  }
}
