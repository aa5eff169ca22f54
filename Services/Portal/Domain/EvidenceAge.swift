public import Contracts

extension GetDiagnosis.Evidence {
  /// Whether it is to be read again: its source has changed, or is older than two years.
  public var isToRead: Bool { !readAgain.isEmpty || freshness == "OLD" }
}
