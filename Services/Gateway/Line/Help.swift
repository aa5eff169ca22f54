import ArgumentParser
import Foundation
import Texts

extension ValidationError {
  /// A misuse in the language of the run.
  init(_ french: String, _ english: String) { self.init(words(french, english)) }
}

extension CommandConfiguration {
  /// What a command does, in the language of the run.
  init(
    commandName: String? = nil, _ french: String, _ english: String, discussion: String = "",
    subcommands: [any ParsableCommand.Type] = []
  ) {
    self.init(
      commandName: commandName, abstract: words(french, english), discussion: discussion,
      subcommands: subcommands)
  }
}

/// The language of everything that is said: `--lang`, else the locale's.
let language: Language = {
  let arguments = CommandLine.arguments
  let given =
    arguments.firstIndex(of: "--lang").flatMap { arguments.dropFirst($0 + 1).first }
    ?? arguments.first { $0.hasPrefix("--lang=") }.map { String($0.dropFirst(7)) }
  return given.flatMap(Language.init(rawValue:))
    ?? Language(environment: ProcessInfo.processInfo.environment)
}()

/// Text in the language of the run.
func words(_ french: String, _ english: String) -> String {
  language.pick(french, english)
}

/// The headings of a table in the language of the run.
func headings(_ french: [String], _ english: [String]) -> [String] {
  language == .french ? french : english
}

/// What commands say about themselves, and how the argument parser's answer is written.
enum Help {
  /// How a command ends that shows what it is about to record.
  static let recording = words(
    "Le résultat est affiché avant d'être enregistré. Codes de sortie : 0 enregistré ; 3 refusé ; 64 sans --yes hors d'un terminal.",
    "The result is shown before it is recorded. Exit codes: 0 recorded; 3 refused; 64 without --yes outside a terminal."
  )

  /// Prints what the parser has to say, and ends with its exit code.
  ///
  /// Programs read the version, completion scripts and the help as JSON: these keep their spaces.
  static func exit(with error: any Error) -> Never {
    let said = Vigie.fullMessage(for: error, columns: 100)
    let code = Vigie.exitCode(for: error)
    let isForPeople = ["OVERVIEW: ", "USAGE: ", "Error: "].contains(where: said.hasPrefix)
    let text =
      TypedDay.refusal(said, language)
      ?? (language == .french ? ParserWords.french(said, isForPeople: isForPeople) : said)
    switch (text.isEmpty, code.isSuccess, isForPeople) {
    case (true, _, _): break
    case (false, false, _): Output.error(text)
    case (false, true, true): Output.line(text)
    case (false, true, false): Output.data(text)
    }
    _exit(code.rawValue)
  }
}
