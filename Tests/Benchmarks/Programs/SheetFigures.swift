import ArgumentParser
import CentreNetwork
import Contracts
import EvaluationDomain
import Foundation
import RegistryDomain
import SenacsDomain
import TrainingDomain
import Values

/// Computes all figures of the sheet for twelve years from facts in memory.
struct SheetFigures: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "figures")

  @Option(help: "How many structures.") var structures = 4000
  @Option(help: "The communes of 69, as INSEE's file has them.") var communes: String
  @Option(help: "The movements of 69, as INSEE's file has them.") var movements: String
  @Option(help: "How often all is computed.") var turns = 1
  @Flag(help: "For each year begin with the rows as a store gives them, as a call does.")
  var fromRows = false

  func run() throws {
    let history = try history()
    // Without --from-rows the rows are released before the figures are computed, as a service does once it has read them.
    let rows = fromRows ? try invented() : nil
    let kept = fromRows ? nil : Loaded(try invented(), history, InventedNetwork.years)
    var times: [String: Duration] = [:]
    var (count, checksum, rowCount) = (0, 0, 0)
    let loaded = try memory("VmRSS")
    for _ in 0..<turns {
      for year in InventedNetwork.years {
        let start = ContinuousClock.now
        guard let facts = kept ?? rows.map({ Loaded($0, history, year...year) }) else { continue }
        if fromRows { times["facts", default: .zero] += .now - start }
        rowCount = max(rowCount, facts.rows)
        guard let campaign = facts.campaigns[year],
          let sent = facts.submissions[campaign.code]
        else {
          continue
        }
        let query = FigureQuery(year: Year(clamping: year))
        func add(_ name: String, _ compute: () -> [Figure]) {
          let start = ContinuousClock.now
          let figures = compute()
          times[name, default: .zero] += .now - start
          count += figures.count
          for figure in figures { checksum &+= Self.check(figure) }
        }
        add("registry") {
          RegistryFigures.compute(query, network: facts.network, mandates: facts.mandates)
        }
        add("training") {
          TrainingFigures.compute(query, rules: RuleBook.all[0], facts: facts.training)
        }
        add("senacs") {
          SenacsFigures.compute(
            Restatement(
              Participation(campaign, in: facts.network, submissions: sent, asOf: query.asOf), []))
        }
        add("evaluation") {
          // The service asks the senacs service which structures are expected; this benchmark computes them itself.
          let expected = Expectation(campaign, in: facts.network).expected
          return EvaluationFigures.compute(
            query, facts: facts.evaluation,
            expected: ExpectedStructures(
              codes: expected.map(\.code), referenceDate: campaign.referenceDate))
        }
      }
    }
    let seconds = times.mapValues { $0 / .seconds(1) / Double(turns) }
    let all = seconds.values.reduce(0, +)
    let parts = seconds.sorted { $0.key < $1.key }
      .map { "\($0.key)=\(String(format: "%.4f", $0.value))" }
    print(
      ([
        "RESULT", "name=\(fromRows ? "calls" : "figures")", "structures=\(structures)",
        "rows=\(rowCount)",
      ]
        + ["figures=\(count / turns)", "sum=\(checksum / turns)"]
        + ["seconds=\(String(format: "%.4f", all))", "thr=\(Int(Double(rowCount) / all))"]
        + ["loaded=\(loaded)", "peak=\(try memory("VmHWM"))"] + parts).joined(separator: " "))
  }

  /// The facts in the form that the four domains take.
  private struct Loaded {
    let rows: Int
    let network: Network
    let mandates: Mandates
    let training: TrainingFacts
    let campaigns: [Int: Campaign]
    let submissions: [String: ByStructure<Submission>]
    let evaluation: EvaluationFacts

    /// Keeps the facts that figures of these years need, as the services' stores do.
    init(_ facts: InventedNetwork, _ history: CommuneHistory, _ years: ClosedRange<Int>) {
      let network = Network(
        structures: facts.structures, approvals: facts.approvals, communes: history)
      let mandates = Mandates(facts.mandates, in: network)
      let meetings = facts.meetings.filter { years.contains($1.heldOn.year) }
      self.network = network
      self.mandates = mandates
      rows = facts.rows
      campaigns = facts.campaigns
      training = TrainingFacts(
        network: network, mandates: mandates, sessions: facts.sessions,
        attendance: facts.attendance,
        days: .firstDay(of: years.lowerBound) ... .lastDay(of: years.upperBound))
      submissions = facts.submissions.filter { Int($0.key).map(years.contains) ?? false }
        .mapValues { ByStructure($0, in: network, by: \.structureCode) }
      evaluation = EvaluationFacts(
        in: network, answers: facts.answers.filter { years.contains($0.year) },
        diagnoses: facts.diagnoses, bodies: facts.bodies, meetings: meetings,
        invitations: facts.invitations.filter { meetings[$0.meetingCode] != nil })
    }
  }

  private func history() throws -> CommuneHistory {
    CommuneHistory(
      communes: try officialCommunes().map {
        Commune(
          code: $0[1], name: $0[2], ctcd: $0[3], parent: $0[5].isEmpty ? nil : $0[5])
      }, movements: try officialMovements())
  }

  private func officialCommunes() throws -> [[String]] {
    try rows(communes).filter { $0.count > 5 && $0[1].hasPrefix("69") }
  }

  private func invented() throws -> InventedNetwork {
    InventedNetwork(
      structures: structures, in: try officialCommunes().filter { $0[0] == "COM" }.map { $0[1] })
  }

  /// Returns a number that depends on what a figure counts, out of how many, and who is absent or left out. It must be the same
  /// before and after a change of the program.
  private static func check(_ figure: Figure) -> Int {
    func whole(_ quantity: Quantity) -> Int { Int(quantity.text.prefix { $0 != "." }) ?? 0 }
    let absent = (figure.absences ?? []).map(\.count).reduce(0, +)
    let acquired = (figure.details?.levels ?? []).count { $0.level == "acquired" }
    return [whole(figure.denominator), absent, acquired, figure.details?.excluded?.count ?? 0]
      .reduce(whole(figure.numerator)) { ($0 &* 31) &+ $1 }
  }

  private func rows(_ file: String) throws -> [[String]] {
    try String(contentsOfFile: file, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init) }
  }

  private func officialMovements() throws -> [Movement] {
    let lines = try String(contentsOfFile: movements, encoding: .utf8).split(
      whereSeparator: \.isNewline)
    let separator: Character = lines.first?.contains(";") == true ? ";" : ","
    let table = lines.map {
      $0.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
    guard let header = table.first else { return [] }
    return table.dropFirst().compactMap { cells in
      let row = Dictionary(uniqueKeysWithValues: zip(header, cells))
      guard row["TYPECOM_AV"] == "COM", row["TYPECOM_AP"] == "COM",
        let day = CivilDate(row["DATE_EFF"] ?? "")
      else { return nil }
      return Movement(
        effectiveOn: day, from: row["COM_AV"] ?? "", to: row["COM_AP"] ?? "",
        nameBefore: row["LIBELLE_AV"] ?? "", nameAfter: row["LIBELLE_AP"] ?? "")
    }
  }

  /// Returns a figure of this process's memory in MiB, as the kernel tells it.
  private func memory(_ field: String) throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(whereSeparator: \.isNewline).first { $0.hasPrefix("\(field):") }
    return (line?.split(whereSeparator: \.isWhitespace)).flatMap { Int($0[1]) }.map { $0 / 1024 }
      ?? 0
  }
}
