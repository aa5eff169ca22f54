import Foundation
import ServiceKit
import Tabular

/// A file of foreign make, read in pieces.
struct ForeignFile {
  let name: String
  let byteCount: Int
  private let handle: FileHandle
  private let sample: [UInt8]

  /// Opens it and reads a sample.
  ///
  /// - Throws: `ConfigurationProblem` when it cannot be read.
  init(_ path: String) throws {
    guard let handle = FileHandle(forReadingAtPath: path),
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int,
      let sample = try? handle.read(upToCount: FileStyle.sampleBytes) ?? Data()
    else { throw ConfigurationProblem("impossible de lire \(path)", "cannot read \(path)") }
    name = URL(fileURLWithPath: path).lastPathComponent
    byteCount = size
    self.handle = handle
    self.sample = Array(sample)
  }

  /// Whether it is a workbook, not delimited text.
  var isWorkbook: Bool { WorkbookFile.isWorkbook(sample) }

  /// How it is written.
  func style(
    headerRow: Int, encoding: TextEncoding?, separator: Character?,
    use: @escaping (String) -> FileStyle.ColumnUse? = { _ in nil }
  ) -> FileStyle {
    FileStyle(
      beginning: sample, isWhole: sample.count == byteCount, headerRow: headerRow,
      encoding: encoding, separator: separator, use: use)
  }

  /// Its records, from the beginning; once.
  func reader(_ style: FileStyle) -> CSVReader {
    var first: [UInt8]? = sample.isEmpty ? nil : sample
    return CSVReader(style, keepsEmptyLines: true) { [handle] in
      defer { first = nil }
      return try first ?? Array(handle.read(upToCount: 1 << 18) ?? Data())
    }
  }
}

/// How far a long work has come, on a terminal only: share, rate, and the time that is left.
final class Progress {
  private static let interval = Duration.milliseconds(200)

  private let whole: Int
  /// Whether there is a terminal to show it on.
  static let isShown = isatty(STDERR_FILENO) != 0
  private let start = ContinuousClock.now
  private var last = ContinuousClock.now

  init(of whole: Int) { self.whole = max(whole, 1) }

  /// Tells how many bytes are done.
  func show(_ done: Int) {
    guard Self.isShown, done > 0, ContinuousClock.now - last > Self.interval else { return }
    last = .now
    let seconds = (last - start) / .seconds(1)
    let rate = Double(done) / seconds
    let left = Int((Double(max(0, whole - done)) / rate).rounded(.up))
    let text = words(
      "\(min(done * 100 / whole, 100)) %, \(Int(rate / 1_000_000)) Mo/s, encore \(left) s",
      "\(min(done * 100 / whole, 100)) %, \(Int(rate / 1_000_000)) MB/s, \(left) s left")
    Output.progress(text)
  }

  /// Takes it away.
  func end() {
    if Self.isShown { Output.progress("") }
  }
}
