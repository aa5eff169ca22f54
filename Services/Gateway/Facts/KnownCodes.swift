import ArgumentParser
import Composition
import Contracts
import FactKinds

/// The codes that a shell offers: those that a service knows, asked for with the caller's own key.
enum KnownCodes {
  /// How long a shell waits for them: whoever knows the code types on.
  private static let patience = Duration.milliseconds(500)

  /// Returns the codes of a kind that begin with a text, 1,000 at most; none where the service does not tell them in time, for whatever
  /// reason: a message would stand in the middle of what somebody types.
  static func list(_ kind: FactKind, beginning: String, _ line: TypedLine) async -> [String] {
    do {
      let gateway = try Gateway(
        configurationFile: GatewayOptions.path(line.configurationFile))
      let reply = try await gateway.call(
        kind.owner, ListCodes(file: kind.file, beginning: beginning), timeout: patience)
      await gateway.close()
      return reply.codes
    } catch {
      return []
    }
  }
}

extension CompletionKind {
  /// The codes of campaigns.
  static let campaigns = codes(of: .campaigns)
  /// The codes of sessions.
  static let sessions = codes(of: .sessions)
  /// The codes of structures.
  static let structures = codes(of: .structures)
  /// The codes of tools.
  static let tools = codes(of: .tools)

  /// The cells of the kind of fact that the line names.
  static let cells = CompletionKind.custom {
    (words: [String], index: Int, _: String) async -> [String] in
    let line = TypedLine(words, at: index)
    guard let cell = TypedCell(line) else { return [] }
    return await cell.candidates { await KnownCodes.list($0, beginning: $1, line) }
  }

  private static func codes(of kind: FactKind) -> CompletionKind {
    .custom { (words: [String], index: Int, _: String) async -> [String] in
      let line = TypedLine(words, at: index)
      return await KnownCodes.list(kind, beginning: line.typed, line)
    }
  }
}
