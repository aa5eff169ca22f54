import RPC

/// The bytes of frames: a prelude of twelve bytes, the header, the payload. `Shared/RPC/README.md` has them.
enum FrameCoder {
  /// The version of the wire.
  static let version: UInt8 = 1
  static let preludeBytes = 12

  enum Fault: Error, Equatable {
    /// It is not of three frames, or the prelude is not of twelve bytes: nobody can be answered.
    case malformed
    /// It is of a version that is not spoken here.
    case version(UInt8, callID: UInt64)
    /// Its kind is not known in this version.
    case kind(UInt8, callID: UInt64)
  }

  static func encode(_ frame: Frame) -> [[UInt8]] {
    var prelude: [UInt8] = [version, frame.kind.rawValue, frame.flags.rawValue, 0]
    prelude.reserveCapacity(preludeBytes)
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      prelude.append(UInt8(truncatingIfNeeded: frame.callID >> shift))
    }
    return [prelude, frame.header, frame.payload]
  }

  static func decode(_ frames: ArraySlice<[UInt8]>) throws(Fault) -> Frame {
    guard frames.count == 3, let prelude = frames.first, prelude.count == preludeBytes else {
      throw .malformed
    }
    let callID = prelude[4..<12].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard prelude[0] == version else { throw .version(prelude[0], callID: callID) }
    guard let kind = Frame.Kind(rawValue: prelude[1]) else {
      throw .kind(prelude[1], callID: callID)
    }
    return Frame(
      kind, flags: Frame.Flags(rawValue: prelude[2]), callID: callID,
      header: frames[frames.startIndex + 1], payload: frames[frames.startIndex + 2])
  }
}
