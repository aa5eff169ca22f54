import ArgumentParser
import Contracts
import Foundation
import Texts
import Values

struct SenacsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "senacs",
    abstract: words("Conduit les campagnes SENACS.", "Runs SENACS campaigns."),
    subcommands: [
      Open.self, Participation.self, Missing.self, Expected.self, Trajectory.self, Reminders.self,
      Codebook.self, Forms.self, Load.self, Sheet.self, Use.self,
    ])

  struct Campaign: ParsableArguments {
    @Argument(
      help: .words("Le code de la campagne, tel que 2025.", "The campaign's code, such as 2025."))
    var campaign: String
  }

  struct Open: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Ouvre une campagne : fige qui est attendu.", "Opens a campaign: freezes who is expected."))

    @OptionGroup var options: GatewayOptions
    @OptionGroup var campaign: Campaign

    func run() async throws {
      let gateway = try options.gateway()
      let reply = try await gateway.call("senacs", OpenCampaign(campaign: campaign.campaign))
      await gateway.close()
      let language = options.language
      if reply.fictitious == true { Output.line(Words.fictitious(language)) }
      let state =
        reply.wasOpen
        ? language.pick("déjà ouverte", "open already") : language.pick("ouverte", "opened")
      Output.line(
        language.pick(
          "campagne \(campaign.campaign) \(state) : \(reply.expected) structures attendues",
          "campaign \(campaign.campaign) \(state): \(reply.expected) structures expected"))
      for (reason, count) in reply.excluded.sorted(by: { $0.key < $1.key }) {
        Output.line("  \(count) \(Catalogue.reason(reason, language)) (\(reason))")
      }
    }
  }

  struct Participation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Montre la participation par type et territoire.",
        "Shows participation by kind and territory."))

    @OptionGroup var options: GatewayOptions
    @OptionGroup var campaign: Campaign
    @Option(
      help: .words(
        "Les réponses reçues jusqu'à ce jour ; sinon aujourd'hui.",
        "Answers received up to this day; default today.")) var asOf: CivilDate = .today

    func run() async throws {
      let language = options.language
      let reply = try await SenacsCommand.ask(options, campaign.campaign, asOf)
      if reply.fictitious == true { Output.line(Words.fictitious(language)) }
      let rows = reply.rows.map { row in
        [
          Catalogue.scope(row.scope, language), String(row.expected), String(row.answered),
          language.percent(row.answered, of: row.expected) ?? Words.notComputable(language),
          String(row.onTime),
          row.restatedExpected.flatMap { whole in
            row.restatedAnswered.flatMap { language.percent($0, of: whole) }
          } ?? Words.notComputable(language),
        ]
      }
      let header =
        language == .french
        ? ["", "attendues", "répondu", "taux", "dans les délais", "taux redressé"]
        : ["", "expected", "answered", "rate", "on time", "restated rate"]
      Output.line(Table(header: header, rows: rows).text)
      if let frozen = reply.frozen, !(reply.joined.isEmpty && reply.left.isEmpty) {
        Output.line(
          language.pick(
            "liste figée : \(frozen) ; depuis, en plus : \(list(reply.joined)), en moins : \(list(reply.left))",
            "frozen list: \(frozen); since then joined: \(list(reply.joined)), left: \(list(reply.left))"
          ))
      }
    }

    private func list(_ codes: [String]) -> String {
      codes.isEmpty ? "–" : codes.joined(separator: " ")
    }
  }

  struct Missing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Liste qui est attendu sans réponse qui compte.",
        "Lists who is expected and has no answer that counts."))

    @OptionGroup var options: GatewayOptions
    @OptionGroup var campaign: Campaign
    @Option(
      help: .words(
        "Les réponses reçues jusqu'à ce jour ; sinon aujourd'hui.",
        "Answers received up to this day; default today.")) var asOf: CivilDate = .today

    func run() async throws {
      let language = options.language
      let reply = try await SenacsCommand.ask(options, campaign.campaign, asOf)
      if reply.fictitious == true { Output.line(Words.fictitious(language)) }
      let rows = reply.missing.map {
        [$0.code, $0.kind, $0.name, $0.commune, Catalogue.reason($0.reason, language)]
      }
      let header =
        language == .french
        ? ["code", "type", "nom", "commune", "pourquoi"]
        : ["code", "kind", "name", "commune", "why"]
      Output.line(Table(header: header, rows: rows).text)
    }
  }

  static func ask(
    _ options: GatewayOptions, _ campaign: String, _ asOf: CivilDate
  ) async throws -> GetParticipation.Reply {
    let gateway = try options.gateway()
    let reply = try await gateway.call(
      "senacs", GetParticipation(campaign: campaign, asOf: asOf))
    await gateway.close()
    return reply
  }
}
