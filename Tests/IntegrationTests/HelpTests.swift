import Foundation
import TestSupport
import Testing

/// What the gateway says of its own commands, to people and to the program that writes the manual.
@Suite("Help", .onWaitingThreads, .timeLimit(.minutes(2)))
struct HelpTests {
  /// The members of the help as JSON that are read here.
  private struct Tool: Decodable {
    struct Argument: Decodable {
      let abstract: String?
      let valueName: String?
      let defaultValue: String?
      let shouldDisplay: Bool
    }

    struct Command: Decodable {
      let commandName: String
      let abstract: String?
      let discussion: String?
      let arguments: [Argument]?
      let subcommands: [Command]?

      /// The command and all that it groups, each under its full name, without the one that the parser adds.
      func all(_ above: String = "") -> [(name: String, command: Command)] {
        guard commandName != "help" else { return [] }
        let name = above.isEmpty ? commandName : "\(above) \(commandName)"
        return [(name, self)] + (subcommands ?? []).flatMap { $0.all(name) }
      }
    }

    let command: Command
  }

  /// Runs the gateway; returns its standard output with the spaces that it has.
  private func output(_ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = Programs.folder.appending(path: "vigie")
    process.arguments = arguments
    process.environment = [
      "VIGIE_HOME": "/nonexistent", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  private func commands(_ language: String) throws -> [(name: String, command: Tool.Command)] {
    let help = try output("--lang", language, "--experimental-dump-help")
    return try JSONDecoder().decode(Tool.self, from: Data(help.utf8)).command.all()
  }

  @Test("each command and each option says in both languages what it is, in a sentence")
  func texts() throws {
    let (french, english) = (try commands("fr"), try commands("en"))
    #expect(french.count == english.count && french.count > 100)
    for ((name, here), (_, there)) in zip(french, english) {
      let shown = zip(here.arguments ?? [], there.arguments ?? []).filter { $0.0.shouldDisplay }
      let pairs = [(here.abstract, there.abstract)] + shown.map { ($0.0.abstract, $0.1.abstract) }
      for (french, english) in pairs {
        let place: Comment = "\(name): \(french ?? "nothing")"
        #expect(french != english, place)
        for text in [french ?? "", english ?? ""] {
          #expect(text.first?.isUppercase == true, place)
          #expect(text.hasSuffix(".") || text.hasSuffix("?"), place)
        }
      }
    }
  }

  @Test("French help has the words of the glossary")
  func glossary() throws {
    let avoided = /; sinon|[Mm]ontre\b|tell?e?s? que\b|\bchiffres?\b|\bhôtes?\b|\binvent|demi-vie/
    for (name, command) in try commands("fr") {
      let texts =
        [command.abstract, command.discussion] + (command.arguments ?? []).map(\.abstract)
      for text in texts.compactMap(\.self) {
        #expect(text.firstMatch(of: avoided) == nil, "\(name): \(text)")
      }
    }
  }

  @Test("a day that stands for itself is today, because the manual is printed on another day")
  func today() throws {
    let days = try commands("fr").flatMap { $0.command.arguments ?? [] }
      .filter { $0.valueName == "AAAA-MM-JJ" }
    #expect(Set(days.map(\.defaultValue)) == [nil, "aujourd'hui"])
  }

  @Test("French spaces are in what people read, and in nothing that programs read")
  func spaces() throws {
    let help = try output("--help", "--lang", "fr")
    #expect(help.hasPrefix("PRÉSENTATION\u{A0}: ") && help.contains("Pour en savoir plus\u{A0}: "))
    for arguments in ["--experimental-dump-help", "--generate-completion-script=bash"] {
      let text = try output(arguments, "--lang", "fr")
      #expect(!text.isEmpty && !text.contains("\u{A0}") && !text.contains("\u{202F}"))
    }
  }
}
