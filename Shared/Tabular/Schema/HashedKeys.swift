/// A set of hashes that are spread evenly, in little more memory than they have themselves: 12 bytes each at its peak (3,300,000
/// of them, measured).
///
/// A `Set` doubles when it is full and has both tables then: 30 bytes a hash at its peak. Here the hashes stand sorted, in
/// shards by their first bits; a shard that is full grows by a quarter, and has itself only twice for that moment.
struct HashedKeys {
  /// With three million hashes a shard has 6 KiB to move half of for one that comes.
  private static let shardBits = 12

  private var shards: [[UInt64]]
  /// How many there are.
  private(set) var count = 0

  /// How many it has room for, whatever comes of it.
  var capacity: Int { shards.reduce(0) { $0 + $1.capacity } }

  /// Makes an empty set.
  init() { shards = Array(repeating: [], count: 1 << Self.shardBits) }

  /// Adds a hash.
  ///
  /// - Returns: whether it was not there.
  mutating func insert(_ hash: UInt64) -> Bool {
    let isNew = Self.insert(hash, into: &shards[Int(hash >> (64 - Self.shardBits))])
    if isNew { count += 1 }
    return isNew
  }

  /// Whether a hash is there.
  func contains(_ hash: UInt64) -> Bool {
    let shard = shards[Int(hash >> (64 - Self.shardBits))]
    let place = Self.place(of: hash, in: shard)
    return place < shard.count && shard[place] == hash
  }

  private static func insert(_ hash: UInt64, into shard: inout [UInt64]) -> Bool {
    let place = place(of: hash, in: shard)
    guard place == shard.count || shard[place] != hash else { return false }
    // Left to itself an array doubles.
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
