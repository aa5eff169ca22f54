import Crypto
import Foundation
import Values

/// Counts attempts by a name, such as an address of the network or an e-mail address, within a time that begins with the first of them.
///
/// The table is bounded: when it is full, names whose time is over are forgotten, and then the one that began first.
public struct AttemptLimit: Sendable {
  private struct Count {
    var attempts: Int
    let began: Int64
  }

  private let most: Int
  private let window: Int64
  private let names: Int
  private var counts: [String: Count] = [:]

  /// Makes a limit.
  ///
  /// - Parameters:
  ///   - most: the most attempts of a name within the time.
  ///   - window: the time, in microseconds.
  ///   - names: the most names that are remembered.
  public init(most: Int, window: Int64, names: Int) {
    self.most = most
    self.window = window
    self.names = names
  }

  /// Counts an attempt; returns whether it is within the limit.
  public mutating func allows(_ name: String, at now: Int64) -> Bool {
    if let count = counts[name], now - count.began < window {
      counts[name]?.attempts += 1
      return count.attempts < most
    }
    if counts[name] == nil, counts.count >= names { forget(at: now) }
    counts[name] = Count(attempts: 1, began: now)
    return most > 0
  }

  /// The name under which a store counts attempts: a digest, since an address is somebody's.
  ///
  /// - Parameters:
  ///   - kind: what the name is, such as `account`.
  ///   - name: the name.
  /// - Returns: SHA-256 as 64 hexadecimal digits.
  public static func key(_ kind: String, _ name: String) -> String {
    hexadecimal(SHA256.hash(data: Data("\(kind) \(name)".utf8)))
  }

  private mutating func forget(at now: Int64) {
    counts = counts.filter { now - $0.value.began < window }
    if counts.count >= names, let first = counts.min(by: { $0.value.began < $1.value.began }) {
      counts[first.key] = nil
    }
  }
}
