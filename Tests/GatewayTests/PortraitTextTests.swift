import Contracts
import Testing
import Texts
import Values

@testable import Pages

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

@Suite("A territory's portrait in words")
struct PortraitTextTests {
  private static func series(_ unit: String) -> SeriesDescription {
    SeriesDescription(
      code: "S", labels: ["fr": "Familles", "en": "Families"], unit: unit, kind: "rate",
      source: "essai", licence: "Licence Ouverte 2.0", publishedOn: day("2026-06-30"),
      codesAsOf: day("2023-01-01"), fictitious: true, columns: .init(territory: "t"))
  }

  private static func point(_ period: String, _ value: String) -> GetPortrait.Point {
    GetPortrait.Point(
      period: period, value: value, rule: "AS_PUBLISHED", members: [],
      codesAsOf: day("2023-01-01"), publishedOn: day("2026-06-30"), recordedOn: nil,
      source: "essai", licence: "Licence Ouverte 2.0")
  }

  /// The portrait of a series that moved since the diagnosis.
  private static func text(
    _ before: GetPortrait.Point?, _ after: GetPortrait.Point, kind: String = "LATER_PERIOD",
    unit: String = "% des familles", trend: GetPortrait.Trend? = nil
  ) -> PortraitText {
    let rank = GetPortrait.Rank(
      among: "69D", period: after.period, rank: 53, tied: 3, count: 204, without: 2)
    let row = GetPortrait.Row(
      description: series(unit), territory: "69009", points: [before, after].compactMap(\.self),
      trend: trend, rank: rank)
    return PortraitText(
      portrait: GetPortrait.Reply(
        territory: "69009", name: "Anse", territoryKind: "commune", structure: "F-CS-002",
        structureName: "Centre social fictif", fictitious: true, asOf: day("2026-11-29"),
        diagnosis: .init(assessedOn: day("2022-06-29"), communes: ["69009"]), rows: [row],
        changes: [.init(series: "S", kind: kind, before: before, after: after)]),
      language: .french)
  }

  @Test("a change names both values once, a percentage's in points, and what rounding would hide")
  func changes() {
    let moved = Self.text(Self.point("2020", "18.5"), Self.point("2025", "19.8"))
    #expect(
      moved.changes == [
        "Familles : 18,5 % des familles en 2020, 19,8 % en 2025 (+1,3\u{A0}point)."
      ])
    let same = Self.text(Self.point("2020", "19.8"), Self.point("2025", "19.8"))
    #expect(same.changes == ["Familles : 19,8 % des familles en 2020, même valeur en 2025."])
    let close = Self.text(Self.point("2020", "19.8104"), Self.point("2025", "19.8149"))
    #expect(
      close.changes == [
        "Familles : 19,810 % des familles en 2020, 19,815 % en 2025 (moins de 0,1 point)."
      ])
    let counted = Self.text(
      Self.point("2020", "12221"), Self.point("2025-06", "12172"), unit: "personnes")
    #expect(
      counted.changes == ["Familles : 12\u{202F}221 personnes en 2020, 12\u{202F}172 en 06/2025."])
    let revised = Self.text(Self.point("2025", "18"), Self.point("2025", "19"), kind: "REVISED")
    #expect(
      revised.changes == ["Familles : 18 % des familles en 2025, puis 19 % (valeur révisée)."])
    let first = Self.text(nil, Self.point("2025", "19"), kind: "NEW")
    #expect(first.changes == ["Familles : 19 % des familles en 2025 (publiée depuis)."])
  }

  @Test("rank, trend and source are told as an officer writes them")
  func table() throws {
    let shown = Self.text(
      Self.point("2018", "18.3"), Self.point("2025", "19.8"),
      trend: .init(from: "2018", to: "2025", change: "1.5", share: "0.081967"))
    let row = try #require(shown.portrait.rows.first)
    #expect(shown.title == "Portrait de territoire : Anse (69009)")
    #expect(
      shown.rank(row) == "53e sur 204 (Département du Rhône, 3 ex æquo, 2 sans valeur)")
    #expect(shown.trend(row) == "+1,5\u{A0}point de 2018 à 2025")
    let fallen = Self.text(
      Self.point("2018", "279"), Self.point("2025", "172"), unit: "personnes",
      trend: .init(from: "2018", to: "2025", change: "-107", share: "-0.383513"))
    #expect(
      fallen.trend(try #require(fallen.portrait.rows.first))
        == "−107 (−38,4\u{A0}%) de 2018 à 2025")
    #expect(shown.sources == ["essai, publication du 30/06/2026, Licence Ouverte 2.0"])
    #expect(shown.since == "Depuis le diagnostic du 29/06/2022")
    for line in ["DONNÉES FICTIVES : structure, séries", "vigie diagnosis note F-CS-002 --series"] {
      #expect(shown.text.contains(line), "\(shown.text)")
    }
  }

  @Test("merged communes are named as they were when the value was published; else their code")
  func merged() {
    func member(_ code: String, _ name: String?, _ value: String?) -> GetPortrait.Member {
      .init(territory: code, name: name, value: value, weight: nil)
    }
    func origin(_ rule: String, absent: String? = nil, _ members: [GetPortrait.Member]) -> String? {
      var point = Self.point("2018", "2640")
      (point.rule, point.absent, point.members) = (rule, absent, members)
      return Self.text(nil, point).origin(point)
    }
    let oullins = member("69149", "Oullins", "2057")
    #expect(
      origin("SUM", [oullins, member("69152", "Pierre-Bénite", "583")])
        == "2018 : somme des communes fusionnées (géographie au 01/01/2023). Oullins : 2\u{202F}057 ; Pierre-Bénite : 583"
    )
    #expect(
      origin("SUM", absent: "MEMBER_MISSING", [oullins, member("69152", "Pierre-Bénite", nil)])
        == "2018, valeur absente : valeur manquante pour une des communes fusionnées (Pierre-Bénite)"
    )
    // A service of version 0.3.0 gives no name.
    #expect(
      origin("CODE_CHANGED", [member("69159", nil, "21")])
        == "2018 : même commune, nouveau code (géographie au 01/01/2023). 69159 : 21")

    var portrait = Self.text(nil, Self.point("2025", "19")).portrait
    portrait.diagnosis = .init(
      assessedOn: day("2022-06-29"), communes: ["69149", "69152"], names: ["69149": "Oullins"])
    #expect(
      PortraitText(portrait: portrait, language: .french).since
        == "Depuis le diagnostic du 29/06/2022 (territoire à cette date : Oullins, 69152)")
  }

  @Test("each cell of a page's table stands behind its heading, which a narrow screen shows")
  func stacked() {
    let page = Self.text(Self.point("2020", "18.5"), Self.point("2025", "19.8")).html
    let parsed = ParsedPage(page)
    #expect(parsed.fault == nil)
    #expect(page.contains("data-label=\"période\">2025</td>"), "\(page)")
    #expect(page.contains("{ content: attr(data-label) \"\\a0: \"; }"), "\(page)")
  }
}
