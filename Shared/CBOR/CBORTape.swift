import Foundation

/// The places of all items in some bytes, found in one pass that also checks that the bytes are well-formed.
///
/// Containers are then ranges of this list, so reading them neither checks nor skips anything a second
/// time, and costs no allocation.
struct CBORTape {
  /// An item; the tags before it are passed over.
  struct Token {
    /// The offset of its head; for a bignum the offset of its tag, so that no reader takes it for a byte string.
    let offset: UInt32
    /// The place on the tape of the item that follows it and its content.
    var next: UInt32
  }

  private(set) var tokens = ContiguousArray<Token>()
  private var reader: CBORReader

  /// Reads everything.
  ///
  /// - Throws: ``CBORReader/Fault``.
  init(_ bytes: UnsafeRawBufferPointer) throws(CBORReader.Fault) {
    reader = CBORReader(bytes: bytes)
    guard bytes.count < Int(UInt32.max) else { throw reader.fault("more than four billion bytes") }
    tokens.reserveCapacity(min(bytes.count, 256))
    try item(try headWithoutTags(), depth: 0)
    guard reader.offset == bytes.count else { throw reader.fault("something follows the value") }
  }

  /// Reads a head and puts its item on the tape, for now as an item without content.
  private mutating func headWithoutTags() throws(CBORReader.Fault) -> CBORReader.Head {
    var tags = 0
    var bignum: Int?
    while true {
      let offset = reader.offset
      let head = try reader.head()
      guard head.major == 6 else {
        if head.isBreak, tags > 0 { throw reader.fault("a break where an item is expected") }
        tokens.append(
          Token(
            offset: UInt32(head.major == 2 ? bignum ?? offset : offset),
            next: UInt32(tokens.count + 1)))
        return head
      }
      tags += 1
      // RFC 8949 §3.4.3.
      if head.argument == 2 || head.argument == 3 { bignum = bignum ?? offset }
      guard tags <= CBORDecoder.maxDepth else { throw reader.fault("too many tags on one item") }
    }
  }

  private mutating func item(_ head: CBORReader.Head, depth: Int) throws(CBORReader.Fault) {
    switch head.major {
    case 2, 3: try string(head)
    case 4, 5: try entries(head, depth: depth)
    case 7: if head.isBreak { throw reader.fault("a break where an item is expected") }
    default: break
    }
  }

  /// Reads a string.
  ///
  /// - Returns: its bytes; nil if they come in chunks.
  @discardableResult
  private mutating func string(
    _ head: CBORReader.Head
  ) throws(CBORReader.Fault) -> UnsafeRawBufferPointer? {
    if head.isIndefinite {
      _ = try reader.takeChunks(head.major)
      return nil
    }
    let bytes = try reader.take(head.argument)
    if head.major == 3, !CBORReader.isUTF8(bytes) { throw reader.fault("not UTF-8") }
    return bytes
  }

  /// Reads the elements of an array, or the keys and values of a map.
  private mutating func entries(_ head: CBORReader.Head, depth: Int) throws(CBORReader.Fault) {
    guard depth < CBORDecoder.maxDepth else { throw reader.tooDeep }
    guard head.argument <= UInt64(reader.bytes.count) else {
      throw reader.fault("more entries than bytes")
    }
    let place = tokens.count - 1
    var left = head.argument
    var last: UnsafeRawBufferPointer?
    var isSorted = true
    while head.isIndefinite || left > 0 {
      var next = try headWithoutTags()
      if next.isBreak, head.isIndefinite {
        tokens.removeLast()
        break
      }
      if head.major == 5 {
        guard next.major == 3 else { throw reader.fault("a map key that is no text") }
        if let name = try string(next) {
          if let last, isSorted { isSorted = Self.precedes(last, name) }
          last = name
        } else {
          isSorted = false
        }
        next = try headWithoutTags()
      }
      try item(next, depth: depth + 1)
      if !head.isIndefinite { left -= 1 }
    }
    tokens[place].next = UInt32(tokens.count)
    // Keys in ascending order cannot repeat; only the keys of other maps are compared.
    if !isSorted { try checkKeys(of: place) }
  }

  private mutating func checkKeys(of map: Int) throws(CBORReader.Fault) {
    // Names are compared by bytes, since Swift counts texts as equal that look the same.
    var names: Set<[UInt8]> = []
    var place = map + 1
    while place < tokens[map].next {
      guard names.insert(try name(at: place)).inserted else {
        throw reader.fault("a key is there twice")
      }
      place = Int(tokens[place + 1].next)
    }
  }

  private func name(at place: Int) throws(CBORReader.Fault) -> [UInt8] {
    var reader = CBORReader(bytes: reader.bytes, offset: Int(tokens[place].offset))
    let head = try reader.head()
    return head.isIndefinite ? try reader.takeChunks(3) : Array(try reader.take(head.argument))
  }

  /// Whether one key comes before another: keys are texts, so the shorter key comes first, and between keys of the same length the bytes
  /// decide.
  static func precedes(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Bool {
    if left.count != right.count { return left.count < right.count }
    guard left.count > 0 else { return false }
    return memcmp(left.baseAddress!, right.baseAddress!, left.count) < 0
  }
}
