package import Contracts

extension Report {
  /// The sheet that was evaluated: form 1 has none, and was of the one that is shipped.
  package var evaluated: ActionSheet { sheet ?? ShippedSheet.sheet }
}
