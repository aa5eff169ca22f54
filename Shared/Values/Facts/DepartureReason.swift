/// Why a mandate ended. Source: acceptance/formats.md.
public enum DepartureReason: String, Sendable, CaseIterable {
  /// The contract ended.
  case contractEnd = "contract_end"
  /// The person went to another post.
  case mobility
  /// The person retired.
  case retirement
  /// Another reason.
  case other
  /// Nobody said why.
  case notCommunicated = "not_communicated"
}
