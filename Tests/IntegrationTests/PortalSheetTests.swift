import Contracts
import Foundation
import GRDB
import RPCContract
import TestSupport
import Testing
import Values

/// P10 directs S13, whose diagnosis was read once, in 2025, with A1 = 0: to support. A campaign of the present year is open, nobody has
/// answered the sheet's questions of this year, and a body of S13's commune meets in ten days.
@Suite("The portal's form of the sheet", .onWaitingThreads, .serialized, .timeLimit(.minutes(10)))
struct PortalSheetTests {
  let system: RunningSystem
  private let today = Instant.now.parisDay
  private var year: String { String(today.year) }

  init() throws {
    system = try RunningSystem(portal: true)
    try system.load()
    let opens = max(today.adding(days: -30), .firstDay(of: today.year))
    try system.openCampaign(year, opens: opens)
    try system.run([
      "add", "veille_meetings", "meeting_code=M90", "body_code=B03",
      "held_on=\(today.adding(days: 10).iso)", "state=held", "--yes",
    ])
    try system.run([
      "add", "diagnosis_evidence", "structure_code=S13", "item_code=E1", "base=problems",
      "kind=document", "source=Rapport", "dated_on=2020-01-01", "statement=Constat ancien",
      "--yes",
    ])
  }

  /// Saves fields of a section as a browser sends them: each with the version that the page showed.
  private func save(
    _ browser: inout Browser, _ section: String, _ typed: [String: String]
  ) throws {
    let path = "/fiche/\(year)/\(section)"
    let page = try browser.get(path)
    let saved = try browser.post(path, page.section(typed.merging(["check": "1"]) { $1 }))
    #expect(saved.status == 303 && saved["Location"] == path + "?vu=1", "\(saved.body)")
  }

  private func send(_ browser: inout Browser) throws -> Browser.Page {
    let path = "/fiche/\(year)/relecture"
    return try browser.post(path, ["token": try browser.get(path).token])
  }

  private func figures() throws -> [String: PrintedFigure] {
    let told = try system.vigie(
      "evaluation", "indicators", "--year", year, "--from", "\(year)-01-01", "--format", "json")
    try #require(told.code == 0, "\(told.errors)")
    return try PrintedFigure.read(Data(told.output.utf8))
  }

  private func level(_ figures: [String: PrintedFigure]) -> String? {
    figures["I6 all"]?.details?.levels?.first { $0.structure_code == "S13" }?.level
  }

  /// The grid: A 2 each; B1 4 of 4 → 3; B2 2 of 3 → 2; revised in this month → C1 3: acquired (acceptance/indicators.md, “Level of I6”).
  private var grid: [String: String] {
    let day = today.iso.split(separator: "-").reversed().joined(separator: "/")
    return [
      "first_project": "false", "a1": "2", "a3": "2", "a4a": "2", "a4b": "3", "a4c": "2",
      "problems": "4", "problems_with_axis": "4", "objectives": "3", "objectives_linked": "2",
      "last_revision_on": day, "revision_changed": "true",
    ]
  }

  @Test("a director answers the questions and the grid, and the figures are those of the command")
  func whole() throws {
    var browser = try system.signIn("P10")
    #expect(try browser.get("/fiche")["Location"] == "/fiche/\(year)")
    #expect(try browser.get("/fiche/\(year)")["Location"] == "/fiche/\(year)/formation")
    let before = try figures()
    #expect(level(before) == "to_support")
    let first = try browser.get("/fiche/\(year)/formation")
    #expect(first.status == 200 && !first.body.contains("style="), "\(first.body)")
    // Its last answer, of 5 January 2026, names FORM_FEDE alone.
    #expect(first.body.contains("Repris de votre réponse précédente"))

    let training = [
      "training_actions:FORM_FEDE": "false", "training_actions:FORM_CAF": "true",
      "training_actions:RESEAU": "true", "training_text": "Deux jours, <b>ensemble</b>",
    ]
    try save(&browser, "formation", training)
    #expect(try !browser.get("/fiche/\(year)/formation").body.contains("<b>ensemble"))
    let use = ["senacs_use_level": "2", "senacs_uses:DIAGNOSTIC": "true"]
    try save(&browser, "usage", use)
    let partners = ["partnership_level": "3", "veille_declared": "true"]
    try save(&browser, "partenariat", partners)

    // A part above its whole is a question between two answers, as in a campaign's form.
    try save(&browser, "diagnostic", ["problems": "4", "problems_with_axis": "5"])
    let asked = try browser.get("/fiche/\(year)/diagnostic?vu=1")
    #expect(asked.body.contains("Deux réponses ne concordent pas"), "\(asked.body)")
    // A reading with a hole is refused at its field, and the answers are not taken without it.
    try save(&browser, "diagnostic", grid)
    let refused = try send(&browser)
    #expect(refused.status == 422, "\(refused.body)")
    #expect(refused.body.contains("href=\"/fiche/\(year)/diagnostic#a2\""), "\(refused.body)")
    #expect(try figures()["I7a all"]?.denominator == before["I7a all"]?.denominator)

    try save(&browser, "diagnostic", ["a2": "2"])
    let sent = try send(&browser)
    #expect(sent["Location"] == "/fiche/\(year)/accuse/1", "\(sent.body)")
    let receipt = try browser.get("/fiche/\(year)/accuse/1")
    #expect(receipt.status == 200 && receipt.body.contains("la fiche action \(year)"))
    let text = try browser.get("/fiche/\(year)/accuse/1/texte").body
    #expect(
      text.contains("campaign PA 3.1.1 \(year)\n") && text.contains("\npartnership_level=3\n"))

    // Nobody else answered this year: of the one that did, one is integrated, and one names FORM_CAF.
    let after = try figures()
    #expect(level(after) == "acquired")
    let (integrated, trained) = (try #require(after["I7a all"]), after["I0:FORM_CAF all"])
    #expect(integrated.numerator == 1 && integrated.denominator == 1)
    #expect(trained?.numerator == 1 && trained?.denominator == 1)
    // The command finds the same answer, given on the same day.
    let same = try system.vigie(
      "evaluation", "answer", "S13", "--year", year, "training_actions=FORM_CAF RESEAU",
      "training_text=Deux jours, <b>ensemble</b>", "senacs_use_level=2", "senacs_uses=DIAGNOSTIC",
      "senacs_text=", "partnership_level=3", "veille_declared=yes", "--lang", "en")
    #expect(same.output.contains("was recorded before"), "\(same.output) \(same.errors)")

    // Nobody else's receipt is there, and a year that is not asked about is no page.
    var other = try system.signIn("P04")
    #expect(try other.get("/fiche/\(year)/accuse/1").status == 404)
    #expect(try browser.get("/fiche/2001/formation").status == 404)
    try past(&browser)
  }

  /// What was sent in a year that is not asked about any more is still there, and nothing else of that year.
  private func past(_ browser: inout Browser) throws {
    guard system.server == nil else { return }
    system.stop("portal")
    try DatabaseQueue(path: "\(system.home)/data/portal.sqlite").write { database in
      for table in ["drafts", "sendings", "kept_forms"] {
        try database.execute(
          sql: "UPDATE \(table) SET campaign = ' fiche 2020' WHERE campaign LIKE ' fiche %'")
      }
      try database.execute(
        sql: """
          UPDATE kept_forms SET form = replace(form, ' fiche \(year)', ' fiche 2020'),
          fetched_at = fetched_at - 3600000000
          """)
    }
    try system.start("portal")
    let receipt = try browser.get("/fiche/2020/accuse/1")
    #expect(receipt.status == 200 && receipt.body.contains("/fiche/2020/accuse/1/texte\""))
    #expect(!receipt.body.contains("href=\"/fiche/2020\""), "\(receipt.body)")
    #expect(try browser.get("/fiche/2020/accuse/1/texte").body.contains("partnership_level=3"))
    for path in ["/fiche/2020", "/fiche/2020/formation", "/fiche/2020/relecture"] {
      #expect(try browser.get(path).status == 404, "\(path)")
    }
  }

  @Test("home has what waits: by its day, then what is asked, then what is to be read again")
  func waiting() throws {
    var browser = try system.signIn("P10")
    let home = try browser.get("/").body
    let titles = [
      "Instance Exemple Beaujolais", "Réponse à SENACS \(year)",
      "Questions de la fiche action \(year)", "éléments à actualiser\u{a0}: 1",
    ]
    let places = titles.map { home.range(of: $0)?.lowerBound }
    for (title, place) in zip(titles, places) { #expect(place != nil, "\(title): \(home)") }
    let found = places.compactMap(\.self)
    #expect(found == found.sorted(), "\(home)")
    #expect(home.matches(of: /class="button main"/).count == 1)

    // Begun, it says by whom; sent, it waits no more.
    try save(&browser, "partenariat", ["partnership_level": "2"])
    #expect(try browser.get("/").body.contains("Reprendre les questions"))
    let sent = try send(&browser)
    #expect(sent.status == 303, "\(sent.body)")
    #expect(try !browser.get("/").body.contains("Questions de la fiche action"))
  }

  @Test("a structure sends of itself alone, as the first reader alone, and a key once")
  func own() async throws {
    var reading = grid.merging(["a2": "3", "last_revision_on": today.iso]) { $1 }
    reading["assessor"] = "final"
    let request = SendSheetAnswers(
      structure: "S13", year: Year(clamping: today.year), answers: ["partnership_level": "1"],
      reading: reading)
    let structure = try await Caller.join(system, as: "s13", .structure, structure: "S13")
    let first = try await structure.call("evaluation", request, key: "sheet-1")
    #expect(first.isTaken && first.refused.isEmpty, "\(first)")
    #expect(try await structure.call("evaluation", request, key: "sheet-1") == first)
    var other = request
    other.structure = "S02"
    let elsewhere = other
    let refused = await status { try await structure.call("evaluation", elsewhere) }
    #expect(refused?.details?.reason == "OTHER_STRUCTURE")
    let kept = try await structure.read("evaluation", ReadLatestAnswers()).first?.diagnosis
    #expect(kept?["assessor"] == "first" && kept?["assessed_on"] == today.iso, "\(kept ?? [:])")
    await structure.close()
    let pilot = try await Caller.join(system, as: "pilot", .operator)
    let asOperator = await status { try await pilot.call("evaluation", request) }
    #expect(asOperator?.details?.reason == "ROLE_NEEDED")
    await pilot.close()
    // A final reading would have been taken in place of the first ones.
    let told = try system.vigie("history", "diagnoses", "S13", "final", today.iso)
    #expect(told.code != 0, "\(told.output)")
  }

  @Test("a portrait has the numbers of the command: for the director, and for the officer")
  func portrait() throws {
    let series = #"""
      {"code": "JOBS", "labels": {"fr": "Emplois (FICTIF)", "en": "Jobs (FICTITIOUS)"}, "unit": "emplois",
       "kind": "count", "source": "essai FICTIF", "licence": "Licence Ouverte 2.0", "publishedOn": "2025-12-15",
       "territoryKind": "commune", "codesAsOf": "2023-01-01", "fictitious": true,
       "columns": {"territory": "Commune", "period": "An", "value": "Emplois"}}
      """#
    let rows = [
      "Commune;An;Emplois", "69149;2022;10000", "69152;2022;4000", "69149;2023;11000",
      "69152;2023;4500", "69266;2023;15500", "69123;2023;90000",
    ]
    for (name, text) in [("jobs.json", series), ("jobs.csv", rows.joined(separator: "\r\n"))] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(system.home)/\(name)"))
    }
    try system.run([
      "territory", "load", "\(system.home)/jobs.csv", "--series", "\(system.home)/jobs.json",
    ])
    try system.run(["grant", "P05", "operator"])

    var director = try system.signIn("P03")
    #expect(try director.get("/structure").body.contains("href=\"/structure/portrait\""))
    let page = try director.get("/structure/portrait")
    // 10,000 + 4,000 = 14,000 and 11,000 + 4,500 = 15,500: + 1,500, which is 10.7 % of 14,000. Lyon has more, Villeurbanne as much.
    #expect(page.status == 200, "\(page.body)")
    for text in [
      "Oullins-Pierre-Bénite", "15\u{202F}500 emplois", "+1\u{202F}500 (+10,7", "2e sur 3",
      "<polyline class=\"s-path\"", "(géographie au 01/01/2023). Oullins",
    ] { #expect(page.body.contains(text), "\(text) \(page.body)") }
    #expect(!page.body.contains("style=") && page.body.utf8.count < 60_000)

    var officer = try system.signIn("P05", as: "P05/operator/")
    #expect(try officer.get("/structures/S01").body.contains("/structures/S01/portrait"))
    #expect(try officer.get("/structures/S01/portrait").body.contains("15\u{202F}500 emplois"))
    #expect(try director.get("/structures/S01/portrait").status == 404)
    #expect(try officer.get("/structures/NOPE/portrait").status == 404)
  }
}
