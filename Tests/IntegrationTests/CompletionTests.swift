import Contracts
import FactKinds
import Foundation
import RPCContract
import Tabular
import TestSupport
import Testing

@testable import vigie

@Suite("What is offered for a cell that somebody types")
struct TypedCellTests {
  /// Candidates for the last word, where the service knows these codes of each kind: `structures-S01`, `structures-S02` and so on.
  private func offered(_ words: String...) async -> [String] {
    let line = TypedLine(["vigie", "add"] + words, at: words.count + 1)
    guard let cell = TypedCell(line) else { return ["no kind"] }
    return await cell.candidates { kind, begun in
      ["\(kind.name)-S01", "\(kind.name)-S02"].filter { $0.hasPrefix(begun) }
    }
  }

  @Test("columns that are not given yet, and once one alone is meant, its values or codes")
  func cells() async {
    #expect(await offered("").first == "no kind")
    // A mandate has seven columns.
    let all = await offered("mandates", "")
    #expect(all.count == 7 && all.first == "person_code=")
    #expect(await offered("mandates", "person_code=P01", "").count == 6)
    #expect(await offered("mandates", "f") == ["function=", "from="])
    #expect(
      await offered("mandates", "fu") == [
        "function=director", "function=family_referent", "function=coordinator", "function=other",
      ])
    #expect(await offered("mandates", "fonction=d") == ["fonction=director"])
    #expect(
      await offered("mandates", "structure_code=") == [
        "structure_code=structures-S01", "structure_code=structures-S02",
      ])
    #expect(
      await offered("mandates", "structure_code=structures-S02") == [
        "structure_code=structures-S02"
      ])
    #expect(await offered("mandates", "from") == ["from="])
    #expect(await offered("mandates", "from=2").isEmpty)
    #expect(await offered("mandates", "wage=").isEmpty)
  }

  @Test("bash cuts words at =, and gets only what follows it")
  func cut() async {
    #expect(await offered("mandates", "function", "=", "d") == ["director"])
    #expect(await offered("mandates", "interim", "=") == ["true", "false"])
    #expect(await offered("mandates", "function", "=", "other", "fro") == ["from="])
  }

  @Test("the place of the word and the configuration are found in any line, and none is a mistake")
  func lines() {
    for (place, typed) in [(0, "a"), (1, "b"), (2, "b"), (-1, "a"), (Int.max, "b")] {
      #expect(TypedLine(["a", "b"], at: place).typed == typed)
    }
    #expect(TypedLine([], at: 0).typed.isEmpty)
    for words in [["--config", "F", ""], ["--config", "=", "F", ""], ["--config=F", ""]] {
      #expect(TypedLine(words, at: words.count - 1).configurationFile == "F")
    }
    #expect(TypedLine(["--config"], at: 0).configurationFile == nil)
  }
}

@Suite("What somebody at a terminal is asked for")
struct MissingCellsTests {
  private func needed(
    _ kind: FactKind, isNew: Bool = true, beside cells: [String: String] = [:]
  ) -> [String] {
    let missing = MissingCells(kind: kind, isNew: isNew)
    return kind.form.columns.filter { missing.needs($0, beside: cells) }.map(\.name)
  }

  @Test("a new record needs each cell that may not be empty, one that stands those of its key")
  func needs() {
    #expect(
      needed(.mandates) == ["person_code", "structure_code", "function", "from", "interim"])
    #expect(
      needed(.mandates, isNew: false, beside: ["person_code": "P01", "from": ""]) == [
        "structure_code", "function",
      ])
    #expect(needed(.grants) == ["person_code", "role", "from"])
    #expect(
      needed(.grants, beside: ["role": "structure"]) == ["person_code", "structure_code", "from"])
    #expect(needed(.agreementParties) == ["agreement_code"])
  }
}

/// The codes are those of the golden network.
@Suite("Codes offered by a shell", .onWaitingThreads, .serialized, .timeLimit(.minutes(5)))
struct CompletionTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  /// Runs a bash script, in which `vigie` is the gateway, and returns its standard output.
  private func bash(_ script: String, home: String? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", script]
    process.environment = [
      "PATH": "\(Programs.folder.path):/usr/bin:/bin", "VIGIE_HOME": home ?? system.home,
      "LANG": "C.UTF-8",
    ]
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  /// What bash offers for each line of words; the last word is the one that is typed.
  private func offered(_ lines: [String], home: String? = nil) throws -> [[String]] {
    let script = """
      . <(vigie --generate-completion-script bash)
      offer() {
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMPREPLY=()
        COMP_POINT=${#COMP_LINE}
        local cur="${@: -1}" prev="${@: -2:1}"
        [ "$cur" != = ] || cur=
        _vigie vigie "$cur" "$prev"
        echo "${COMPREPLY[@]}"
      }

      """
    let text = try bash(script + lines.map { "offer vigie \($0)\n" }.joined(), home: home)
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
      $0.split(separator: " ").map(String.init)
    }
  }

  private func numbered(_ beginning: String, _ numbers: ClosedRange<Int>) -> [String] {
    numbers.map { "\(beginning)\($0)" }
  }

  @Test("bash offers the codes that the services know, and nothing where they do not answer")
  func known() throws {
    let lines: [(String, [String])] = [
      ("registry show S1", numbered("S", 10...19)),
      ("registry mandate leave S20", ["S20"]),
      ("training certificates T0", numbered("T0", 1...9)),
      ("training register T1", numbered("T", 10...14)),
      ("training cancel T0", numbered("T0", 1...9)),
      ("training attendance T14 --structure S2", ["S20"]),
      ("training session T1", numbered("T", 10...14)),
      ("training invitations T1", numbered("T", 10...14)),
      ("training satisfaction T1", numbered("T", 10...14)),
      ("training sheet T1", numbered("T", 10...14)),
      ("senacs missing ''", ["2024", "2025"]),
      ("explain I1 --structure S2", ["S20"]),
      ("add mandates structure_code = S0", numbered("S0", 1...9)),
      (
        "add mandates stru",
        numbered("structure_code=S0", 1...9) + numbered("structure_code=S", 10...20)
      ),
      ("add attendance session_code = T14", ["T14"]),
      ("add structures commune_code = 6938", numbered("6938", 1...9)),
      ("add submissions campaign =", ["2024", "2025"]),
      // People's codes are not offered.
      ("add mandates person_code = P0", []),
      ("registry show X", []),
    ]
    let all = try offered(lines.map { $0.0 })
    #expect(all.count == lines.count)
    for (line, told) in zip(lines, all) { #expect(told.sorted() == line.1.sorted(), "\(line.0)") }
    #expect(try offered(["registry show S"], home: "/nonexistent") == [[]])
    system.stop("registry")
    #expect(try offered(["registry show S"]) == [[]])
  }

  @Test("at a terminal a missing cell is asked for, with what it may be; Ctrl-D ends it")
  func terminal() throws {
    // `script` gives the command a terminal, and sends Ctrl-D once its own input ends.
    let command =
      "vigie add mandates person_code=P26 structure_code=S03 function=other from=2026-02-01 --lang en"
    let refused = try bash("printf 'true\\nn\\n' | script -qec '\(command)' /dev/null")
    #expect(refused.contains("interim: ") && refused.contains("(true or false)?"), "\(refused)")
    #expect(refused.contains("To be added: mandates P26 S03 other 2026-02-01"), "\(refused)")
    #expect(refused.contains("Nothing was recorded."), "\(refused)")
    let ended = try bash("printf '' | script -qec '\(command)' /dev/null")
    #expect(ended.contains("nothing was recorded: interim is missing"), "\(ended)")
  }

  @Test("codes that others refer to are listed, by their beginning, and nobody's")
  func codes() async throws {
    let federation = try await Caller.join(system, as: "another", .federation)
    let known = try await federation.call(
      "registry", ListCodes(file: "structures.csv", beginning: "S01"))
    #expect(known.codes == ["S01"] && !known.hasMore)
    let none = try await federation.call(
      "registry", ListCodes(file: "partners.csv", beginning: ""))
    #expect(none.codes.isEmpty)
    for (file, reason) in [
      ("people.csv", "BAD_FIELD"), ("mandates.csv", "BAD_FIELD"), ("sessions.csv", "FILE_UNKNOWN"),
    ] {
      let refused = await status {
        try await federation.call("registry", ListCodes(file: file, beginning: ""))
      }
      #expect(refused?.details?.reason == reason, "\(file)")
    }
    await federation.close()
  }
}
