import FactKinds
import Foundation
import Tabular
import Values

/// libFuzzer's entry point: takes the bytes as a file that somebody sends.
///
/// A file must mean the same in whatever pieces its bytes come, what was written must be read again as it was, and no fact file
/// may end the program.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let whole = records(CSVReader(keepsEmptyLines: true, bytes: bytes))
  // The file's own first byte gives the size of the pieces.
  let size = max(1, Int(bytes.first ?? 1))
  var rest = bytes[...]
  let pieces = records(
    CSVReader(keepsEmptyLines: true) {
      defer { rest = rest.dropFirst(size) }
      return rest.isEmpty ? nil : Array(rest.prefix(size))
    })
  precondition(whole == pieces, "the pieces in which a file came changed it")
  if whole.error == nil {
    let kept = whole.records.filter { $0.contains { !$0.isEmpty } }
    let text = kept.map { CSVWriter.record($0) }.joined()
    let again = records(CSVReader(bytes: Array(text.utf8))).records
    // A byte order mark at the very beginning belongs to no cell.
    if text.unicodeScalars.first?.value != 0xFEFF, !kept.contains(where: isNothing) {
      precondition(again == kept, "what was written is read otherwise")
    }
  }
  for kind in [FactKind.structures, .sessions, .answers] { check(bytes, as: kind) }
  return 0
}

/// Whether a record holds nothing but space; at the end of a file such records are passed over.
private func isNothing(_ record: [String]) -> Bool {
  record.allSatisfy { cell in cell.utf8.allSatisfy { [0x20, 0x09, 0xC2, 0xA0].contains($0) } }
}

private struct Read: Equatable {
  var records: [[String]] = []
  var strays: [Int?] = []
  var error: CSVError?
}

private func records(_ reader: CSVReader) -> Read {
  var (reader, read) = (reader, Read())
  do {
    while let record = try reader.next() {
      read.records.append(record)
      read.strays.append(reader.strayQuote)
    }
  } catch {
    read.error = error as? CSVError
  }
  return read
}

private struct Nothing: FactContext {
  func knows(_ value: String, as reference: Reference, on day: CivilDate?) -> Bool { true }
  func alike(_ value: String, as reference: Reference) -> [String] { [] }
  func excess(in row: FactRow) -> String? { nil }
  func stored(_ key: [String]) -> [String: String]? { nil }
}

private func check(_ bytes: [UInt8], as kind: FactKind) {
  let style = FileStyle(of: kind.form.schema, beginning: bytes, isWhole: true)
  guard style.encoding != nil else { return }
  var rest: [UInt8]? = bytes
  let reader = CSVReader(style) {
    defer { rest = nil }
    return rest
  }
  guard var table = try? SchemaReader(style.applied(to: kind.form.schema), reader, file: kind.file)
  else { return }
  var check = FactCheck(kind.form, Nothing())
  guard check.header(of: table).refusals.isEmpty else { return }
  while let outcome = try? check.next(of: &table) {
    guard case .row(let row, _) = outcome else { continue }
    // A row that was taken is kept in a form that would be taken again.
    precondition(
      kind.form.fault(ofStored: Set(kind.form.columns.map(\.name)), row.text) == nil,
      "a row was taken that would not be taken again")
  }
}
