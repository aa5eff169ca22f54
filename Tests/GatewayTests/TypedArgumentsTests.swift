import ArgumentParser
import Testing
import Texts

@testable import vigie

@Suite("The line as somebody typed it")
struct TypedArgumentsTests {
  private func words(_ line: String) -> String {
    TypedArguments(line.split(separator: " ").map(String.init)).words.joined(separator: " ")
  }

  @Test("global options may stand anywhere")
  func anywhere() {
    #expect(
      words("--lang fr registry --format=json list --active")
        == "registry list --active --lang fr --format=json")
    #expect(words("call m --config c -- --lang x") == "call m --config c -- --lang x")
    // A shell that asks for completions means words by their places.
    let asked = "---completion registry -- --lang fr registry"
    #expect(words(asked) == asked)
    #expect(words("registry list --format") == "registry list --format")
  }

  @Test("help, and a group of commands, take the language and no other word of it")
  func groups() {
    #expect(words("help senacs reminders --lang fr") == "help senacs reminders")
    #expect(words("--lang fr senacs") == "senacs")
    #expect(words("--lang fr help facts") == "help facts")
    #expect(words("senacs missing 2025 --lang fr") == "senacs missing 2025 --lang fr")
  }

  @Test("nothing but options is the start screen")
  func empty() {
    #expect(TypedArguments(["--lang", "fr"]).areEmpty && TypedArguments([]).areEmpty)
    #expect(!TypedArguments(["--help"]).areEmpty && !TypedArguments(["status"]).areEmpty)
  }

  @Test("a mistyped command suggests the nearest, at every level")
  func mistyped() throws {
    func meant(_ line: String) -> String? {
      do {
        try TypedArguments(line.split(separator: " ").map(String.init)).check()
        return nil
      } catch { return (error as? MistypedCommand)?.text(.french) }
    }
    #expect(
      meant("registyr list") == """
        Commande inconnue : « vigie registyr ». Vouliez-vous dire : vigie registry ?
        Toutes les commandes : vigie --help
        """)
    #expect(try #require(meant("senacs reminder 2025")).contains("vigie senacs reminders ?"))
    #expect(
      try #require(meant("senacs blabla")).hasPrefix(
        "Commande inconnue : « vigie senacs blabla ».\n"))
    for right in [
      "registry list", "facts structures", "help facts", "help senacs", "explain I1", "registry",
    ] {
      #expect(meant(right) == nil, "\(right)")
    }
  }

  @Test("the nearest word: a letter more, less, unlike or exchanged, a third of them at most")
  func nearest() {
    let codes = ["F-CS-001", "F-CS-010", "F-EVS-001"]
    #expect(Nearest.word(to: "F-CS-01", among: codes) == "F-CS-001")
    #expect(Nearest.word(to: "f-cs-100", among: codes) == "F-CS-010")
    #expect(Nearest.word(to: "NOPE", among: codes) == nil)
    #expect(Nearest.word(to: "", among: codes) == nil)
    #expect(Nearest.word(to: String(repeating: "a", count: 10_000), among: ["a"]) == nil)
  }
}
