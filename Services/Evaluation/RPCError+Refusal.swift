import RPCContract

extension RPCError {
  /// A refusal of this service, with a reason of its own.
  static func refusal(
    _ code: Status.Code, reason: String, _ message: String, arguments: [String: String] = [:],
    field: String? = nil
  ) -> RPCError {
    RPCError(
      Status(
        code, reason: reason, domain: "vigie.evaluation", message, arguments: arguments,
        field: field))
  }
}
