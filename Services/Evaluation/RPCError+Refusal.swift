import RPCContract

extension RPCError {
  /// The domain of this service's refusals.
  static let domain = "vigie.evaluation"

  /// A refusal of this service, with a reason of its own.
  static func refusal(
    _ code: Status.Code, reason: String, _ message: String, arguments: [String: String] = [:],
    field: String? = nil
  ) -> RPCError {
    RPCError(
      Status(
        code, reason: reason, domain: domain, message, arguments: arguments,
        field: field))
  }
}
