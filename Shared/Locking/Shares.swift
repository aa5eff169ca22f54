/// Counts how much of a bounded resource each key has. No key may have more than half, so that no key can keep
/// the others out. The runtime's bounds are decided here.
@frozen
public struct Shares: Sendable {
  /// The most that all keys may have together.
  public let most: Int
  @usableFromInline var used = 0
  /// What all keys have together.
  @inlinable
  public var total: Int { used }
  @usableFromInline var byKey: [String: Int] = [:]

  /// Begins with nothing taken of a resource.
  @inlinable
  public init(of most: Int) { self.most = most }

  /// The most that one key may have: half, and one at least.
  @inlinable
  public var mostOfOne: Int { max(1, most / 2) }

  /// What a key has.
  @inlinable
  public func amount(of key: String) -> Int { byKey[key, default: 0] }

  /// Whether a key may have more.
  @inlinable
  public func allows(_ amount: Int = 1, for key: String) -> Bool {
    total + amount <= most && byKey[key, default: 0] + amount <= mostOfOne
  }

  /// Gives a key more.
  ///
  /// - Returns: false when the key, or all keys together, would have too much; then nothing was given.
  @inlinable
  public mutating func take(_ amount: Int = 1, for key: String) -> Bool {
    guard allows(amount, for: key) else { return false }
    used += amount
    byKey[key, default: 0] += amount
    return true
  }

  /// Takes back from a key what it no longer uses.
  @inlinable
  public mutating func giveBack(_ amount: Int = 1, of key: String) {
    used -= amount
    let left = byKey[key, default: amount] - amount
    byKey[key] = left > 0 ? left : nil
  }
}
