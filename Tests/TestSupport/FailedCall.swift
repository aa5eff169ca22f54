public import RPCContract

/// The status that a call fails with; nil when it succeeds, or fails otherwise.
public func status(_ body: () async throws -> some Any) async -> Status? {
  do {
    _ = try await body()
    return nil
  } catch let error as RPCError {
    return error.status
  } catch {
    return nil
  }
}
