public import CentreNetwork
public import CodebookRules

/// A structure whose answer counts, and what makes others comparable with it.
///
/// Source: reference/domain.md, §6 idea 6: peers by type, urban or QPV, and size band.
public struct Peer: Sendable {
  /// The structure's code.
  public let code: String
  /// `CS` or `EVS`.
  public let kind: String
  /// `qpv`, else `urban` or `rural`, else `unknown`.
  public let area: String
  /// What it answered.
  public let answer: Answer

  /// Sorts a structure by what the registry says of it.
  public init(_ structure: Structure, _ answer: Answer) {
    code = structure.code
    kind = structure.kind.rawValue
    area = structure.qpv == true ? "qpv" : structure.zone ?? "unknown"
    self.answer = answer
  }
}
