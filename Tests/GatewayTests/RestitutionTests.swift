import Contracts
import Testing
import Texts
import Values

@testable import Pages

@Suite("A structure's SENACS restitution in words")
struct RestitutionTests {
  private static let group = GetFeedbackSheet.Group(
    rung: "kind-area-size", kind: "CS", area: "qpv", size: "5-15", count: 9)

  /// Centre social Passerelle, compared in its volunteers, and with its own past in its result.
  private func sheet(held: String? = nil, compared: String? = "2025") -> GetFeedbackSheet.Reply {
    GetFeedbackSheet.Reply(
      structure: "F-CS-001", name: "Passerelle", commune: "Meyzieu", campaign: "2025",
      dataYear: 2024, answeredOn: CivilDate("2025-06-26")!,
      group: compared == nil ? nil : Self.group,
      compared: compared.map { .init(campaign: $0, dataYear: 2024) }, held: held,
      sizeLabels: ["fr": "Équivalents temps plein", "en": "Full-time equivalents"],
      rows: [
        .init(
          field: "resultat", labels: ["fr": "Résultat (€)", "en": "Result (€)"], section: "money",
          own: "14664", past: [.init(campaign: "2024", dataYear: 2023, value: "-4782")],
          isRedefined: false, peers: nil),
        .init(
          field: "benevoles", labels: ["fr": "Bénévoles", "en": "Volunteers"],
          section: "governance", own: "7", past: [], isRedefined: true,
          peers: .init(
            lower: "30", median: "40", upper: "50", group: Self.group, medianLower: "30",
            medianUpper: "50")),
      ],
      sentences: [
        .init(kind: "past", field: "resultat"), .init(kind: "peers", field: "benevoles"),
      ],
      fictitious: true)
  }

  @Test("it says whose it is, who is compared, what stands out, and once where that comes from")
  func text() {
    let text = SheetText(sheet: sheet(), language: .french).text
    for line in [
      "Votre restitution SENACS 2025",
      "Passerelle (F-CS-001), Meyzieu. Données 2024, réponse reçue le 26/06/2025.",
      "Votre structure est comparée à 9 centres sociaux en quartier prioritaire (QPV), de 5 à moins de 15 équivalents temps plein. Aucun n'est nommé, et les valeurs sont arrondies à des paliers.",
      "Deux constats pour votre diagnostic partagé :",
      "1. Résultat : −4\u{202F}782 € en 2023, 14\u{202F}664 € en 2024.",
      "2. Bénévoles : 7. Au moins la moitié des structures comparables se situent entre 30 et 50 (médiane : entre 30 et 50).",
      "Source : SENACS, campagnes 2024 et 2025.",
    ] { #expect(text.contains(line), "\(line)\n\(text)") }
    #expect(text.contains("question modifiée"))
    let html = SheetText(sheet: sheet(), language: .english).html
    #expect(html.contains("Two findings for your shared diagnosis"))
    #expect(html.contains("your value: 7; comparable structures: 30 to 50"))
  }

  @Test("without comparison it says why, and with an earlier campaign's which one")
  func comparison() {
    let none = SheetText(sheet: sheet(held: "TOO_FEW_PEERS", compared: nil), language: .french)
    #expect(none.peers == "Trop peu de structures comparables ont répondu à cette campagne.")
    let open = SheetText(sheet: sheet(held: "CAMPAIGN_OPEN", compared: "2024"), language: .french)
    #expect(
      open.peers.hasPrefix("La comparaison de cette campagne sera affichée après sa clôture."))
    #expect(open.peers.contains("temps plein (réponses à la campagne 2024)."))
  }

  @Test("a band of sizes is told with what is counted")
  func bands() {
    let shown = ["<5", "5-15", ">=15", "unknown"].map { Catalogue.scope("size:\($0)", .french) }
    #expect(
      shown == [
        "moins de 5 ETP", "de 5 à moins de 15 ETP", "15 ETP et plus", "taille non renseignée",
      ])
    #expect(Catalogue.scope("size:>=15", .english) == "15 FTE and more")
  }
}
