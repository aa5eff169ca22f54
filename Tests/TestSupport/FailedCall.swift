public import RPCContract

/// Returns the status with which a call fails; nil if it succeeds, or fails with an error that is no `RPCError`.
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
