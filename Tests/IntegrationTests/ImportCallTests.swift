import Contracts
import Crypto
import Foundation
import RPC
import RPCContract
import TestSupport
import Testing
import Values

/// Imports as any client may send them: several at once, with texts of any kind, and again.
@Suite("Imports as calls", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct ImportCallTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func violated(_ status: Status?) -> [String?] {
    [status?.code.name, status?.details?.reason]
      + (status?.details?.fieldViolations ?? []).map(\.field)
  }

  @Test("an import that several calls commit at once is taken over once, and each is told the same")
  func committedAtOnce() async throws {
    let caller = try await Caller.join(system, as: "clerk", .operator)
    // The file also has a row that is refused, and the finding about it must be kept once.
    let rows = (1...200).map { "U\($0);Personne;Une;u\($0)@example.org" }
    let data = Array(
      (["person_code;family_name;given_name;email"] + rows + ["U1;Deux;Une;u@example.org"]).joined(
        separator: "\n"
      ).utf8)
    let digest = SHA256.hash(data: data).map { String(format: "%02x", $0) }.joined()
    let begun = try await caller.call(
      "registry",
      BeginImport(
        file: "people.csv", byteCount: .init(clamping: data.count), sha256: digest, fictitious: true
      ))
    try await caller.call(
      "registry",
      PutChunk(importID: begun.importID, offset: 0, data: Bytes(data)))

    let replies = try await withThrowingTaskGroup(of: CommitImport.Reply.self) { group in
      for _ in 0..<6 {
        group.addTask {
          try await caller.call("registry", CommitImport(importID: begun.importID))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }

    #expect(replies.map(\.loaded) == Array(repeating: 200, count: 6))
    #expect(replies.map(\.refused) == Array(repeating: 1, count: 6))
    let told = try await caller.read("registry", ReadImportReport(importID: begun.importID))
    #expect(told.flatMap(\.refused).map(\.code) == ["DUPLICATE_ROW"])
    await caller.close()
  }

  @Test("a text with U+0000 is refused with its member's name, in a stream too")
  func nul() async throws {
    let caller = try await Caller.join(system, as: "clerk", .operator)
    let stream = await status {
      _ = try await caller.read("registry", ReadImportReport(importID: "S\u{0} 1"))
    }
    #expect(violated(stream) == ["INVALID_ARGUMENT", "TEXT_WITH_NUL", "importID"])
    let nested = await status {
      try await caller.raw(
        "registry", "vigie.figures.v1/ReadFacts",
        #"{"facts":[{"file":"structures.csv","key":["S01"]},{"file":"structures.csv","key":["\u0000"]}]}"#
      )
    }
    #expect(violated(nested) == ["INVALID_ARGUMENT", "TEXT_WITH_NUL", "facts[1].key[0]"])
    await caller.close()
  }

  @Test(
    "how a file is to be read is refused by its member",
    arguments: [
      ("dateSeparator", "%"), ("dateSeparator", "--"), ("separator", "x"), ("decimal", ";"),
      ("encoding", "latin-9"), ("dates", "any"), ("group", "."),
    ])
  func reading(member: String, value: String) async throws {
    let caller = try await Caller.join(system, as: "clerk", .operator)
    var reading: [String: Any] = [
      "subject": "2025", "encoding": "utf-8", "separator": ";", "headerRow": 1,
      "mapping": [String: String](),
    ]
    reading[member] = value
    let request: [String: Any] = [
      "file": "senacs-answers", "byteCount": 4, "fictitious": true, "reading": reading,
      "sha256": String(repeating: "0", count: 64),
    ]
    let text = String(
      decoding: try JSONSerialization.data(withJSONObject: request), as: UTF8.self)
    let refused = await status {
      try await caller.raw("senacs", "vigie.files.v1/BeginImport", text)
    }
    #expect(violated(refused) == ["INVALID_ARGUMENT", "FILE_READING", "reading.\(member)"])
    await caller.close()
  }

  @Test("a correction of a file that has more columns than are kept tells those that are kept")
  func corrected() async throws {
    let caller = try await Caller.join(system, as: "clerk", .operator)
    func submit(_ name: String) async throws -> SubmitRows.Reply {
      try await caller.call(
        "registry",
        SubmitRows(
          file: "communes-69.csv",
          rows: [
            [
              "code_insee": "69009", "type": "COM", "libelle": name, "arrondissement": "69R",
              "ctcd": "69D", "commune_parent": "", "pop_municipale_2023": "8206",
            ]
          ], fictitious: false, cause: "test"))
    }
    _ = try await submit("Anse")
    let told = try await submit("Anse-sur-Saône")
    #expect(
      told.findings.map { "\($0.code) \($0.column) \($0.value) \($0.beside ?? [])" }
        .contains(#"CORRECTED libelle Anse-sur-Saône ["Anse"]"#))
    await caller.close()
  }

  @Test("a file that is kept by another key than its own is taken with a cut, too")
  func cut() async throws {
    let caller = try await Caller.join(system, as: "clerk", .operator)
    let reply = try await caller.raw(
      "registry", "vigie.files.v1/SubmitRows",
      #"{"file":"published-sheets.csv","rows":[{"source_url":"a"}],"fictitious":true,"cause":"x","cut":{"structures":["S01"],"bodies":[]}}"#
    )
    #expect(reply.contains("refused"))
    await caller.close()
  }
}
