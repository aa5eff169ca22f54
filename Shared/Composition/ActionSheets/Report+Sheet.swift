package import Contracts

extension Report {
  /// The sheet that was evaluated. A report of form 1 contains none; it evaluated the shipped sheet.
  package var evaluated: ActionSheet { sheet ?? ShippedSheet.sheet }
}
