public import RPCContract

/// Does with an upload all that ``CommitImport`` does, but changes no fact: it only tells what a commit would do. The upload stays, for the
/// commit that may follow.
///
/// It is a method of its own, so that a service that does not know it changes nothing either.
public struct RehearseImport: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.files.v1/RehearseImport"
  /// Who brings facts.
  public static let roles = BeginImport.roles
  /// It stores only its report, for ``ReadImportReport``: 10,000 refusals and findings at most.
  public static let mutates = false
  /// The most codes in ``known``, over all kinds.
  public static let most = 100_000
  /// The most uploads in ``after``.
  public static let mostBefore = 50

  /// The upload.
  public var importID: String
  /// Uploads to this service that would be loaded before it, in their order; 50 at most.
  public var after: [String]
  /// The codes that files at other services, loaded before this one, would bring: kind of fact, such as `structures` → codes, 100,000 in
  /// all at most.
  public var known: [String: [String]]

  /// Makes the request.
  public init(importID: String, after: [String], known: [String: [String]]) {
    self.importID = importID
    self.after = after
    self.known = known
  }

  /// What would come of the file.
  public typealias Reply = CommitImport.Reply
}
