public import Contracts
import FactKinds
import RPC
import RPCContract
public import Storage
import Values

/// How a structure writes rows of a kind about itself, one at a time.
public struct OwnRows: Sendable {
  /// Returns what a structure's rows may be about.
  public typealias Cut = @Sendable (String, WriteTransaction) throws -> SubmitRows.Cut
  /// Makes sure that what a structure keeps of itself stays within its bound; throws otherwise.
  public typealias CheckBound = @Sendable (String, WriteTransaction) throws -> Void

  let cut: Cut
  let checkBound: CheckBound

  /// Takes how it writes.
  public init(cut: @escaping Cut, checkBound: @escaping CheckBound) {
    self.cut = cut
    self.checkBound = checkBound
  }
}

extension FactRows {
  /// Makes sure that the caller may write single facts of a file. Whoever may bring the file writes about everybody. Otherwise a
  /// structure writes about itself, if the kind is one that structures write.
  ///
  /// - Returns: the one structure about which it may write; nil for all.
  /// - Throws: `RPCError` with PERMISSION_DENIED: `ROLE_NEEDED`; `OTHER_STRUCTURE` for a structure's key that stands for none.
  func checkWrites(_ name: String, _ context: ServerContext) throws -> String? {
    let isOwn = files.contains { $0.kind.file == name && $0.own != nil }
    return try checkWrites(name, isOwn: isOwn, context)
  }

  /// As ``checkWrites(_:_:)``, where `isOwn` says whether a structure may do it about itself.
  func checkWrites(_ name: String, isOwn: Bool, _ context: ServerContext) throws -> String? {
    let brings = try roles(bringing: name)
    guard isOwn, context.access.roles(among: brings).isEmpty else {
      try context.checkBrings(name, brings)
      return nil
    }
    try context.checkBrings(name, brings.union([.structure]))
    guard let own = context.access.own else {
      throw RPCError(
        .permissionDenied, reason: "OTHER_STRUCTURE", domain: "vigie.files",
        "a structure writes of itself only")
    }
    return own
  }
}
