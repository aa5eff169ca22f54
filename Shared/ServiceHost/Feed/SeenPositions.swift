import RPC
import RPCContract
import Storage

/// Makes a call wait until this service knows what its caller has seen elsewhere (`vigie-seen`).
struct SeenPositions: ServerStage {
  let followers: [FeedFollower]

  func run(
    _ method: MethodDeclaration, _ context: ServerContext, next: () async throws -> Void
  ) async throws {
    for seen in context.metadata.all(MetadataName.seen) {
      let parts = seen.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let position = FeedPosition(parts[1]) else {
        throw RPCError(
          .invalidArgument, reason: "BAD_HEADER", domain: "vigie.rpc",
          "\(MetadataName.seen) is service=epoch-sequence",
          field: "metadata.\(MetadataName.seen)")
      }
      if let follower = followers.first(where: { $0.source == parts[0] }) {
        try await context.waiting { try await follower.wait(for: position) }
      }
    }
    try await next()
  }
}
