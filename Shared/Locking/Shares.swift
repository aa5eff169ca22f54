/// Counts how much of a bounded resource each key has, by the key's text.
public struct Shares: Sendable {
  private var bound: FairBound
  private var byKey: [String: Int] = [:]

  /// Begins with nothing taken of a resource.
  public init(of most: Int) { bound = FairBound(of: most) }

  /// The most that all keys may have together.
  public var most: Int { bound.most }

  /// The most that one key may have.
  public var mostOfOne: Int { bound.mostOfOne }

  /// What all keys have together.
  public var total: Int { bound.total }

  /// What a key has.
  public func amount(of key: String) -> Int { byKey[key, default: 0] }

  /// Whether a key may have more.
  public func allows(_ amount: Int = 1, for key: String) -> Bool {
    bound.allows(amount, beside: self.amount(of: key))
  }

  /// Gives a key more.
  ///
  /// - Returns: false when the key, or all keys together, would have too much; then nothing was given.
  public mutating func take(_ amount: Int = 1, for key: String) -> Bool {
    guard allows(amount, for: key) else { return false }
    return bound.take(amount, into: &byKey[key, default: 0])
  }

  /// Takes back from a key what it no longer uses.
  public mutating func giveBack(_ amount: Int = 1, of key: String) {
    var own = self.amount(of: key)
    bound.giveBack(amount, from: &own)
    byKey[key] = own > 0 ? own : nil
  }
}
