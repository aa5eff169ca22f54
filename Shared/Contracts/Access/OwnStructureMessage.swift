public import RPCContract

/// A call in which a structure sees and writes about itself only.
public protocol OwnStructureMessage: RPCMessage {}

extension OwnStructureMessage {
  /// A structure sees and writes about itself.
  public static var cuts: [Role: AccessCut] { [.structure: .ownStructure] }
}
