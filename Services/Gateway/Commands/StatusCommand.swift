import ArgumentParser
import Contracts
import Foundation
import RPC
import RPCContract
import Texts

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: words(
      "Montre si chaque service est en service.", "Shows whether each service serves."))

  @OptionGroup var options: GatewayOptions
  @Option(
    help: .words(
      "Attendre jusqu'à tant de secondes que tous soient en service ; 0…600.",
      "Wait up to so many seconds until all serve; 0…600.")) var wait = 0
  @Option(help: .words("text ou json.", "text or json.")) var format = Format.text

  func validate() throws {
    guard (0...600).contains(wait) else { throw ValidationError("--wait : 0…600") }
  }

  private struct Row: Encodable {
    let service: String
    let status: String
    let version: String?
    let uptimeSeconds: Int?
    let position: String?
    let message: String?
  }

  func run() async throws {
    let gateway = try options.gateway()
    let rows = await withTaskGroup(of: Row.self) { group in
      for service in Gateway.hosts where gateway.clients[service] != nil {
        group.addTask { await ask(service, gateway) }
      }
      var rows: [Row] = []
      for await row in group { rows.append(row) }
      return rows.sorted {
        (Gateway.hosts.firstIndex(of: $0.service) ?? 0)
          < (Gateway.hosts.firstIndex(of: $1.service) ?? 0)
      }
    }
    await gateway.close()
    try show(rows)
    if rows.contains(where: { $0.status != "SERVING" }) { throw ExitCode(3) }
  }

  private func ask(_ service: String, _ gateway: Gateway) async -> Row {
    do {
      let reply = try await gateway.client(service).call(
        CheckHealth(),
        options: CallOptions(timeout: .seconds(max(wait, 3)), waitsForReady: wait > 0))
      return Row(
        service: service, status: reply.status, version: reply.version,
        uptimeSeconds: reply.uptimeSeconds, position: reply.position, message: nil)
    } catch {
      let failure = error as? RPCError
      return Row(
        service: service, status: failure?.status.code.name ?? "UNKNOWN", version: nil,
        uptimeSeconds: nil, position: nil,
        message: failure.map { Failure.sentence($0.status, Vigie.language) } ?? "\(error)")
    }
  }

  private func show(_ rows: [Row]) throws {
    guard format == .text else {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return Output.line(String(decoding: try encoder.encode(rows), as: UTF8.self))
    }
    let language = options.language
    let header = [
      "service", language.pick("état", "state"), "version", language.pick("depuis (s)", "up (s)"),
      language.pick("position", "position"),
    ]
    let lines = rows.map { row in
      [
        row.service, Catalogue.reason(row.status, language), row.version ?? "",
        row.uptimeSeconds.map(String.init) ?? "",
        row.position ?? row.message ?? "",
      ]
    }
    Output.line(Table(header: header, rows: lines).text)
  }
}
