public import CentreNetwork
public import Values

/// By which address and which post somebody signs in.
public enum SignIns {
  /// Whether two texts are one address, in the form in which duplicates are compared; an empty one is nobody's.
  public static func isSameAddress(_ one: String, _ other: String) -> Bool {
    let address = NameForm.address(one)
    return !address.isEmpty && address == NameForm.address(other)
  }

  /// Returns the post by which a person acts for a structure on a day; nil where only a grant lets the person. Of several posts it is the
  /// director's, then the one that ends last.
  public static func post(
    in structure: String, among mandates: [Mandate], on day: CivilDate
  ) -> Mandate? {
    mandates.filter {
      $0.structureCode == structure && $0.period.contains(day) && functions.contains($0.function)
    }
    .min { rank($0) < rank($1) }
  }

  /// The posts whose holders answer for their structure, the first before the others.
  private static let functions: [MandateFunction] = [.director, .familyReferent, .coordinator]

  private static func rank(_ mandate: Mandate) -> (Int, Int) {
    let end = mandate.period.to.map { -$0.daysSinceEpoch } ?? Int.min
    return (functions.firstIndex(of: mandate.function) ?? functions.count, end)
  }
}
