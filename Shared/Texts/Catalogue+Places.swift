/// The names of territories.
extension Catalogue {
  /// The name of a territory to which a key, a grant or a list is limited.
  ///
  /// - Parameters:
  ///   - code: `69M`, `69D`, `69`, or a commune's code, which stands for itself.
  ///   - language: the language to answer in.
  /// - Returns: the name.
  public static func place(_ code: String, _ language: Language) -> String {
    places[code]?.text(language) ?? code
  }

  private static let places: [String: Words] = [
    "69M": Words("Métropole de Lyon", "Métropole de Lyon"),
    "69D": Words("Département du Rhône", "Département du Rhône"),
    "69": Words("Rhône, Métropole comprise", "Rhône, with the Métropole"),
  ]
}
