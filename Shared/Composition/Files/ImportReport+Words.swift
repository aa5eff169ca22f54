package import Texts
import Values

extension ImportReport {
  /// How many rows had which result: `370 lignes chargées, 12 déjà connues, 2 refusées`. A result that no row had is left out.
  package func summary(_ language: Language) -> String {
    Self.summary(
      loaded: loaded, unchanged: unchanged, refused: refused.count, isRefusedWhole: isRefusedWhole,
      language)
  }

  /// Whether no row could be read because of the header.
  private var isRefusedWhole: Bool {
    loaded == 0 && unchanged == 0
      && refused.contains { ["MISSING_COLUMN", "DUPLICATE_COLUMN"].contains($0.code) }
  }

  /// How many rows had which result.
  ///
  /// - Parameters:
  ///   - loaded: the rows that are new or correct others.
  ///   - unchanged: those that were known as they are.
  ///   - refused: those that were refused.
  ///   - isRefusedWhole: whether no row could be read at all.
  ///   - language: the language to write in.
  /// - Returns: the words, without a full stop.
  package static func summary(
    loaded: Int, unchanged: Int, refused: Int, isRefusedWhole: Bool = false, _ language: Language
  ) -> String {
    if isRefusedWhole { return language.pick("fichier refusé", "file refused") }
    if loaded + unchanged + refused == 0 { return language.pick("aucune ligne", "no row") }
    let known = language.count(
      unchanged, .init("déjà connue", "déjà connues"), .init("known already", "known already"))
    let bad = language.count(
      refused, .init("refusée", "refusées"), .init("refused", "refused"))
    let first =
      loaded == 0
      ? language.pick("aucune ligne chargée", "no row loaded")
      : language.count(
        loaded, .init("ligne chargée", "lignes chargées"), .init("row loaded", "rows loaded"))
    let parts = [first] + (unchanged > 0 ? [known] : []) + (refused > 0 ? [bad] : [])
    return parts.joined(separator: ", ")
  }
}
