import Contracts
import Synchronization

/// The imports that this process is taking over, and how far each has come.
///
/// An import notes its progress and goes on; whoever watches looks when it likes. So neither ever waits for the other.
final class ImportsUnderWay: Sendable {
  /// How far one has come.
  final class Progress: Sendable {
    private let byteCount: Int
    private let bytesRead = Atomic(0)
    private let rows = Atomic(0)

    init(of byteCount: Int) { self.byteCount = byteCount }

    /// Begins anew: a change that was taken back is made again from the file's beginning.
    func begin() {
      bytesRead.store(0, ordering: .relaxed)
      rows.store(0, ordering: .relaxed)
    }

    func add(bytes: Int) { bytesRead.wrappingAdd(bytes, ordering: .relaxed) }
    func add(rows count: Int) { rows.wrappingAdd(count, ordering: .relaxed) }

    var item: WatchImport.Item {
      .init(
        bytesRead: bytesRead.load(ordering: .relaxed), byteCount: byteCount,
        rows: rows.load(ordering: .relaxed))
    }
  }

  /// Import → its progress, and how many calls are at it: one that is made again joins the first.
  private let all = Mutex<[String: (progress: Progress, calls: Int)]>([:])

  /// The progress of an import; nil where it is not under way.
  subscript(id: String) -> Progress? { all.withLock { $0[id]?.progress } }

  /// Runs what takes an import over, and has its progress seen meanwhile.
  ///
  /// - Throws: what the body throws.
  func run<T>(
    _ id: String, of byteCount: Int, _ body: (Progress) async throws -> T
  ) async throws -> T {
    let progress = all.withLock { all in
      let progress = all[id]?.progress ?? Progress(of: byteCount)
      all[id] = (progress, (all[id]?.calls ?? 0) + 1)
      return progress
    }
    defer {
      all.withLock { all in
        guard let one = all[id], one.calls > 1 else { return all[id] = nil }
        all[id] = (one.progress, one.calls - 1)
      }
    }
    return try await body(progress)
  }
}
