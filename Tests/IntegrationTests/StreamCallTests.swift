import Contracts
import Foundation
import TestSupport
import Testing

/// `vigie call` of methods that send many messages, on the golden network.
@Suite("Streams on the command line", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct StreamCallTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func read(follow: Bool, _ more: String...) throws -> RunningSystem.Result {
    try RunningSystem.vigie(
      [
        "call", ReadFeed.method, "{\"epoch\":\"\",\"after\":0,\"follow\":\(follow)}", "--service",
        "registry", "--lang", "fr",
      ] + more, home: system.home)
  }

  /// The numbers of the events that were printed, a JSON object a line.
  private func events(_ told: RunningSystem.Result) throws -> [Int] {
    struct Item: Decodable {
      let sequence: Int
      let topic: String?
    }
    return try told.output.split(separator: "\n")
      .map { try JSONDecoder().decode(Item.self, from: Data($0.utf8)) }
      .filter { $0.topic != nil }.map(\.sequence)
  }

  @Test("a stream's items come a line each, whole and in order; one that stays open ends in time")
  func items() throws {
    let all = try read(follow: false)
    #expect(all.code == 0, "\(all.errors)")
    let numbers = try events(all)
    #expect(numbers.count > 5 && numbers == Array(1...numbers.count))

    let start = ContinuousClock.now
    let open = try read(follow: true, "--timeout", "2")
    let took = ContinuousClock.now - start
    #expect(open.code == 1 && !open.errors.isEmpty)
    #expect(took >= .seconds(2) && took < .seconds(30), "\(took)")
    #expect(try events(open) == numbers)
  }

  @Test("a unary method's one reply is one line, and its refusal is told as it was")
  func unary() throws {
    let told = try system.vigie(
      "call", GetStructure.method, #"{"code":"S01","asOf":"2025-12-31"}"#, "--lang", "fr")
    #expect(told.code == 0 && told.output.split(separator: "\n").count == 1, "\(told.errors)")
    #expect(told.output.contains(#""code":"S01""#), "\(told.output)")
    let unknown = try system.vigie(
      "call", GetStructure.method, #"{"code":"S99","asOf":"2025-12-31"}"#)
    #expect(unknown.code == 1 && unknown.output.isEmpty, "\(unknown.output)")
    #expect(unknown.errors.contains("STRUCTURE_UNKNOWN"), "\(unknown.errors)")
  }

  @Test("a reader that goes away ends a stream that would go on")
  func readerGone() throws {
    let call = "call \(ReadFeed.method) '{\"epoch\":\"\",\"after\":0,\"follow\":true}'"
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = [
      "-c", "set -o pipefail; \"$V\" \(call) --service registry --timeout 600 | head -n 1",
    ]
    shell.environment = [
      "V": Programs.folder.appending(path: "vigie").path, "VIGIE_HOME": system.home,
      "PATH": "/usr/bin:/bin",
    ]
    let output = Pipe()
    shell.standardOutput = output
    try shell.run()
    let told = try output.fileHandleForReading.readToEnd() ?? Data()
    shell.waitUntilExit()
    #expect(String(decoding: told, as: UTF8.self).contains("\"sequence\":"))
    #expect(shell.terminationStatus != 0)
  }
}
