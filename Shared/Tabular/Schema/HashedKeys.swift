/// A set of evenly spread hashes that takes little more memory than the hashes themselves: 12 bytes a hash at its peak (measured
/// with 3,300,000 hashes).
///
/// A `Set` doubles when it is full, and holds both tables meanwhile: 30 bytes a hash at its peak. Here the hashes are sorted, in
/// shards by their first bits. A full shard grows by a quarter, and only that shard is held twice meanwhile.
struct HashedKeys {
  /// With three million hashes a shard has 6 KiB, half of which moves when a hash is inserted.
  private static let shardBits = 12

  /// Empty until the first hash comes: most readers of a few rows need none of them.
  private var shards: [[UInt64]] = []
  /// How many there are.
  private(set) var count = 0

  /// How many hashes the allocated memory has room for.
  var capacity: Int { shards.reduce(0) { $0 + $1.capacity } }

  /// Adds a hash.
  ///
  /// - Returns: whether it was not there.
  mutating func insert(_ hash: UInt64) -> Bool {
    if shards.isEmpty { shards = Array(repeating: [], count: 1 << Self.shardBits) }
    let isNew = Self.insert(hash, into: &shards[Int(hash >> (64 - Self.shardBits))])
    if isNew { count += 1 }
    return isNew
  }

  /// Whether a hash is there.
  func contains(_ hash: UInt64) -> Bool {
    guard !shards.isEmpty else { return false }
    let shard = shards[Int(hash >> (64 - Self.shardBits))]
    let place = Self.place(of: hash, in: shard)
    return place < shard.count && shard[place] == hash
  }

  private static func insert(_ hash: UInt64, into shard: inout [UInt64]) -> Bool {
    let place = place(of: hash, in: shard)
    guard place == shard.count || shard[place] != hash else { return false }
    // Without this the array would double.
    if shard.count == shard.capacity { shard.reserveCapacity(shard.count + shard.count / 4 + 4) }
    shard.insert(hash, at: place)
    return true
  }

  /// The first place whose hash is not less.
  private static func place(of hash: UInt64, in shard: [UInt64]) -> Int {
    shard.withUnsafeBufferPointer { hashes in
      var (low, high) = (0, hashes.count)
      while low < high {
        let middle = (low + high) / 2
        if hashes[middle] < hash { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }
}
