import Foundation
import Logging
import TestSupport
import Testing

@testable import ServiceHost

/// A Unix datagram socket, as systemd has one.
private final class Inbox {
  let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).sock")
    .path
  private let descriptor: Int32

  init() throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
    }
    try #require(bound == 0)
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit {
    close(descriptor)
    unlink(path)
  }

  /// Returns the next datagram; nil if none comes within a minute.
  func next() -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    return count < 0 ? nil : Array(bytes.prefix(count))
  }

  func text() -> String? { next().map { String(decoding: $0, as: UTF8.self) } }
}

@Suite("Under systemd", .onWaitingThreads, .timeLimit(.minutes(5)))
struct SystemdTests {
  @Test("readiness, signs of life and the stop are told")
  func notify() async throws {
    let inbox = try Inbox()
    let manager = ServiceManager(environment: [
      "NOTIFY_SOCKET": inbox.path, "WATCHDOG_USEC": "20000", "WATCHDOG_PID": String(getpid()),
    ])

    manager.isReady()
    let watch = Task { await manager.watch() }

    #expect(inbox.text() == "READY=1")
    for _ in 0..<3 { #expect(inbox.text() == "WATCHDOG=1") }
    watch.cancel()
    await watch.value
    manager.isStopping()
    var last = inbox.text()
    while last == "WATCHDOG=1" { last = inbox.text() }
    #expect(last == "STOPPING=1")
  }

  @Test("no sign of life is sent for another process, nor without a watchdog")
  func foreign() async throws {
    let inbox = try Inbox()
    let watchdog = ["WATCHDOG_USEC": "20000", "WATCHDOG_PID": "1"]
    for more in [watchdog, [:]] {
      let manager = ServiceManager(
        environment: ["NOTIFY_SOCKET": inbox.path].merging(more) { $1 })
      await manager.watch()
      manager.isStopping()
      #expect(inbox.text() == "STOPPING=1")
    }
  }

  @Test("a log entry is a datagram of fields; a text of several lines has its length before it")
  func journal() throws {
    let inbox = try Inbox()
    let socket = try #require(DatagramSocket(to: inbox.path))
    var logger = Logger(label: "vigie-registry") { JournalLogHandler(label: $0, socket: socket) }
    logger[metadataKey: "trace-id"] = "4bf9"

    logger.warning("two\nlines", metadata: ["method": "a/B"])

    let bytes = try #require(inbox.next())
    // By systemd.io, “Native Journal Protocol”: name, line feed, length in 64 bits with the lowest byte first, value.
    let message = Array("MESSAGE\n".utf8) + [9, 0, 0, 0, 0, 0, 0, 0] + Array("two\nlines\n".utf8)
    #expect(bytes.starts(with: message))
    let rest = String(decoding: bytes.dropFirst(message.count), as: UTF8.self).split(
      separator: "\n")
    #expect(rest.contains("PRIORITY=4") && rest.contains("SYSLOG_IDENTIFIER=vigie-registry"))
    #expect(rest.contains("VIGIE_TRACE_ID=4bf9") && rest.contains("VIGIE_METHOD=a/B"))
  }

  @Test("a service tells when it serves and when it stops")
  func process() throws {
    let inbox = try Inbox()
    let home = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: home) }
    func run(_ program: String, _ words: [String], _ environment: [String: String]) throws
      -> Process
    {
      let process = Process()
      process.executableURL = Programs.folder.appending(path: program)
      process.arguments = words
      process.environment = environment
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }
    try run("vigie", ["keys", "init", "--home", home], [:]).waitUntilExit()

    let service = try run(
      "vigie-registry", ["--config", "\(home)/registry.json"], ["NOTIFY_SOCKET": inbox.path])

    #expect(inbox.text() == "READY=1")
    service.terminate()
    #expect(inbox.text() == "STOPPING=1")
    service.waitUntilExit()
    #expect(service.terminationStatus == 0)
  }
}
