package import Foundation
import ServiceKit
package import Tabular

/// A file that other software wrote, read in pieces.
package struct ForeignFile {
  package let name: String
  package let byteCount: Int
  private let handle: FileHandle
  private let sample: [UInt8]

  /// Opens a file.
  ///
  /// - Throws: `ConfigurationProblem` when it cannot be read.
  package static func open(_ path: String) throws -> FileHandle {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw ConfigurationProblem("Impossible de lire « \(path) ».", "Cannot read “\(path)”.")
    }
    return file
  }

  /// Opens it and reads a sample.
  ///
  /// - Throws: `ConfigurationProblem` when it cannot be read.
  package init(_ path: String) throws {
    guard let handle = FileHandle(forReadingAtPath: path),
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int,
      let sample = try? handle.read(upToCount: FileStyle.sampleBytes) ?? Data()
    else { throw ConfigurationProblem("Impossible de lire « \(path) ».", "Cannot read “\(path)”.") }
    name = URL(fileURLWithPath: path).lastPathComponent
    byteCount = size
    self.handle = handle
    self.sample = Array(sample)
  }

  /// Whether it is a workbook, not delimited text.
  package var isWorkbook: Bool { WorkbookFile.isWorkbook(sample) }

  /// Detects its style from the sample.
  package func style(
    headerRow: Int, encoding: TextEncoding?, separator: Character?,
    use: @escaping (String) -> FileStyle.ColumnUse? = { _ in nil }
  ) -> FileStyle {
    FileStyle(
      beginning: sample, isWhole: sample.count == byteCount, headerRow: headerRow,
      encoding: encoding, separator: separator, use: use)
  }

  /// Reads its records from the beginning. This works only once, because the file is read on from the sample.
  package func reader(_ style: FileStyle) -> CSVReader {
    var first: [UInt8]? = sample.isEmpty ? nil : sample
    return CSVReader(style, keepsEmptyLines: true) { [handle] in
      defer { first = nil }
      return try first ?? Array(handle.read(upToCount: 1 << 16) ?? Data())
    }
  }
}
