import Contracts
import Foundation
import RPCContract
import TestSupport
import Testing
import Values

/// P03 directs S01; P02 has no post any more, and is granted to be an officer. The campaign 2026 closed yesterday. Its codebook is that of
/// ``SenacsAnswersTests``: ten fields of the base, so that two answers count (5 · 2 = 10).
@Suite(
  "The end of a campaign's collection", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct PortalCollectionTests {
  let system: RunningSystem
  private let today = Instant.now.parisDay

  init() throws {
    system = try RunningSystem(portal: true)
    try system.load()
    try system.openCampaign(closes: today.adding(days: -1))
    try system.run(["grant", "P02", "operator"])
  }

  @Test(
    "a late answer is taken and told as late until the officer ends the collection, and again once it is open"
  )
  func whole() throws {
    var officer = try system.signIn("P02", as: "P02/operator/")
    func codes(_ query: String) throws -> Set<String> {
      let body = try officer.get("/campagne/2026?\(query)").body
      return Set(body.matches(of: /href="\/structures\/(S\d\d)"/).map { String($0.1) })
    }
    // S01 S02 S03 S05 S06 S07 S13 S14 S15 S18 S19 S20 are expected (question 15 of Tests/Questions), and nobody has answered.
    let before = try officer.get("/campagne/2026")
    #expect(before.body.contains("Préparer les relances (12)"), "\(before.body)")
    #expect(try codes("etat=pas-ouverte").count == 12)

    // Not opened, opened, begun: by what the portal keeps of the form.
    var director = try system.signIn("P03")
    let home = try director.get("/")
    #expect(home.body.contains("En retard"), "\(home.body)")
    let staff = try director.get("/senacs/2026/staff")
    #expect(staff.body.contains("La campagne est close depuis le"), "\(staff.body)")
    #expect(try codes("etat=ouverte") == ["S01"])
    #expect(try codes("etat=pas-ouverte").count == 11)
    var typed = ["token": staff.token, "salaries": "5", "etp": "4", "check": "1"]
    for field in ["salaries", "etp"] { typed["v-\(field)"] = "0" }
    #expect(try director.post("/senacs/2026/staff", typed).status == 303)
    #expect(try codes("etat=ouverte") == [])
    #expect(try codes("etat=commencee") == ["S01"])
    let begun = try officer.get("/campagne/2026?etat=commencee").body
    #expect(begun.firstMatch(of: />2 \/ \d+</) != nil, "\(begun)")

    let review = try director.get("/senacs/2026/relecture")
    #expect(review.body.contains("Envoyer à la Caf</button>"), "\(review.body)")
    #expect(review.body.contains("signalée en retard"))

    let asked = try officer.get("/campagne/2026/collecte")
    #expect(asked.body.contains("Terminer la collecte</button>"), "\(asked.body)")
    #expect(asked.body.contains("12 structures n&#39;ont pas de réponse retenue"))
    let ended = try officer.post(
      "/campagne/2026/collecte", ["token": asked.token, "collecte": "terminee"])
    #expect(ended.status == 303 && ended["Location"] == "/campagne/2026", "\(ended.body)")
    let after = try officer.get("/campagne/2026").body
    #expect(after.contains("Collecte terminée depuis le") && !after.contains("Préparer les"))
    let reminders = try officer.get("/campagne/2026/relance").body
    #expect(!reminders.contains("name=\"personne-") && reminders.contains("Aucune relance ne part"))
    let told = try system.run(["senacs", "collection", "2026", "--lang", "en"])
    #expect(told.output.contains("collection ended on \(today.iso)"), "\(told.output)")

    // What the director had on the screen is refused, and nothing of it is lost.
    let refused = try director.post("/senacs/2026/relecture", ["token": review.token])
    #expect(refused.status == 409, "\(refused.status) \(refused.body)")
    #expect(refused.body.contains("La collecte est terminée depuis le"), "\(refused.body)")
    #expect(!refused.body.contains("Envoyer à la Caf</button>"))
    #expect(try director.get("/senacs/2026/staff").body.contains("value=\"4\""))
    #expect(try director.get("/").body.contains("Collecte terminée"))

    try system.run(["senacs", "collection", "2026", "--reopen"])
    #expect(
      try director.get("/senacs/2026/relecture").body.contains("Envoyer à la Caf</button>"))
    let sent = try director.post("/senacs/2026/relecture", ["token": review.token])
    #expect(sent["Location"] == "/senacs/2026/accuse/1", "\(sent.body)")
    let receipt = try director.get("/senacs/2026/accuse/1")
    #expect(receipt.body.contains("en retard") && !receipt.body.contains("Rouvrir la réponse"))
    // After the last day nobody opens it again without the officer.
    #expect(try director.post("/senacs/2026/rouvrir", ["token": receipt.token]).status == 303)
    #expect(try !director.get("/senacs/2026/staff").body.contains("<input id="))
    try reopened(&officer)
    try agree(&officer)
  }

  /// An answer that is corrected after the collection's end could not be sent: the page that asks for it says so.
  private func reopened(_ officer: inout Browser) throws {
    let cell = try officer.get("/structures/S01/reponse/2026/etp")
    let asked = try officer.post(
      "/structures/S01/reponse/2026/etp", ["token": cell.token, "mot": "Quatre ?"])
    #expect(asked["Location"] == "/questions/1", "\(asked.body)")
    let (said, way) = ("Collecte terminée depuis le", "href=\"/campagne/2026/collecte\"")
    let open = try officer.get("/questions/1").body
    #expect(open.contains("rouvrir") && !open.contains(said), "\(open)")
    try system.run(["senacs", "collection", "2026", "--end"])
    let ended = try officer.get("/questions/1").body
    #expect(ended.contains(said) && ended.contains(way), "\(ended)")
  }

  /// The portal, `vigie senacs` and the year's figures tell the same: 1 answer of 12, 0 of them on time, so 1 late.
  private func agree(_ officer: inout Browser) throws {
    let page = try officer.get("/campagne/2026").body
    #expect(page.contains("1 structure attendue sur 12 a répondu"), "\(page)")
    for count in ["envoyées : 1", "en retard : 1"] {
      #expect(page.contains("aria-label=\"Ensemble, \(count)\""), "\(count)")
    }
    let rows = try system.run(["senacs", "participation", "2026", "--format", "json"]).objects()
    let all = try #require(rows.first { $0["scope"] as? String == "all" })
    #expect(all["expected"] as? Int == 12 && all["answered"] as? Int == 1, "\(all)")
    #expect(all["on_time"] as? Int == 0)
    let year = today.adding(days: -30).year
    let told = try system.run([
      "evaluation", "indicators", "--year", "\(year)", "--campaign", "2026", "--from",
      "\(year)-01-01", "--format", "json",
    ])
    let figures = try PrintedFigure.read(Data(told.output.utf8))
    let (rate, onTime) = (figures["I1 all"], figures["I1-on-time all"])
    #expect(rate?.numerator == 1 && rate?.denominator == 12)
    #expect(onTime?.numerator == 0 && onTime?.denominator == 12)
  }

  @Test(
    "only an operator ends a collection, after the last day alone; doing it again changes nothing")
  func rules() async throws {
    let cells = ["salaries": "5", "etp": "4"]
    let request = SendAnswer(campaign: "2026", structure: "S01", cells: cells)
    let structure = try await Caller.join(system, as: "s01", .structure, structure: "S01")
    let pilot = try await Caller.join(system, as: "pilot", .operator)
    let asStructure = await status {
      try await structure.call("senacs", SetCollection(campaign: "2026", isEnded: true))
    }
    #expect(asStructure?.details?.reason == "ROLE_NEEDED")

    let first = try await pilot.call("senacs", SetCollection(campaign: "2026", isEnded: true))
    #expect(first.endedOn == today && !first.wasSo && first.closesOn == today.adding(days: -1))
    let second = try await pilot.call("senacs", SetCollection(campaign: "2026", isEnded: true))
    #expect(second.endedOn == today && second.wasSo)
    let refused = await status { try await structure.call("senacs", request) }
    #expect(refused?.code == .failedPrecondition)
    #expect(refused?.details?.reason == "COLLECTION_ENDED")
    #expect(refused?.details?.arguments?["endedOn"] == today.iso)
    #expect(refused?.details?.arguments?["role"] == "operator")
    let own = try await structure.call("senacs", ListOwnCampaigns(structure: "S01")).campaigns
    #expect(own.first { $0.campaign == "2026" }?.collectionEndedOn == today)
    let listed = try await pilot.call("senacs", ListExpected(campaign: "2026"))
    #expect(listed.collectionEndedOn == today)

    let opened = try await pilot.call("senacs", SetCollection(campaign: "2026", isEnded: false))
    #expect(opened.endedOn == nil && !opened.wasSo)
    let again = try await pilot.call("senacs", SetCollection(campaign: "2026", isEnded: false))
    #expect(again.wasSo)
    let taken = try await structure.call("senacs", request)
    #expect(taken.isTaken && taken.isLate)

    // Of a campaign that is open nothing can be ended.
    try system.run([
      "senacs", "open", "2027", "--reference", "2026-01-01", "--opens", today.iso, "--closes",
      today.adding(days: 1).iso,
    ])
    let early = await status {
      try await pilot.call("senacs", SetCollection(campaign: "2027", isEnded: true))
    }
    #expect(early?.details?.reason == "COLLECTION_TOO_EARLY")
    await structure.close()
    await pilot.close()
  }
}
