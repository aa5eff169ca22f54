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
    let communes = try rows(communes).filter { $0.count > 5 && $0[1].hasPrefix("69") }
    let history = CommuneHistory(
      communes: communes.map {
        Commune(
          code: $0[1], name: $0[2], ctcd: $0[3], parent: $0[5].isEmpty ? nil : $0[5],
          population: nil)
      }, movements: try officialMovements())
    let codes = communes.filter { $0[0] == "COM" }.map { $0[1] }
    let facts = InventedNetwork(structures: structures, in: codes)
    let network = Network(
      structures: facts.structures, approvals: facts.approvals, communes: history)
    let mandates = Mandates(facts.mandates)
    let loaded = try memory("VmRSS")
    var times: [String: Duration] = [:]
    var (count, checksum) = (0, 0)
    for _ in 0..<turns {
      for year in InventedNetwork.years {
        guard let campaign = facts.campaigns[year] else { continue }
        let query = FigureQuery(year: year)
        let submissions = facts.submissions[campaign.code] ?? []
        func add(_ name: String, _ compute: () -> [Figure]) {
          let start = ContinuousClock.now
          let figures = compute()
          times[name, default: .zero] += .now - start
          count += figures.count
          for figure in figures {
            checksum += Int(figure.numerator.text.prefix { $0 != "." }) ?? 0
          }
        }
        add("registry") {
          RegistryFigures.compute(query, network: network, mandates: mandates)
        }
        add("training") {
          TrainingFigures.compute(
            query, rules: RuleBook.all[0], network: network, mandates: mandates,
            sessions: facts.sessions,
            attendance: facts.attendance)
        }
        add("senacs") {
          SenacsFigures.compute(
            query, network: network, campaign: campaign, submissions: submissions)
        }
        add("evaluation") {
          // The service asks the senacs service who is expected; here it is computed once more.
          let expected = Expectation(campaign, in: network).expected
          return EvaluationFigures.compute(
            query, network: network, facts: facts.evaluation,
            expected: ExpectedStructures(
              codes: Set(expected.map(\.code)), referenceDate: campaign.referenceDate))
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
