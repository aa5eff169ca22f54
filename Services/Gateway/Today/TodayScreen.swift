import ArgumentParser
import Composition
import Contracts
import RPC
import RPCContract
import Texts
import Values

/// `vigie` alone: what one can do now in this installation, with the command for each.
struct TodayScreen {
  let options: GatewayOptions
  /// How long each service is waited for: whoever types `vigie` wants to go on.
  private static let patience = Duration.seconds(5)

  /// Shows it; without a configuration, how to begin.
  ///
  /// - Throws: `ConfigurationProblem`; `ExitCode` 3 where a service does not answer.
  func show() async throws {
    let gateway = try options.gateway()
    let today = await read(gateway)
    await gateway.close()
    Output.line(
      "Vigie suit et évalue la fiche action PA 3.1.1 dans le Rhône.",
      "Vigie watches and evaluates action sheet PA 3.1.1 in the Rhône.")
    let lines = today.lines(language)
    if lines.isEmpty {
      Output.line(
        "Rien à signaler aujourd'hui avec cette clé.", "Nothing to tell today with this key.")
    } else {
      Output.table(
        [
          words(
            "aujourd'hui, \(language.day(today.day.iso))", "today, \(language.day(today.day.iso))"),
          words("commande", "command"),
        ], lines.map { [$0.sentence, $0.command] }, isFictitious: today.isFictitious)
    }
    Output.line(
      "Toutes les commandes : vigie --help. Aide d'une commande : vigie senacs participation --help.",
      "All commands: vigie --help. Help on a command: vigie senacs participation --help.")
    if !today.down.isEmpty { throw ExitCode(3) }
  }

  private func read(_ gateway: Gateway) async -> Today {
    let day = CivilDate.today
    async let down = Self.down(gateway)
    async let campaign = Self.campaign(gateway, day)
    async let stale = ask(gateway, "evaluation", ListStaleDiagnoses(asOf: day))
    async let approvals = ask(
      gateway, "registry",
      ListApprovals(asOf: day, endingBy: day.adding(months: Today.months)))
    var today = Today(day: day)
    today.down = await down
    (today.campaign, today.nextCampaign) = await campaign
    let (diagnoses, ends) = await (stale, approvals)
    today.stale = diagnoses.map { ($0.rows.count, $0.diagnoses) }
    today.endingApprovals = ends?.rows.count
    today.isFictitious = ends?.fictitious ?? diagnoses?.fictitious
    return today
  }

  /// Asks a service; nil where it does not answer, or not to this key.
  private func ask<Request: RPCRequest>(
    _ gateway: Gateway, _ service: String, _ request: Request
  ) async -> Request.Reply? {
    try? await gateway.call(service, request, timeout: Self.patience)
  }

  /// The services that do not answer, in their order.
  private static func down(_ gateway: Gateway) async -> [String] {
    let silent = await withTaskGroup(of: String?.self) { group in
      for service in gateway.hosts {
        guard let client = gateway.clients[service] else { continue }
        group.addTask {
          let options = CallOptions(timeout: patience, waitsForReady: false)
          let health = try? await client.call(CheckHealth(), options: options)
          return health?.status == "SERVING" ? nil : service
        }
      }
      return await group.reduce(into: Set<String>()) { if let name = $1 { $0.insert(name) } }
    }
    return gateway.hosts.filter(silent.contains)
  }

  /// This year's campaign if its list is frozen, or else that of the year before, with this year's as the next one where it is known and not
  /// open.
  private static func campaign(
    _ gateway: Gateway, _ day: CivilDate
  ) async -> (Today.Campaign?, next: String?) {
    var next: String?
    for code in [String(day.year), String(day.year - 1)] {
      guard
        let list = try? await gateway.call(
          "senacs", ListExpected(campaign: code), timeout: patience)
      else { continue }
      guard list.isFrozen else {
        if next == nil { next = code }
        continue
      }
      guard
        let whole = try? await gateway.call(
          "senacs", GetParticipation(campaign: code, asOf: day), timeout: patience
        ).rows.first(where: { $0.scope == "all" })
      else { return (nil, next) }
      return (
        Today.Campaign(
          code: code, closesOn: list.closesOn, endedOn: list.collectionEndedOn,
          expected: whole.expected, answered: whole.answered), next
      )
    }
    return (nil, next)
  }
}
