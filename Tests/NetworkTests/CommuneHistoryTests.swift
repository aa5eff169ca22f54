import CentreNetwork
import Foundation
import Tabular
import Testing
import Values

/// The communes and movements that are shipped with the product (INSEE, COG 2026).
private let shipped: CommuneHistory = {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "deploy/sample")
  func rows(_ file: String) -> [[String: String]] {
    let data = (try? Data(contentsOf: folder.appending(path: file))) ?? Data()
    var reader = CSVReader(bytes: Array(data))
    let header = ((try? reader.next()) ?? nil) ?? []
    var rows: [[String: String]] = []
    while let cells = (try? reader.next()) ?? nil {
      rows.append(Dictionary(uniqueKeysWithValues: zip(header, cells)))
    }
    return rows
  }
  return CommuneHistory(
    communes: rows("communes-69.csv").map { row in
      Commune(
        code: row["code_insee"] ?? "", name: row["libelle"] ?? "", ctcd: row["ctcd"] ?? "",
        parent: row["commune_parent"].flatMap { $0.isEmpty ? nil : $0 })
    },
    movements: rows("mouvements-69.csv").compactMap { row in
      guard row["TYPECOM_AV"] == "COM", row["TYPECOM_AP"] == "COM",
        let day = CivilDate(row["DATE_EFF"] ?? "")
      else { return nil }
      return Movement(
        effectiveOn: day, from: row["COM_AV"] ?? "", to: row["COM_AP"] ?? "",
        nameBefore: row["LIBELLE_AV"] ?? "", nameAfter: row["LIBELLE_AP"] ?? "")
    })
}()

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

@Suite("Communes in time")
struct CommuneHistoryTests {
  @Test("a code has the name that its commune had on the day; an unknown code has none")
  func names() {
    #expect(
      shipped.names(of: ["69149", "69152", "69999"], on: day("2023-12-31"))
        == ["69149": "Oullins", "69152": "Pierre-Bénite"])
    #expect(
      shipped.names(of: ["69149"], on: day("2024-01-01")) == ["69149": "Oullins-Pierre-Bénite"])
  }

  @Test("COG 2026 has 266 communes, 58 in the Métropole and 208 in the Département; 2023 has 267")
  func counts() {
    let present = shipped.communes(on: day("2026-01-01"))
    #expect(present.count == 266)
    #expect(present.count { shipped.ctcd(of: $0) == "69M" } == 58)
    #expect(present.count { shipped.ctcd(of: $0) == "69D" } == 208)
    #expect(shipped.communes(on: day("2023-12-31")).count == 267)
  }

  @Test("an arrondissement lies in Lyon and in the Métropole")
  func lyon() {
    #expect(shipped.commune(of: "69383") == "69123")
    #expect(shipped.ctcd(of: "69383") == "69M")
  }

  @Test("69152 is valid on 2023-12-31 and 69149 the day after")
  func merger() {
    #expect(shipped.isKnown("69152", on: day("2023-12-31")))
    #expect(!shipped.isKnown("69152", on: day("2024-01-01")))
    #expect(shipped.carried("69152", meantOn: day("2023-01-01"), to: day("2023-12-31")) == "69152")
    #expect(shipped.carried("69152", meantOn: day("2023-01-01"), to: day("2024-01-01")) == "69149")
    #expect(shipped.ctcd(of: "69152") == "69M")
  }

  @Test("a commune's ground is followed through mergers and changed codes; Lyon has nine parts")
  func successors() {
    let meant = day("2023-01-01")
    #expect(shipped.successors(of: "69152", meantOn: meant, to: day("2023-12-31")) == ["69152"])
    #expect(shipped.successors(of: "69152", meantOn: meant, to: day("2024-01-01")) == ["69149"])
    #expect(shipped.successors(of: "69149", meantOn: meant, to: day("2024-01-01")) == ["69149"])
    #expect(shipped.successors(of: "69159", meantOn: meant, to: day("2024-03-15")) == ["69114"])
    #expect(
      shipped.successors(of: "69114", meantOn: day("2016-06-01"), to: day("2026-01-01"))
        == ["69114"])
    #expect(shipped.arrondissements(of: "69123") == (69381...69389).map(String.init))
    #expect(shipped.arrondissements(of: "69149").isEmpty)
  }

  @Test("what splits is followed to each of its parts")
  func split() {
    let communes = CommuneHistory(
      communes: [],
      movements: ["69901", "69902"].map {
        Movement(
          effectiveOn: day("2022-01-01"), from: "69901", to: $0, nameBefore: "", nameAfter: "")
      })
    #expect(
      communes.successors(of: "69901", meantOn: day("2021-01-01"), to: day("2022-01-01"))
        == ["69901", "69902"])
    #expect(
      communes.successors(of: "69901", meantOn: day("2022-01-01"), to: day("2023-01-01"))
        == ["69901"])
  }

  @Test("a chain of movements may come back to its code")
  func chain() {
    // Liergues 69114 became part of Porte des Pierres Dorées 69159 in 2017, which took the code 69114 on 2024-03-15.
    let meant = day("2016-06-01")
    #expect(shipped.carried("69114", meantOn: meant, to: day("2016-12-31")) == "69114")
    #expect(shipped.carried("69114", meantOn: meant, to: day("2017-01-01")) == "69159")
    #expect(shipped.carried("69114", meantOn: meant, to: day("2024-03-15")) == "69114")
    #expect(!shipped.isKnown("69114", on: day("2020-01-01")))
  }

  @Test("a code is never carried backwards")
  func backwards() {
    #expect(shipped.carried("69149", meantOn: day("2024-06-01"), to: day("2020-01-01")) == "69149")
  }

  @Test("codes of other departments are accepted by their form, codes of 69 by name")
  func known() {
    let today = day("2025-01-01")
    #expect(shipped.isKnown("38185", on: today) && shipped.ctcd(of: "38185") == nil)
    #expect(shipped.isKnown("2A004", on: today))
    for code in ["69999", "6938", "ABCDE", "", "69262"] {
      #expect(!shipped.isKnown(code, on: today), "\(code)")
    }
  }

  @Test("carrying a code further is carrying it in two steps")
  func transitive() {
    for code in shipped.communes(on: day("2012-01-01")) {
      let direct = shipped.carried(code, meantOn: day("2012-01-01"), to: day("2026-01-01"))
      for year in 2013...2025 {
        let middle = CivilDate.firstDay(of: year)
        let first = shipped.carried(code, meantOn: day("2012-01-01"), to: middle)
        #expect(shipped.isKnown(first, on: middle), "\(code) in \(year)")
        #expect(shipped.carried(first, meantOn: middle, to: day("2026-01-01")) == direct)
      }
    }
  }
}
