import Contracts
import Foundation
import Synchronization

/// The imports that this process is running, and how far each has come.
///
/// An import updates its counters and goes on; a watcher reads them when it likes. So neither ever waits for the other.
final class ImportsUnderWay: Sendable {
  /// The progress of one import.
  final class Progress: Sendable {
    private let byteCount: Int
    private let bytesRead = Atomic(0)
    private let rows = Atomic(0)

    init(of byteCount: Int) { self.byteCount = byteCount }

    /// Starts from zero: a transaction that was rolled back is run again from the file's beginning.
    func begin() {
      bytesRead.store(0, ordering: .relaxed)
      rows.store(0, ordering: .relaxed)
    }

    /// Reads on in the import's file; nil at its end.
    func read(_ file: FileHandle, upToCount count: Int) throws -> [UInt8]? {
      let data = try file.read(upToCount: count) ?? Data()
      bytesRead.wrappingAdd(data.count, ordering: .relaxed)
      return data.isEmpty ? nil : Array(data)
    }

    func add(rows count: Int) { rows.wrappingAdd(count, ordering: .relaxed) }

    var item: WatchImport.Item {
      .init(
        bytesRead: bytesRead.load(ordering: .relaxed), byteCount: byteCount,
        rows: rows.load(ordering: .relaxed))
    }
  }

  /// Import → its progress, and how many calls run it: a call that is repeated joins the first.
  private let all = Mutex<[String: (progress: Progress, calls: Int)]>([:])

  /// The progress of an import; nil where it is not under way.
  subscript(id: String) -> Progress? { all.withLock { $0[id]?.progress } }

  /// Runs an import, whose progress can be watched meanwhile.
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
