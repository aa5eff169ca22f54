/// A generator of numbers that are the same on every machine for the same seed.
///
/// Source: Steele, Lea, Flood, “Fast splittable pseudorandom number generators”, 2014.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts the sequence of numbers of a seed.
  public init(seed: UInt64) { state = seed }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= Self.step
    return Self.mixed(state)
  }

  /// By how much the state grows with each number.
  public static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The number of a state.
  public static func mixed(_ state: UInt64) -> UInt64 {
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Returns a number of a closed range. It is a remainder, so that it does not depend on the standard library's method.
  public mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// Returns true with a probability of `percent` in a hundred.
  public mutating func chance(_ percent: Int) -> Bool { number(0...99) < percent }

  /// One of some values.
  public mutating func pick<Value>(_ values: [Value]) -> Value {
    values[number(0...(values.count - 1))]
  }
}
