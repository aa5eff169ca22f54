/// A question of a campaign, as diagnoses name it: `2024:nb_salaries`.
public struct SenacsQuestion: Sendable, Hashable {
  /// The campaign's code, and the field's name in the campaign's codebook.
  public let campaign, field: String

  /// Reads it; nil for a text of another form.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && !$0.contains(" ") }) else {
      return nil
    }
    (campaign, field) = (parts[0], parts[1])
  }
}
