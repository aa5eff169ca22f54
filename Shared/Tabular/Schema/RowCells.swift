/// The cells of a row in canonical form, as UTF-8 one after the other in a single allocation. As strings they would take thirty
/// allocations a row.
public struct RowCells: Sendable {
  // Inlinable, here and below: a generic function that another module calls takes three times as long otherwise.
  @usableFromInline
  var bytes: [UInt8] = []
  /// Where each cell ends.
  @usableFromInline
  var ends: [Int] = []

  init() {}

  /// Removes the cells. Keeps their memory, unless a copy of the row shares it.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// How many cells there are.
  public var count: Int { ends.count }

  /// Adds a cell, which consists of the bytes that `append` appends.
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

  /// Whether a cell is empty.
  @inlinable
  public func isEmpty(_ place: Int) -> Bool { range(place).isEmpty }

  /// Passes a cell's bytes to `body`. They are valid only during the call.
  ///
  /// - Throws: what `body` throws.
  @inlinable
  public func withBytes<T>(
    of place: Int, _ body: (UnsafeRawBufferPointer) throws -> T
  ) rethrows -> T {
    try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range(place)])) }
  }
}
