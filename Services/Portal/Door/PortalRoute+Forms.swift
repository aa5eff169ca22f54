import PortalDomain

/// The pages of forms: they are the same, whatever is asked for.
extension PortalRoute {
  /// The pages of campaigns' forms and of the sheet's; a page that one of them alone has stands in another list, which comes before.
  static let formPages: [PortalRoute] = forms(of: "senacs") + forms(of: "fiche")

  private static func forms(of first: String) -> [PortalRoute] {
    func path(_ rest: String) -> PathPattern {
      PathPattern(stringLiteral: "/\(first)/:year\(rest)")
    }
    return [
      .get(path(""), directors) { try await $0.firstSection($1) },
      .get(path("/relecture"), directors) { try await $0.review($1) },
      .post(path("/relecture"), directors) { try await $0.send($1) },
      .post(path("/rouvrir"), directors) { try await $0.reopen($1) },
      .get(path("/accuse/:number"), directors) { try await $0.receipt($1) },
      .get(path("/accuse/:number/texte"), directors) { try await $0.receiptText($1) },
      .get(path("/:section"), directors) { try await $0.section($1) },
      // Whose session has ended gets the page back with what was typed.
      .post(path("/:section"), .anybody, foreign: { try await $0.typedAgain($1) }) {
        try await $0.saveSection($1)
      },
    ]
  }
}
