/// What a returned workbook says in place of what somebody types into the form.
extension FormQuestion {
  /// The text that somebody would type for a cell: the reverse of ``cell(_:)``. A cell that nobody understands stays as it is.
  public func typed(cell: String) -> String {
    guard case .flag(let yes, let no) = kind else { return cell }
    return cell == yes ? "true" : cell == no ? "false" : cell
  }
}

extension DraftMerge {
  /// Which version of a field the writer of a workbook has seen. The workbook was filled with what was known already, not with the draft:
  /// so a cell that still says that changes nothing. Another one replaces what the same person wrote; what somebody else wrote it meets as
  /// one that was never seen.
  ///
  /// - Parameters:
  ///   - typed: what the workbook's cell says.
  ///   - known: what the workbook was filled with; empty for nothing.
  ///   - present: what stands in the draft; nil for nothing.
  ///   - person: the code of the person who brings the workbook.
  ///   - isSame: whether two texts say the same.
  /// - Returns: the version; 0 for none.
  public static func seen(
    byWorkbook typed: String, known: String, present: DraftValue?, person: String,
    isSame: (String, String) -> Bool
  ) -> Int {
    guard let present, present.person == person, !isSame(typed, known) else { return 0 }
    return present.version
  }
}
