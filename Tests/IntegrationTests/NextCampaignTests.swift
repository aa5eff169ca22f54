import Foundation
import TestSupport
import Testing

@Suite("Next year's campaign", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct NextCampaignTests {
  private static let days = [
    "--reference", "2026-01-01", "--opens", "2026-04-01", "--closes", "2026-06-30",
  ]

  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load(RunningSystem.goldenYear)
  }

  private func vigie(_ words: [String]) throws -> RunningSystem.Result {
    try RunningSystem.vigie(words + ["--lang", "en"], home: system.home)
  }

  @Test("one command records it, takes over a codebook and opens it")
  func opened() throws {
    let codebook = "\(RunningSystem.sample)/codebook/senacs-base.json"
    let set = try vigie(["senacs", "codebook", "2025", "--set", codebook])
    #expect(set.code == 0, "\(set.errors)")

    let opened = try vigie(["senacs", "open", "2026"] + Self.days + ["--codebook-of", "2025"])

    // S01 S02 S03 S05 S06 S07 S13 S14 S15 S18 S19 S20: see question 15 of Tests/Questions.
    #expect(opened.code == 0, "\(opened.errors) \(opened.output)")
    #expect(opened.output.contains("Recorded: campaigns 2026"))
    #expect(opened.output.contains("Codebook taken over from campaign 2025."))
    #expect(opened.output.contains("SENACS campaign 2026 is open (data of 2025)."))
    #expect(opened.output.contains("12 expected structures; this list is frozen"))
    let asked = try vigie(["senacs", "codebook", "2026"])
    #expect(asked.output.contains("Campaign 2026, data of 2025:"), "\(asked.output)")
  }

  @Test("nothing is recorded where the other campaign has no codebook, or a day is missing")
  func refused() throws {
    let without = try vigie(["senacs", "open", "2026"] + Self.days + ["--codebook-of", "2025"])
    #expect(
      without.code == 1 && without.errors.contains("CODEBOOK_MISSING"), "\(without.errors)")
    let half = try vigie(["senacs", "open", "2026"] + Self.days.prefix(4))
    #expect(half.code == 64 && half.errors.contains("--closes"), "\(half.errors)")
    let reversed = try vigie([
      "senacs", "open", "2026", "--reference", "2026-01-01", "--opens", "2026-06-30", "--closes",
      "2026-04-01",
    ])
    #expect(
      reversed.code == 3 && reversed.output.contains("INTERVAL_REVERSED"), "\(reversed.output)")
    #expect(try vigie(["history", "campaigns", "2026"]).code == 1)

    // A campaign that stands is not changed by opening it.
    let known = try vigie(["senacs", "open", "2025"] + Self.days)
    #expect(known.code == 3 && known.output.contains("RECORD_KNOWN"), "\(known.output)")
  }
}
