import ArgumentParser
import Foundation
import RPCContract
import ServiceKit
import Texts

/// The gateway: composes the services for operators.
///
/// Exit codes: 0 done; 1 failed or refused; 3 answered, but a part is missing; 64 misused.
@main
struct Vigie: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vigie",
    abstract: "Watches and evaluates action sheet PA 3.1.1 in the Rhône.",
    discussion: """
      Finds its way by --config FILE, else $VIGIE_HOME/vigie.json.
      Exit codes: 0 done, 1 failed or refused, 3 answered but a part is missing, 64 misused.
      """,
    version: "0.1.0",
    subcommands: [
      KeysCommand.self, StatusCommand.self, ImportCommand.self, RegistryCommand.self,
      SenacsCommand.self, EvaluationCommand.self, CallCommand.self, SampleCommand.self,
    ])

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let error as RPCError {
      Output.error(Failure.text(error, Language(environment: ProcessInfo.processInfo.environment)))
      _exit(1)
    } catch let error as KeyFile.Problem {
      Output.error(error.description)
      _exit(1)
    } catch {
      exit(withError: error)
    }
  }
}

/// What every command that asks services has.
struct GatewayOptions: ParsableArguments {
  @Option(help: "The configuration file; default $VIGIE_HOME/vigie.json.")
  var config: String?

  @Option(help: "The language, fr or en; default the locale's.")
  var lang: String?

  var language: Language {
    lang.flatMap(Language.init(rawValue:))
      ?? Language(environment: ProcessInfo.processInfo.environment)
  }

  func validate() throws {
    if let lang, Language(rawValue: lang) == nil {
      throw ValidationError("--lang is fr or en, not \(lang)")
    }
  }

  var path: String {
    get throws {
      if let config { return config }
      guard let home = ProcessInfo.processInfo.environment["VIGIE_HOME"], !home.isEmpty else {
        throw ValidationError("say --config FILE, or set VIGIE_HOME to the folder of vigie.json")
      }
      return home + "/vigie.json"
    }
  }

  func gateway() throws -> Gateway {
    try Gateway(configurationFile: path, language: language)
  }
}

/// How what is shown is written.
enum Format: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// Standard output and error.
enum Output {
  static func line(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  static func error(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}

/// A failed call in words.
enum Failure {
  static func text(_ error: RPCError, _ language: Language) -> String {
    let known = Catalogue.reason(error.status.code.name, language)
    let head = known == error.status.code.name ? known : "\(known) (\(error.status.code.name))"
    return [head, error.status.details?.reason, error.status.message].compactMap(\.self)
      .joined(separator: ": ")
  }
}
