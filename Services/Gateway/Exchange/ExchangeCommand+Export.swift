import ArgumentParser
import Contracts
import RPC
import Values

extension ExchangeCommand {
  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Copie le journal dans un fichier, un message par ligne (JSON).",
      "Copies the log to a file, a message a line (JSON).")

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
      let stream = try gateway.stream(
        "exchange", ExportMessages(after: after, through: through), timeout: .seconds(3600))
      var count = 0
      for try await item in stream {
        for message in item.messages { try output.write(LogCopyFile.line(message)) }
        count += item.messages.count
      }
      try output.finish()
      await gateway.close()
      Output.line("\(count) messages copiés", "\(count) messages copied")
    }
  }
}
