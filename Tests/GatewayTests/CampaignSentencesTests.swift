import Testing
import Texts
import Values

@testable import Pages

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

/// The numbers of the sentences are those of the review of the French texts (campaign 2025 of the sample network).
@Suite("A campaign in sentences")
struct CampaignSentencesTests {
  private let french = CampaignSentences("2025", .french)
  private let english = CampaignSentences("2025", .english)

  @Test("who answered, and who of them by the last day")
  func answers() {
    #expect(
      french.answers(78, of: 104, onTime: 71, closedOn: day("2025-06-30"))
        == "78 structures attendues sur 104 ont répondu (75,0\u{A0}%), dont 71 avant la clôture du 30/06/2025."
    )
    #expect(
      english.answers(78, of: 104, onTime: 71, closedOn: day("2025-06-30"))
        == "78 of 104 expected structures answered (75.0%), 71 of them by the closing day, 2025-06-30."
    )
    // While the campaign is open nothing is said of its end.
    #expect(
      french.answers(1, of: 12, onTime: 1)
        == "1 structure attendue sur 12 a répondu (8,3\u{A0}%).")
    #expect(
      french.answers(0, of: 12, onTime: 0, closedOn: day("2025-06-30"))
        == "Aucune structure attendue n'a répondu (0 sur 12).")
    #expect(
      french.answers(2, of: 2, onTime: 0, closedOn: day("2025-06-30"))
        .hasSuffix("(100,0\u{A0}%), aucune avant la clôture du 30/06/2025."))
    #expect(
      french.answers(2, of: 2, onTime: 2, closedOn: day("2025-06-30"))
        .hasSuffix(", toutes avant la clôture du 30/06/2025."))
    #expect(french.answers(0, of: 0) == "Aucune structure n'est attendue.")
  }

  @Test("who did not answer, and why, in the order of how far they are")
  func missing() {
    let reasons =
      Array(repeating: "DRAFT_ONLY", count: 7) + Array(repeating: "NO_SUBMISSION", count: 17)
      + Array(repeating: "TOO_FEW_ITEMS", count: 2)
    #expect(
      french.missing(reasons)
        == "26 structures attendues n'ont pas de réponse retenue : 17 n'ont rien envoyé, 7 ont un brouillon, 2 ont une réponse trop incomplète."
    )
    #expect(
      english.missing(["DRAFT_ONLY"])
        == "1 expected structure has no answer that counts: 1 has a draft.")
    #expect(french.missing([]) == "Toutes les structures attendues ont répondu.")
  }

  @Test("who is not expected, by the reason; nothing where everybody is")
  func notExpected() {
    #expect(
      french.notExpected(["CLOSED_BEFORE_OPENING": 6, "OUT_OF_PERIMETER": 1])
        == "Non attendues : 6 structures fermées avant l'ouverture, 1 structure hors du Rhône.")
    #expect(
      french.notExpected(["CLOSED_BEFORE_OPENING": 1])
        == "Non attendue : 1 structure fermée avant l'ouverture.")
    #expect(french.notExpected([:]) == nil)
    #expect(
      english.expected(15, of: 20, reference: day("2025-01-01"), opening: day("2025-04-01"))
        .hasPrefix("15 of 20 structures are expected. Approvals"))
    #expect(
      french.expected(1, of: 20, reference: day("2025-01-01"), opening: day("2025-04-01"))
        == "1 structure attendue sur 20. Agréments examinés à la date de référence (01/01/2025) et à l'ouverture (01/04/2025)."
    )
  }

  @Test("whom to remind, those with another director first")
  func reminders() {
    let since = day("2024-04-01")
    func told(_ count: Int, _ changed: Int) -> String {
      french.reminders(count, changed: changed, since: since)
    }
    #expect(
      told(26, 11)
        == "26 structures à relancer pour la campagne 2025. Les 11 premières ont changé de direction depuis le 01/04/2024 : un appel est préférable à un courriel."
    )
    #expect(told(26, 1).contains("La première a changé de direction"))
    #expect(told(26, 0).hasSuffix("Aucune n'a changé de direction depuis le 01/04/2024."))
    #expect(told(1, 0).hasSuffix("Elle n'a pas changé de direction depuis le 01/04/2024."))
    #expect(told(3, 3).contains("Toutes ont changé de direction"))
    #expect(
      told(1, 1).hasPrefix("1 structure à relancer pour la campagne 2025. Sa direction a changé"))
    #expect(told(0, 0) == "Aucune structure à relancer pour la campagne 2025.")
  }
}
