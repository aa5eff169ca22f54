public import RPCContract

/// A call in which a structure sees only itself; if the call writes, a structure writes only about itself.
public protocol OwnStructureMessage: RPCMessage {}

extension OwnStructureMessage {
  /// A structure is limited to itself.
  public static var cuts: [Role: AccessCut] { [.structure: .ownStructure] }
}
