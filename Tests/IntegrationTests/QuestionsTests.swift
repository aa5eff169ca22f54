import Foundation
import TestSupport
import Testing

/// The questions and jobs of the year (reference/questions.md), each by its command: `Tests/Questions/questions.json` has what they must
/// tell, and beside it the calculation.
@Suite("The questions of the year", .onWaitingThreads, .serialized, .timeLimit(.minutes(10)))
struct QuestionsTests {
  @Test("each question but 26, which comes later, is in the table once, in order")
  func table() throws {
    #expect(try Question.all().map(\.number) == (1...60).filter { $0 != 26 })
  }

  @Test("each question has the answer that was worked out")
  func questions() throws { try ask { !$0.isJob } }

  @Test("each job is done by its command, and what it changes is there")
  func jobs() throws { try ask(\.isJob) }

  private func ask(_ isMeant: (Question) -> Bool) throws {
    let questions = try Question.all().filter(isMeant)
    for network in ["year", "sample"] {
      let asked = try AskedSystem(network)
      for question in questions where question.network == network {
        for fault in try asked.faults(question) {
          Issue.record("question \(question.number): \(fault)")
        }
      }
    }
  }
}

/// A system with a network of the table, and the keys of those who ask it.
private final class AskedSystem {
  private let system: RunningSystem
  /// Where commands write files.
  private let out: String
  /// Role → the configuration with its key.
  private var configurations: [String: String] = [:]

  init(_ network: String) throws {
    system = try RunningSystem()
    out = "\(system.home)/out"
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    if network == "sample" {
      try loadSample()
    } else {
      try system.load(RunningSystem.goldenYear)
    }
  }

  /// Loads the sample network, with its answers to SENACS and a series, as `deploy/quickstart` does.
  private func loadSample() throws {
    let sample = RunningSystem.sample
    try system.load("\(sample)/network")
    var commands = [["senacs", "open", "2025"]]
    for year in ["2024", "2025", "2026"] {
      commands += [
        ["senacs", "codebook", year, "--set", "\(sample)/codebook/senacs-base.json"],
        [
          "senacs", "load", year, "\(sample)/network/senacs-answers-\(year).csv", "--fictitious",
          "--most", "0",
        ],
      ]
    }
    commands.append([
      "territory", "load", "\(sample)/series/f-demandeurs.csv", "--series",
      "\(sample)/series/f-demandeurs.json",
    ])
    for words in commands {
      let done = try RunningSystem.vigie(words, home: system.home)
      try #require(done.code == 0, "\(words): \(done.errors)")
    }
  }

  /// Asks a question; returns what is wrong with the answers.
  func faults(_ question: Question) throws -> [String] {
    for command in question.before {
      let done = try run(command, as: question.steps[0].role)
      guard done.code == 0 else { return ["\(command): \(done.errors) \(done.output)"] }
    }
    for step in question.steps {
      var faults = try answer(step)
      for _ in 0..<50 where step.expected.comesLater && !faults.isEmpty {
        // The answer waits for one service to follow another one's feed, and no command waits for that. So the question is asked again, 50
        // times at most; the thread blocks anyhow while a program runs.
        Thread.sleep(forTimeInterval: 0.2)
        faults = try answer(step)
      }
      guard faults.isEmpty else { return faults.map { "\(step.command): \($0)" } }
    }
    return []
  }

  private func answer(_ step: Question.Step) throws -> [String] {
    try step.expected.faults(run(step.command, as: step.role), path: path)
  }

  private func path(_ text: String) -> String {
    text.replacing("{files}", with: "\(Question.folder)/files")
      .replacing("{sample}", with: RunningSystem.sample).replacing("{out}", with: out)
  }

  private func run(_ command: String, as role: String?) throws -> RunningSystem.Result {
    let words = command.split(separator: " ").map { path(String($0)) }
    guard let role else { return try RunningSystem.vigie(words, home: system.home) }
    return try system.vigieOnceAllowed(words + ["--config", try configuration(of: role)])
  }

  /// Makes a key with a role, such as `structure S02`, once; returns the gateway's configuration with it.
  private func configuration(of role: String) throws -> String {
    if let known = configurations[role] { return known }
    let parts = role.split(separator: " ").map(String.init)
    let name = parts.joined(separator: "-")
    let key = try system.vigie("keys", "make", "\(system.home)/keys/\(name).key").output
      .trimmingCharacters(in: .newlines)
    let place =
      parts.count > 1 ? [parts[0] == "structure" ? "--structure" : "--territory", parts[1]] : []
    let allowed = try RunningSystem.vigie(
      ["keys", "allow", "--name", name, "--role", parts[0]] + place + ["--", key],
      home: system.home)
    try #require(allowed.code == 0, "\(allowed.errors)")
    let url = URL(fileURLWithPath: "\(system.home)/vigie.json")
    var options = try #require(
      JSONSerialization.jsonObject(with: try Data(contentsOf: url)) as? [String: Any])
    options["keyFile"] = "keys/\(name).key"
    let path = "\(system.home)/\(name).json"
    try JSONSerialization.data(withJSONObject: options).write(to: URL(fileURLWithPath: path))
    configurations[role] = path
    return path
  }
}
