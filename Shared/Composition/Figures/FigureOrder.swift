/// The order in which figures are shown.
package enum FigureOrder {
  private static let codes = [
    "I1", "I1-restated", "I1-on-time", "I2a", "I2b", "I2c", "I2d", "I2e", "I3a-director",
    "I3a-family_referent", "I3c-director", "I3c-family_referent", "I4", "I5a", "I5b",
    "I5-response", "I6", "I6-coverage", "I7a", "I7b", "I7c",
  ]
  package static let scopes = ["all", "kind:CS", "kind:EVS", "ctcd:69M", "ctcd:69D"]

  package static func rank(_ code: String) -> Int {
    code.hasPrefix("I0") ? -1 : codes.firstIndex(of: code) ?? codes.count
  }

  package static func scope(_ name: String) -> Int { scopes.firstIndex(of: name) ?? scopes.count }
}
