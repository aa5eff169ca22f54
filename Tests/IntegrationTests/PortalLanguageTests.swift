import Contracts
import Foundation
import TestSupport
import Testing
import Values

/// P03 directs S01; P01 runs the network. The campaign 2026 is open, with the codebook of ``SenacsAnswersTests``.
@Suite("The portal's languages and help", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct PortalLanguageTests {
  /// Words that sentences of the portal have and names, codes and columns of facts have not.
  private static let french: Set = [
    "vous", "votre", "vos", "est", "sont", "aucun", "aucune", "réponses", "cette",
    "enregistré", "Enregistrer", "Aucun", "Aucune", "Votre", "Vous",
  ]
  private static let english: Set = [
    "the", "and", "your", "you", "with", "which", "this", "are", "was", "been", "The", "You",
    "Your", "This",
  ]

  let system: RunningSystem

  init() throws {
    system = try RunningSystem(portal: true)
    try system.load()
    try system.openCampaign()
    try system.run(["grant", "P01", "operator"])
  }

  /// What people read or hear of a page: its texts, and those of attributes.
  private func words(_ page: Browser.Page) -> Set<String> {
    var text = page.body.replacing(/<[^>]*>/, with: " ")
    for found in page.body.matches(
      of: /(?:aria-label|alt|data-kept|data-all|data-failed)="([^"]*)"/)
    {
      text += " " + found.1
    }
    let isPart: (Character) -> Bool = { $0.isLetter || $0 == "-" || $0 == "_" || $0 == "." }
    return Set(
      text.split { !isPart($0) }.map { $0.hasSuffix(".") ? String($0.dropLast()) : String($0) })
  }

  private func pages(_ person: String, _ language: String) throws -> [String: Browser.Page] {
    var browser = try system.signIn(person, as: person == "P01" ? "P01/operator/" : nil)
    _ = try browser.get("/?lang=\(language)")
    var pages = try browser.crawl()
    for path in ["/nowhere", "/entrer", "/aide", "/accessibilite", "/donnees"] {
      pages[path] = try browser.get(path)
    }
    return pages.filter { $0.value["Content-Type"]?.hasPrefix("text/html") == true }
  }

  @Test("no page in English has a French sentence, and none in French an English one")
  func languages() throws {
    for person in ["P03", "P01"] {
      for (language, foreign) in [("fr", Self.english), ("en", Self.french)] {
        let pages = try pages(person, language)
        #expect(pages.count > 15, "\(person) \(pages.keys.sorted())")
        // A reminder is in French, whatever the officer's pages are in.
        for (path, page) in pages where !path.hasSuffix("/relance") {
          let found = words(page).intersection(foreign).sorted()
          #expect(found.isEmpty, "\(language) \(path): \(found)")
          #expect(page.body.contains("<html lang=\"\(language)\">"), "\(path)")
        }
      }
    }
  }

  @Test("each page has one first heading, which ends its title, and skips no level below")
  func headings() throws {
    for person in ["P03", "P01"] {
      for (path, page) in try pages(person, "fr") {
        let levels = page.body.matches(of: /<h([1-6])[ >]/).compactMap { Int($0.1) }
        #expect(levels.count { $0 == 1 } == 1, "\(path) \(levels)")
        for (above, level) in zip(levels, levels.dropFirst()) {
          #expect(level <= above + 1, "\(path) \(levels)")
        }
        let title = page.body.firstMatch(of: /<title>(.*?) – Vigie/)?.1 ?? ""
        let heading = page.body.firstMatch(of: /<h1[^>]*>(.*?)<\/h1>/)?.1 ?? "none"
        #expect(title.hasSuffix(heading), "\(path): \(title) / \(heading)")
        #expect(!page.body.contains(" style="), "\(path)")
      }
    }
  }

  @Test(
    "a page leads to the help on it; help and statements are for everybody, and say what is not known"
  )
  func help() throws {
    var browser = try Browser(system)
    let door = try browser.get("/entrer")
    #expect(door.body.contains("href=\"/aide/entrer\">Aide sur cette page"))
    let task = try browser.get("/aide/envoyer")
    #expect(
      task.status == 200 && task.body.contains("<h1>Envoyer, garder l&#39;accusé, rouvrir</h1>"))
    // Without its picture a page works, and loads none.
    #expect(task["Content-Security-Policy"]?.contains("img-src") == false)
    #expect(!task.body.contains("<img"))
    let english = try browser.get("/aide/envoyer?lang=en")
    #expect(english.body.contains("<h1>Send, keep the receipt, open again</h1>"))
    for path in ["/aide/nope", "/aide/images/entrer-0123456789abcdef.webp"] {
      #expect(try browser.get(path).status != 200, "\(path)")
    }
    _ = try browser.get("/?lang=fr")
    let stated = try browser.get("/accessibilite")
    for words in [
      "RGAA), version 4.1", "2019-768", "Défenseur des droits", "Contenus non accessibles",
    ] {
      #expect(stated.body.contains(words), "\(words)")
    }
    let data = try browser.get("/donnees")
    for words in ["à compléter par la Caf", "CNIL", "Base légale", "Vos droits"] {
      #expect(data.body.contains(words), "\(words)")
    }
    // The script has no words of its own, and stays small.
    let script = try browser.get("/vigie.js").body
    #expect(script.utf8.count <= 4000 && !script.contains("nregistr"))

    var director = try system.signIn("P03")
    let section = try director.get("/senacs/2026/staff")
    #expect(section.body.contains("href=\"/aide/brouillon\""), "\(section.body)")
    #expect(section.body.contains("data-kept=\"Enregistré\""))
    // 6 of 5 employees is a question between two answers: the title says so first.
    let form = section.section(["salaries": "5", "etp": "6", "check": "1"])
    #expect(try director.post("/senacs/2026/staff", form).status == 303)
    let asked = try director.get("/senacs/2026/staff?vu=1")
    let title = try #require(asked.body.firstMatch(of: /<title>(.*?)<\/title>/)).1
    #expect(title.hasPrefix("1 réponse à régler – SENACS 2026"), "\(title)")
  }
}
