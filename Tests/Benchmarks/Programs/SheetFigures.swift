import ArgumentParser
import Contracts
import EvaluationDomain
import Foundation
import Network
import RegistryDomain
import SenacsDomain
import TrainingDomain
import Values

/// Computes all the sheet's figures of twelve years from facts in memory.
struct SheetFigures: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "figures")

  @Option(help: "How many structures.") var structures = 4000
  @Option(help: "The communes of 69, as INSEE's file has them.") var communes: String
  @Option(help: "The movements of 69, as INSEE's file has them.") var movements: String
  @Option(help: "How often all is computed.") var turns = 1

  func run() throws {
    // What was invented is gone by then, as what a service has read is once it stands as the figures ask for it.
    let facts = try load()
    let loaded = try memory("VmRSS")
    var times: [String: Duration] = [:]
    var (count, checksum) = (0, 0)
    for _ in 0..<turns {
      for year in InventedNetwork.years {
        guard let campaign = facts.campaigns[year],
          let sent = facts.submissions[campaign.code]
        else {
          continue
        }
        let query = FigureQuery(year: year)
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
            query, network: facts.network, campaign: campaign, submissions: sent)
        }
        add("evaluation") {
          // The service asks the senacs service who is expected; here it is computed once more.
          let expected = Expectation(campaign, in: facts.network).expected
          return EvaluationFigures.compute(
            query, network: facts.network, facts: facts.evaluation,
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
      (["RESULT", "name=figures", "structures=\(structures)", "rows=\(facts.rows)"]
        + ["figures=\(count / turns)", "sum=\(checksum / turns)"]
        + ["seconds=\(String(format: "%.4f", all))", "thr=\(Int(Double(facts.rows) / all))"]
        + ["loaded=\(loaded)", "peak=\(try memory("VmHWM"))"] + parts).joined(separator: " "))
  }

  /// Facts as the four domains take them.
  private struct Loaded {
    let rows: Int
    let network: Network
    let mandates: Mandates
    let training: TrainingFacts
    let campaigns: [Int: Campaign]
    let submissions: [String: ByStructure<Submission>]
    let evaluation: EvaluationFacts
  }

  private func load() throws -> Loaded {
    let communes = try rows(communes).filter { $0.count > 5 && $0[1].hasPrefix("69") }
    let history = CommuneHistory(
      communes: communes.map {
        Commune(
          code: $0[1], name: $0[2], ctcd: $0[3], parent: $0[5].isEmpty ? nil : $0[5],
          population: nil)
      }, movements: try officialMovements())
    let facts = InventedNetwork(
      structures: structures, in: communes.filter { $0[0] == "COM" }.map { $0[1] })
    let network = Network(
      structures: facts.structures, approvals: facts.approvals, communes: history)
    let mandates = Mandates(facts.mandates, in: network)
    return Loaded(
      rows: facts.rows, network: network, mandates: mandates,
      training: TrainingFacts(
        network: network, mandates: mandates, sessions: facts.sessions,
        attendance: facts.attendance), campaigns: facts.campaigns,
      submissions: facts.submissions.mapValues {
        ByStructure($0, in: network, by: \.structureCode)
      },
      evaluation: EvaluationFacts(
        in: network, answers: facts.answers, diagnoses: facts.diagnoses, bodies: facts.bodies,
        meetings: facts.meetings, invitations: facts.invitations))
  }

  /// A number that changes with all that a figure says: what is measured on two machines, or before and after a change, is the same.
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

  /// MiB of this process, from the kernel's own account.
  private func memory(_ field: String) throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(whereSeparator: \.isNewline).first { $0.hasPrefix("\(field):") }
    return (line?.split(whereSeparator: \.isWhitespace)).flatMap { Int($0[1]) }.map { $0 / 1024 }
      ?? 0
  }
}
