/// A bounded resource that keys share. No key may have more than half, so that no key can keep the others out. The runtime's bounds are
/// decided here. What each key has is counted by its user.
@frozen
public struct FairBound: Sendable {
  /// The most that all keys may have together.
  public let most: Int
  @usableFromInline var used = 0
  /// What all keys have together.
  @inlinable
  public var total: Int { used }

  /// Begins with nothing taken of a resource.
  @inlinable
  public init(of most: Int) { self.most = most }

  /// The most that one key may have: half, and one at least.
  @inlinable
  public var mostOfOne: Int { max(1, most / 2) }

  /// Whether a key that has some already would keep within its own bound with more.
  @inlinable
  public func leaves(_ amount: Int = 1, beside own: Int) -> Bool { own + amount <= mostOfOne }

  /// Whether a key that has some already may have more.
  @inlinable
  public func allows(_ amount: Int = 1, beside own: Int) -> Bool {
    total + amount <= most && leaves(amount, beside: own)
  }

  /// Gives a key more.
  ///
  /// - Returns: false when the key, or all keys together, would have too much; then nothing was given.
  @inlinable
  public mutating func take(_ amount: Int = 1, into own: inout Int) -> Bool {
    guard allows(amount, beside: own) else { return false }
    used += amount
    own += amount
    return true
  }

  /// Takes back from a key what it no longer uses.
  @inlinable
  public mutating func giveBack(_ amount: Int = 1, from own: inout Int) {
    used -= amount
    own -= amount
  }
}
