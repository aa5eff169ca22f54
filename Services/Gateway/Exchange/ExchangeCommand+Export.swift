import ArgumentParser
import Contracts
import RPC
import Texts
import Values

extension ExchangeCommand {
  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Copie le journal des événements dans un fichier, un message par ligne (JSON).",
      "Copies the log to a file, a message a line (JSON).")

    @OptionGroup var options: GatewayOptions
    @Argument(help: .newFile, completion: .file()) var file: String
    @Option(
      help: .words(
        "Numéro du message après lequel commencer.",
        "Number of the message after which to begin.", .number))
    var after: SequenceNumber = 0
    @Option(
      help: .words(
        "Dernier numéro ; par défaut : celui du dernier message.",
        "Last number; default: that of the last message.", .number))
    var through: SequenceNumber?

    func run() async throws {
      let output = try OutputFile(file, isNew: true)
      let gateway = try options.gateway()
      let stream = try gateway.stream(
        "exchange", ExportMessages(after: after, through: through), timeout: .seconds(3600))
      var count = 0
      for try await item in stream {
        for message in item.messages { try output.write(LogCopyFile.line(message)) }
        count += item.messages.count
      }
      try output.finish()
      await gateway.close()
      Output.line(
        language.count(
          count, .init("message copié.", "messages copiés."),
          .init("message copied.", "messages copied.")))
    }
  }
}
