import ArgumentParser
import Contracts
import Values

extension ExchangeCommand {
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      "Contrôle une copie du journal, sans le service d'échange : numéros sans trou, octets intacts.",
      "Verifies a copy of the log, without the exchange: no number missing, bytes intact.")

    @OptionGroup var languageOption: LanguageOption
    @Argument(help: .words("Copie du journal.", "Copy of the log.", .file)) var file: String

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
          report("\(message.sequence) a été altéré", "\(message.sequence) was altered")
        }
        if let last, message.sequence.value != last + 1 {
          report("\(message.sequence) suit \(last)", "\(message.sequence) follows \(last)")
        }
        last = message.sequence.value
      }
      Output.line("\(count) messages, \(faults) défauts", "\(count) messages, \(faults) faults")
      if faults > 0 { throw ExitCode(1) }
    }
  }
}
