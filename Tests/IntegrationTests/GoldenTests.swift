import Foundation
import TestSupport
import Testing

@Suite("The golden network through four processes", .onWaitingThreads, .serialized)
struct GoldenTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
    try system.load()
  }

  private func compare(
    _ file: String, with arguments: [String], onlyExpected: Bool
  ) throws -> Int {
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(RunningSystem.golden)/\(file)"))
    let expected = try PrintedFigure.read(data)
    let year = arguments[0]
    let from = arguments[1]
    let printed = try system.vigie(
      "evaluation", "indicators", "--year", year, "--from", from, "--format", "json")
    try #require(printed.code == 0, "\(printed.errors)")
    let figures = try PrintedFigure.read(Data(printed.output.utf8))
    if !onlyExpected { #expect(Set(figures.keys) == Set(expected.keys)) }
    for (name, right) in expected {
      let figure = try #require(figures[name], "\(name) is absent")
      #expect(figure.numerator == right.numerator, "\(name)")
      #expect(figure.denominator == right.denominator, "\(name)")
      #expect(figure.value == right.value, "\(name)")
      if ["I2a", "I5a"].contains(figure.code) {
        #expect(figure.bounds == right.bounds, "\(name)")
      }
      if figure.scope == "all", let details = right.details {
        #expect(Set(figure.details?.excluded ?? []) == Set(details.excluded ?? []))
        #expect(Set(figure.details?.unexpected ?? []) == Set(details.unexpected ?? []))
        #expect(Set(figure.details?.levels ?? []) == Set(details.levels ?? []))
      }
    }
    return expected.count
  }

  @Test("every figure of 2025 is the one worked out by hand, cell for cell")
  func year2025() throws {
    // expected.json holds for Y 2025, C 2025, D1 2023-01-01, D2 = D = 2025-12-31 (expected.md).
    #expect(
      try compare("expected.json", with: ["2025", "2023-01-01"], onlyExpected: false) == 135)
  }

  @Test("every figure of 2024 is the one worked out by hand")
  func year2024() throws {
    #expect(
      try compare("expected-2024.json", with: ["2024", "2024-01-01"], onlyExpected: true) == 24)
  }

  @Test("loading again changes nothing, and it says so")
  func twice() throws {
    let again = try system.vigie(
      "import", RunningSystem.golden, "--fictitious", "--format", "json")
    let report = try PrintedImport.read(again.output)
    #expect(report.loaded == 0)
    #expect(report.unchanged == 336)
    #expect(report.refused.isEmpty)
    let words = try system.vigie("import", RunningSystem.golden, "--fictitious", "--lang", "fr")
    #expect(words.output.contains("Aucun changement : tout était déjà chargé."))
  }

  @Test("real facts are refused by a network that holds invented ones")
  func natures() throws {
    let mixed = try system.vigie("import", "\(RunningSystem.golden)/structures.csv")
    #expect(mixed.code == 1)
    #expect(mixed.errors.contains("[NATURE_MIXED]"))
    // The reason names the file as it was given, and says what to do.
    #expect(mixed.errors.contains("structures.csv") && mixed.errors.contains("--fictitious"))
  }

  @Test("a service that is down is named, the rest is answered, the exit code is not 0")
  func partDown() throws {
    system.stop("senacs")

    let printed = try system.vigie("evaluation", "indicators", "--year", "2025", "--lang", "en")

    #expect(printed.code == 3)
    #expect(
      printed.output.contains("not available: I1 I1-restated I1-on-time – senacs does not answer"))
    #expect(printed.output.contains("not available: I5a I5b I5-response – senacs"))
    #expect(printed.output.contains("\nI7c · "))
    #expect(!printed.output.contains("\nI1 · "))
  }

  @Test("a service that is frozen does not hold up the answer beyond the deadline")
  func frozen() throws {
    system.signal("senacs", SIGSTOP)

    let printed = try system.vigie("evaluation", "indicators", "--year", "2025", "--lang", "en")

    system.signal("senacs", SIGCONT)
    #expect(printed.code == 3)
    #expect(printed.output.contains("not available: I1 I1-restated I1-on-time – senacs"))
    #expect(printed.output.contains("\nI7c · "))
    let healed = try system.vigie("status", "--wait", "60")
    #expect(healed.code == 0)
  }

  @Test("what was acknowledged survives kill -9 of every service")
  func killed() throws {
    for service in RunningSystem.services { system.stop(service, by: SIGKILL) }
    for service in RunningSystem.services { try system.start(service) }
    _ = try system.vigie("status", "--wait", "60")
    #expect(
      try compare("expected.json", with: ["2025", "2023-01-01"], onlyExpected: false) == 135)
  }

  @Test("an unknown campaign is an error")
  func unknownCampaign() throws {
    let printed = try system.vigie(
      "evaluation", "indicators", "--year", "2025", "--campaign", "nope", "--format", "json")
    #expect(printed.code == 1)
    #expect(printed.errors.contains("CAMPAIGN_UNKNOWN"))
  }

  @Test("what was not recorded by a day is not known on it")
  func knownOn() throws {
    func figures(_ day: String) throws -> RunningSystem.Result {
      try system.vigie(
        "evaluation", "indicators", "--year", "2025", "--format", "json", "--known-on", day)
    }
    let all = try system.vigie("evaluation", "indicators", "--year", "2025", "--format", "json")
    // All facts were recorded while this test runs: after 2020 and before 2100.
    #expect(try figures("2100-01-01").output == all.output)
    let past = try figures("2020-01-01")
    #expect(past.code == 1)
    #expect(past.errors.contains("CAMPAIGN_UNKNOWN"))
  }

  @Test("help and refusals speak the language that was asked for; codes stay")
  func refusalsInFrench() throws {
    let french = try system.vigie("registry", "show", "NULLE-PART", "--lang", "fr")
    let english = try system.vigie("registry", "show", "NULLE-PART", "--lang", "en")
    #expect(
      french.errors
        == "Aucune structure ne porte le code NULLE-PART. Liste : vigie registry list [STRUCTURE_UNKNOWN]\n"
    )
    #expect(
      english.errors
        == "No structure has the code NULLE-PART. List: vigie registry list [STRUCTURE_UNKNOWN]\n")
    let help = try system.vigie("evaluation", "report", "--help", "--lang", "fr").output
    #expect(help.contains("OPTIONS :") && help.contains("Année de l'évaluation, par exemple 2025."))
    #expect(!help.contains("Show help"))
    #expect(
      try system.vigie("import", "/nulle/part", "--lang", "fr").errors.contains("n'existe pas"))
  }

  @Test("a key that was revoked is told which public key to have allowed, and by which service")
  func revoked() throws {
    #expect(try system.vigie("keys", "revoke", "operator-1").code == 0)
    // Services read the list again within 200 ms, so a few quick calls may still get in.
    var refused = try system.vigie("registry", "list")
    for _ in 0..<200 where refused.code == 0 { refused = try system.vigie("registry", "list") }
    #expect(refused.code == 1)
    #expect(refused.errors.contains("[KEY_REFUSED]"), "\(refused.errors)")
    #expect(refused.errors.contains("by the service registry"), "\(refused.errors)")
    // It is the public key: the file holds the secret one.
    let told = try #require(refused.errors.firstMatch(of: /Your public key is: (\S{40})\n/)?.1)
    let secret = try String(contentsOfFile: system.home + "/keys/operator.key", encoding: .utf8)
    #expect(!secret.contains(told))
  }

  @Test("a wrong server key is said as such")
  func wrongServerKey() throws {
    let path = system.home + "/vigie.json"
    var configuration = try String(contentsOfFile: path, encoding: .utf8)
    let keys = configuration.matches(of: #/"serverKey" : "(.+)"/#).map { String($0.1) }
    // The configuration names, for each service, the key of another one.
    configuration = configuration.replacing(keys[0], with: "KEY").replacing(keys[1], with: keys[0])
      .replacing("KEY", with: keys[1])
    configuration = configuration.replacing(keys[2], with: "KEY").replacing(keys[3], with: keys[2])
      .replacing("KEY", with: keys[3])
    try Data(configuration.utf8).write(to: URL(fileURLWithPath: path))

    let refused = try system.vigie("registry", "list")

    #expect(refused.code == 1)
    #expect(refused.errors.contains("[SERVER_KEY_MISMATCH]"))
  }

  @Test("percentages are written as each language does")
  func languages() throws {
    let french = try system.vigie(
      "senacs", "participation", "2025", "--as-of", "2025-12-31", "--lang", "fr")
    let english = try system.vigie(
      "senacs", "participation", "2025", "--as-of", "2025-12-31", "--lang", "en")
    // In the Métropole 6 of 9 answered (expected.md, I1).
    #expect(french.output.contains("66,7\u{A0}%"))
    #expect(english.output.contains("66.7%"))
    #expect(french.output.hasPrefix("DONNÉES FICTIVES"))
  }

  @Test("the report is one page without script or outside resource, labelled as fictitious")
  func report() throws {
    let path = system.home + "/report.html"
    let printed = try system.vigie(
      "evaluation", "report", "--year", "2025", "--html", path, "--lang", "fr")
    #expect(printed.code == 0)
    #expect(printed.output.hasSuffix(path + "\n"))
    let html = try String(contentsOfFile: path, encoding: .utf8)
    #expect(html.contains("DONNÉES FICTIVES"))
    #expect(!html.contains("<script") && !html.contains("http://") && !html.contains("https://"))
    #expect(html.contains("<html lang=\"fr\">"))
  }
}
