import PortalDomain
import Testing

/// What a form asks for: its addresses, and the name by which its drafts are kept.
@Suite("What a form asks for")
struct QuestionnaireTests {
  @Test("an address and a key each name one questionnaire, and lead back to it")
  func thereAndBack() throws {
    let campaign = try #require(Questionnaire("senacs", "2026"))
    let sheet = try #require(Questionnaire("fiche", "2026"))

    #expect(campaign.year == 2026 && sheet.year == 2026)
    #expect(Questionnaire.campaign("été 2026").year == nil)
    #expect(campaign == .campaign("2026") && campaign.key == "2026")
    #expect(sheet == .sheet(year: 2026) && sheet.parts == ["fiche", "2026"])
    for one in [campaign, sheet, .campaign("été 2026"), .campaign("fiche 2026")] {
      #expect(Questionnaire(key: one.key) == one)
      #expect(Questionnaire(one.parts[0], one.parts[1]) == one)
    }
  }

  @Test(
    "no address of a campaign reaches the draft of a sheet, and a sheet has a year of four digits")
  func apart() {
    #expect(Questionnaire("senacs", " fiche 2026") == nil)
    #expect(Questionnaire("senacs", "") == nil)
    for year in ["", "26", "02026", "+202", "1899", "2200", "abcd"] {
      #expect(Questionnaire("fiche", year) == nil, "\(year)")
    }
    #expect(Questionnaire("entrer", "2026") == nil)
  }
}
