import FactKinds
import RPCContract
import Texts

/// Finds the code that somebody meant who mistyped one, among those that a service knows.
enum NearestCode {
  /// The refusal of an unknown code → the argument that has the code, and the kind of fact whose codes there are.
  private static let kinds: [String: (argument: String, kind: FactKind)] = [
    "STRUCTURE_UNKNOWN": ("structure", .structures), "CAMPAIGN_UNKNOWN": ("campaign", .campaigns),
    "UNKNOWN_SESSION": ("session", .sessions), "TOOL_UNKNOWN": ("tool", .tools),
  ]

  /// What to say after a refusal; nil where no code was unknown, none is near, or the service does not tell its codes in time.
  static func suggestion(after error: RPCError, arguments: [String]) async -> String? {
    guard let details = error.status.details, let reason = details.reason,
      let (argument, kind) = kinds[reason], let typed = details.arguments?[argument]
    else { return nil }
    let line = TypedLine(["vigie"] + arguments, at: arguments.count)
    let codes = await KnownCodes.list(kind, beginning: "", line)
    return Nearest.word(to: typed, among: codes).map {
      words("Vouliez-vous dire : \($0) ?", "Did you mean: \($0)?")
    }
  }
}
