/// The cells of a row in the one way that is kept, as UTF-8 behind each other in one piece of memory: as texts they would be
/// thirty pieces a row.
public struct RowCells: Sendable {
  // Inlined, here and below: what is generic takes three times as long where it is called from elsewhere.
  @usableFromInline
  var bytes: [UInt8] = []
  /// Where each cell ends.
  @usableFromInline
  var ends: [Int] = []

  init() {}

  /// Lets the cells go; the memory is kept where nobody else has them.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// How many cells there are.
  public var count: Int { ends.count }

  /// Adds a cell, which is what is appended.
  mutating func add(_ append: (inout [UInt8]) -> Void) {
    append(&bytes)
    ends.append(bytes.count)
  }

  @inlinable
  func range(_ place: Int) -> Range<Int> {
    (place == 0 ? 0 : ends[place - 1])..<ends[place]
  }

  /// A cell.
  public subscript(place: Int) -> String {
    withBytes(of: place) { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether a cell has nothing.
  @inlinable
  public func isEmpty(_ place: Int) -> Bool { range(place).isEmpty }

  /// Looks at a cell's bytes, which are there for this long.
  ///
  /// - Throws: what `body` throws.
  @inlinable
  public func withBytes<T>(
    of place: Int, _ body: (UnsafeRawBufferPointer) throws -> T
  ) rethrows -> T {
    try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range(place)])) }
  }
}
