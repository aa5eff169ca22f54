import ArgumentParser
import CBOR
import Foundation

/// Times the coders on the 15-field message, side by side.
struct CodecTimes: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "codec")

  @Option(help: "How often each is run.") var turns = 20_000

  func run() throws {
    let record = Record.sample
    let (json, cbor) = (try JSONEncoder().encode(record), try CBOREncoder().encode(record))
    var times: [String: [Double]] = [:]
    for _ in 0..<5 {
      times["json-encode", default: []].append(
        try time { _ = try JSONEncoder().encode(record) })
      times["cbor-encode", default: []].append(
        try time { _ = try CBOREncoder().encode(record) })
      times["json-decode", default: []].append(
        try time { _ = try JSONDecoder().decode(Record.self, from: json) })
      times["cbor-decode", default: []].append(
        try time { _ = try CBORDecoder().decode(Record.self, from: cbor) })
    }
    for (name, times) in times.sorted(by: { $0.key < $1.key }) {
      let sorted = times.sorted()
      print(
        "RESULT name=\(name) us=\(String(format: "%.2f", sorted[2])) "
          + "bytes=\(name.hasPrefix("json") ? json.count : cbor.count)")
    }
  }

  /// Returns how many microseconds one turn takes.
  private func time(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    for _ in 0..<turns { try body() }
    return (ContinuousClock.now - start) / .microseconds(1) / Double(turns)
  }
}
