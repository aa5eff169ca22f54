import ArgumentParser
import Composition
import Contracts
import Texts

extension ExchangeCommand {
  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      "Réinsère dans le journal, sous de nouveaux numéros, les messages d'une copie qui n'y sont plus.",
      "Brings back into the log, under new numbers, the messages of a copy that are no longer there."
    )

    @OptionGroup var options: GatewayOptions
    @Argument(help: .words("Copie du journal.", "Copy of the log.", .file), completion: .file())
    var file: String

    func run() async throws {
      let gateway = try options.gateway()
      var (added, known) = (0, 0)
      var messages: [CopiedMessage] = []
      func send() async throws {
        guard !messages.isEmpty else { return }
        // The same part of the same copy has the same idempotency key, so after an interruption the import is simply run again.
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
            "ligne \(index + 1) illisible. Pour contrôler la copie : vigie exchange verify \(file)",
            "line \(index + 1) cannot be read. To check the copy: vigie exchange verify \(file)")
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
      let back = language.count(
        added, .init("message réinséré", "messages réinsérés"),
        .init("message brought back", "messages brought back"))
      let there = language.form(
        known, .init("déjà présent", "déjà présents"), .init("there already", "there already"))
      Output.line("\(back), \(language.number(known)) \(there).")
    }
  }
}
