import ArgumentParser
import Contracts
import Texts
import Values

extension ExchangeCommand {
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      "Contrôle une copie du journal, sans le service d'échange : numéros sans trou, octets intacts.",
      "Verifies a copy of the log, without the exchange: no number missing, bytes intact.")

    @OptionGroup var languageOption: LanguageOption
    @Argument(help: .words("Copie du journal.", "Copy of the log.", .file), completion: .file())
    var file: String

    func run() throws {
      var (count, faults) = (0, 0)
      var last: Int?
      for line in try LogCopyFile.lines(file) {
        count += 1
        func report(_ french: String, _ english: String) {
          faults += 1
          Output.error("ligne \(count) : \(french)", "line \(count): \(english)")
        }
        guard let message = line else {
          report("illisible", "cannot be read")
          continue
        }
        if !message.isIntact {
          report(
            "le message \(message.sequence) a été modifié",
            "message \(message.sequence) was altered")
        }
        if let last, message.sequence.value != last + 1 {
          report(
            "le message \(message.sequence) suit le message \(last) : il en manque",
            "message \(message.sequence) follows message \(last): some are missing")
        }
        last = message.sequence.value
      }
      let messages = language.count(
        count, .init("message", "messages"), .init("message", "messages"))
      let found = language.count(
        faults, .init("anomalie", "anomalies"), .init("fault", "faults"))
      Output.line("\(messages), \(found).")
      if faults > 0 { throw ExitCode(1) }
    }
  }
}
