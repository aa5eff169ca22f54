/// The bytes of frames: a prelude of sixteen bytes, the header, the payload. `README.md` has them.
public enum FrameCoder {
  /// The version of the wire.
  public static let version: UInt8 = 1
  /// The bytes before the header.
  public static let preludeBytes = 16

  /// What can be wrong with the bytes of a frame.
  public enum Fault: Error, Hashable, Sendable {
    /// It is too short, or it says that its header is longer than the whole frame; it cannot be answered.
    case malformed
    /// It is of a version that is not spoken here.
    case version(UInt8, callID: UInt64)
    /// Its kind is not known in this version.
    case kind(UInt8, callID: UInt64)
    /// It has a flag that is not known in this version.
    case flags(UInt8, callID: UInt64)
  }

  /// How many bytes a frame takes.
  @inlinable
  public static func size(of frame: Frame) -> Int {
    preludeBytes + frame.header.count + frame.payload.count
  }

  /// Writes a frame into a buffer of exactly its size.
  public static func write(_ frame: Frame, into buffer: UnsafeMutableRawBufferPointer) {
    buffer[0] = version
    buffer[1] = frame.kind.rawValue
    buffer[2] = frame.flags.rawValue
    buffer[3] = 0
    buffer.storeBytes(of: frame.callID.bigEndian, toByteOffset: 4, as: UInt64.self)
    buffer.storeBytes(
      of: UInt32(frame.header.count).bigEndian, toByteOffset: 12, as: UInt32.self)
    let payloadStart = preludeBytes + frame.header.count
    if !frame.header.isEmpty {
      buffer[preludeBytes..<payloadStart].copyBytes(from: frame.header)
    }
    if !frame.payload.isEmpty { buffer[payloadStart...].copyBytes(from: frame.payload) }
  }

  /// The bytes of a frame.
  public static func encode(_ frame: Frame) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: size(of: frame)) { buffer, count in
      count = size(of: frame)
      write(frame, into: UnsafeMutableRawBufferPointer(buffer))
    }
  }

  /// Reads a frame.
  ///
  /// - Throws: ``Fault``.
  public static func decode(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> Frame {
    guard bytes.count >= preludeBytes else { throw .malformed }
    let callID = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt64.self))
    guard bytes[0] == version else { throw .version(bytes[0], callID: callID) }
    guard let kind = Frame.Kind(rawValue: bytes[1]) else { throw .kind(bytes[1], callID: callID) }
    let flags = Frame.Flags(rawValue: bytes[2])
    guard bytes[3] == 0, flags.isSubset(of: .known) else {
      throw .flags(bytes[2], callID: callID)
    }
    let headerBytes = Int(
      UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self)))
    guard headerBytes <= bytes.count - preludeBytes else { throw .malformed }
    let payloadStart = preludeBytes + headerBytes
    return Frame(
      kind, flags: flags, callID: callID,
      header: headerBytes == 0 ? [] : Array(bytes[preludeBytes..<payloadStart]),
      payload: payloadStart == bytes.count ? [] : Array(bytes[payloadStart...]))
  }

  /// Reads a frame.
  ///
  /// - Throws: ``Fault``.
  public static func decode(_ bytes: [UInt8]) throws(Fault) -> Frame {
    try bytes.withUnsafeBufferPointer { buffer throws(Fault) -> Frame in
      try decode(UnsafeRawBufferPointer(buffer))
    }
  }
}
