import Foundation
import RPC
import RPCContract
import ServiceKit
import Testing

@Suite("The list of keys")
struct AllowListTests {
  @Test("a key that was allowed just now is known at once, not with the next look at the file")
  func atOnce() async throws {
    let path = FileManager.default.temporaryDirectory.appending(
      path: "vigie-keys-\(UUID().uuidString).json"
    ).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try AllowList.write([], to: path)
    let list = try AllowList(path: path)
    #expect(list.principal(forKey: "k") == nil)
    try AllowList.write([AllowedKey(key: "k", name: "one", roles: [.partner])], to: path)
    // The file is looked at 10 ms after the last time at the earliest, and otherwise after 200.
    try await Task.sleep(for: .milliseconds(12))
    #expect(list.principal(forKey: "k")?.name == "one")
  }
}
