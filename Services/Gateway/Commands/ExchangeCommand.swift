import ArgumentParser
import Contracts
import Foundation
import RPC
import RPCContract
import ServiceKit
import Texts
import Values

/// The exchange's log: how it stands, and copies of it outside and back.
struct ExchangeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exchange",
    abstract: words(
      "Montre l'exchange, copie son journal et vérifie une copie.",
      "Shows the exchange, copies its log, and verifies a copy."),
    subcommands: [Status.self, Export.self, Verify.self, Import.self])

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Montre le journal, les livraisons et les dépôts.",
        "Shows the log, deliveries and submissions."))

    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let gateway = try options.gateway()
      let reply = try await gateway.call("exchange", GetExchangeStatistics())
      await gateway.close()
      let rows = [
        [words("premier message gardé", "first message kept"), String(reply.firstSequence)],
        [words("dernier message", "last message"), String(reply.lastSequence)],
        [words("octets", "bytes"), String(reply.logBytes)],
        [
          words("messages par minute", "messages a minute"), String(reply.loggedLastMinute),
        ],
        [words("abonnements", "subscriptions"), String(reply.subscriptions)],
        [words("en attente de réponse", "without an answer"), String(reply.inFlight)],
        [words("lettres mortes", "dead letters"), String(reply.dead)],
        [words("dépôts en attente", "submissions that wait"), String(reply.pendingSubmissions)],
        [
          words("dépôts qu'aucun service ne prend", "submissions no service takes"),
          String(reply.deadSubmissions),
        ],
      ]
      Output.line(Table(header: ["", ""], rows: rows).text)
    }
  }

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Copie le journal dans un fichier, un message par ligne (JSON).",
        "Copies the log to a file, a message a line (JSON)."))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .words("Le fichier, nouveau.", "The file, a new one.")) var file: String
    @Option(
      help: .words(
        "Le numéro après lequel commencer.", "The number after which to begin.")) var after:
      SequenceNumber = 0
    @Option(help: .words("Le dernier numéro.", "The last number.")) var through: SequenceNumber?

    func run() async throws {
      let output = try OutputFile(file, isNew: true)
      let gateway = try options.gateway()
      let stream = try gateway.client("exchange").stream(
        ExportMessages(after: after, through: through),
        options: gateway.options(timeout: .seconds(3600)))
      var count = 0
      for try await item in stream {
        for message in item.messages { try output.write(LogCopyFile.line(message)) }
        count += item.messages.count
      }
      try output.finish()
      await gateway.close()
      Output.line(words("\(count) messages copiés", "\(count) messages copied"))
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: words(
        "Vérifie une copie sans l'exchange : numéros sans trou, octets intacts.",
        "Verifies a copy without the exchange: no number missing, bytes intact."))

    @OptionGroup var languageOption: LanguageOption
    @Argument(help: .words("La copie.", "The copy.")) var file: String

    func run() throws {
      var (count, faults) = (0, 0)
      var last: Int?
      for line in try LogCopyFile.lines(file) {
        count += 1
        func tell(_ french: String, _ english: String) {
          faults += 1
          Output.error(words("ligne \(count) : \(french)", "line \(count): \(english)"))
        }
        guard let message = line else {
          tell("illisible", "cannot be read")
          continue
        }
        if !message.isIntact {
          tell("\(message.sequence) a été altéré", "\(message.sequence) was altered")
        }
        if let last, message.sequence.value != last + 1 {
          tell("\(message.sequence) suit \(last)", "\(message.sequence) follows \(last)")
        }
        last = message.sequence.value
      }
      Output.line(
        words("\(count) messages, \(faults) défauts", "\(count) messages, \(faults) faults"))
      if faults > 0 { throw ExitCode(1) }
    }
  }

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: words(
        "Remet dans le journal ce qu'une copie a et qu'il n'a plus, sous de nouveaux numéros.",
        "Brings back into the log what a copy has and it has not, under new numbers."))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .words("La copie.", "The copy.")) var file: String

    func run() async throws {
      let gateway = try options.gateway()
      var (added, known) = (0, 0)
      var messages: [CopiedMessage] = []
      func send() async throws {
        guard !messages.isEmpty else { return }
        // The same part of the same copy is the same call: after a break it is simply said again.
        let key = LogCopyFile.digest(messages)
        let reply = try await gateway.call(
          "exchange", ImportMessages(messages: messages), key: key)
        added += reply.added
        known += reply.known
        messages = []
      }
      var bytes = 0
      for (index, line) in try LogCopyFile.lines(file).enumerated() {
        guard let message = line else {
          throw ValidationError(
            words(
              "la ligne \(index + 1) est illisible ; voir : vigie exchange verify \(file)",
              "line \(index + 1) cannot be read; see: vigie exchange verify \(file)"))
        }
        bytes += message.event.utf8.count
        messages.append(message)
        if messages.count == ImportMessages.most || bytes > 1 << 20 {
          try await send()
          bytes = 0
        }
      }
      try await send()
      await gateway.close()
      Output.line(
        words("\(added) messages remis, \(known) déjà là", "\(added) brought back, \(known) there"))
    }
  }
}
