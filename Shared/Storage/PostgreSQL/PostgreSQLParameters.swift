import CPostgreSQL

/// The types that a store's columns and parameters have.
enum PostgreSQLType {
  static let boolean: Oid = 16
  static let bytes: Oid = 17
  static let name: Oid = 19
  static let int8: Oid = 20
  static let int2: Oid = 21
  static let int4: Oid = 23
  static let text: Oid = 25

  /// What a result may hold; each is read from its binary form.
  static let readable: Set<Oid> = [boolean, bytes, name, int8, int2, int4, text]
}

/// The arguments of a statement in the protocol's binary form, in one piece of memory.
struct PostgreSQLParameters {
  /// The types; 0 for NULL, so that the server infers its type.
  private(set) var types: [Oid] = []
  private var bytes: [UInt8] = []
  private var offsets: [Int] = []
  private var lengths: [Int32] = []

  /// Writes the values one after the other.
  ///
  /// - Throws: ``StorageError/nulInText`` for a text with a NUL, which PostgreSQL cannot hold.
  init(_ values: [SQLValue]) throws {
    types.reserveCapacity(values.count)
    offsets.reserveCapacity(values.count)
    lengths.reserveCapacity(values.count)
    for value in values {
      let offset = bytes.count
      switch value {
      case .null: types.append(0)
      case .integer(let number):
        types.append(PostgreSQLType.int8)
        withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
      case .text(let text):
        types.append(PostgreSQLType.text)
        bytes += text.utf8
        guard !bytes[offset...].contains(0) else { throw StorageError.nulInText }
      case .utf8(let text):
        types.append(PostgreSQLType.text)
        bytes += text
        guard !text.contains(0) else { throw StorageError.nulInText }
      case .blob(let blob):
        types.append(PostgreSQLType.bytes)
        bytes += blob
      }
      offsets.append(value == .null ? -1 : offset)
      lengths.append(Int32(bytes.count - offset))
    }
    // One more byte, so that the memory has an address even if every value is empty.
    bytes.append(0)
  }

  /// Gives the arrays that libpq takes: values, lengths, formats.
  func withPointers<R>(
    _ body: (
      UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>
    ) -> R
  ) -> R {
    let formats = [Int32](repeating: 1, count: types.count)
    return bytes.withUnsafeBytes { buffer in
      let base = buffer.assumingMemoryBound(to: CChar.self).baseAddress
      let values = offsets.map { offset in offset < 0 ? nil : base.map { $0 + offset } }
      return body(values, lengths, formats)
    }
  }
}
