import Values

/// What a column reads of a row: a value, or an optional one, which is null in JSON where there is none.
protocol ListingValue {
  /// The value itself.
  associatedtype Plain = Self

  /// Whether there may be none.
  static var mayBeNull: Bool { get }
  /// The value; nil where there is none.
  var plain: Plain? { get }
}

extension ListingValue where Plain == Self {
  static var mayBeNull: Bool { false }
  var plain: Self? { self }
}

extension String: ListingValue {}
extension Int: ListingValue {}
extension Bool: ListingValue {}
extension CivilDate: ListingValue {}
extension Instant: ListingValue {}

extension Optional: ListingValue where Wrapped: ListingValue, Wrapped.Plain == Wrapped {
  typealias Plain = Wrapped

  static var mayBeNull: Bool { true }
  var plain: Wrapped? { self }
}
