import Foundation
import TestSupport
import Testing

@Suite("The sample network", .onWaitingThreads)
struct SampleTests {
  private static let committed = "\(RunningSystem.sample)/network"

  @Test("it is what the generator writes, byte for byte; another seed writes another one")
  func generated() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sample-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try RunningSystem.vigie(["sample", "--out", "\(folder)/a"]).code == 0)
    #expect(try RunningSystem.vigie(["sample", "--out", "\(folder)/b", "--seed", "7"]).code == 0)

    let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/a")

    #expect(files.count == 21)
    for file in files {
      let right = FileManager.default.contents(atPath: "\(Self.committed)/\(file)")
      #expect(FileManager.default.contents(atPath: "\(folder)/a/\(file)") == right, "\(file)")
    }
    #expect(
      FileManager.default.contents(atPath: "\(folder)/b/mandates.csv")
        != FileManager.default.contents(atPath: "\(folder)/a/mandates.csv"))
  }
}
