import ArgumentParser
import Composition
import Foundation
import RPCContract
import ServiceKit
import Texts

/// The gateway: composes the services for operators.
///
/// Exit codes: 0 done; 1 failed or refused; 3 done or answered, but a part is missing, or rows were refused; 64 misused.
@main
struct Vigie: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vigie",
    abstract: words(
      "Suit et évalue la fiche action PA 3.1.1 dans le Rhône.",
      "Watches and evaluates action sheet PA 3.1.1 in the Rhône."),
    discussion: words(
      """
      Adresses des services : --config FICHIER, ou $VIGIE_HOME/vigie.json, ou /etc/vigie/vigie.json.
      Dates : AAAA-MM-JJ, ou jj/mm/aaaa en français.
      Codes de sortie : 0 réussite ; 1 échec ou refus ; 3 réponse partielle ou lignes refusées ; 64 commande incorrecte.
      """,
      """
      Addresses of the services: --config FILE, or $VIGIE_HOME/vigie.json, or /etc/vigie/vigie.json.
      Days: YYYY-MM-DD, in French jj/mm/aaaa too.
      Exit codes: 0 success; 1 failure or refusal; 3 partial answer or rows refused; 64 wrong command.
      """),
    version: Version.current,
    subcommands: [
      HostCommand.self, KeysCommand.self, AccessCommand.self, GrantCommand.self, AuditCommand.self,
      StatusCommand.self, BackupCommand.self, RestoreCommand.self, ImportCommand.self,
      AddCommand.self, ChangeCommand.self, EndCommand.self, FactsCommand.self, HistoryCommand.self,
      UndoCommand.self,
      CheckCommand.self,
      RegistryCommand.self, PeopleCommand.self, TrainingCommand.self,
      SenacsCommand.self, EvaluationCommand.self, FragileCommand.self, ReportCommand.self,
      ExplainCommand.self, PublishCommand.self, DiagnosisCommand.self, RenewalCommand.self,
      ActionsCommand.self,
      TerritoryCommand.self, CallCommand.self,
      DescribeCommand.self,
      MetricsCommand.self, ExchangeCommand.self, PortalCommand.self, FeedCommand.self,
      SampleCommand.self,
    ])

  static func main() async {
    Descriptor.reserveStandardStreams()
    do {
      let arguments = TypedArguments(Array(CommandLine.arguments.dropFirst()))
      guard !arguments.areEmpty else {
        return try await TodayScreen(options: GatewayOptions.parse(arguments.words)).show()
      }
      try arguments.check()
      // `help facts` is help on the kinds of facts, beside that on commands.
      let isOfFacts = arguments.words.prefix(2) == ["help", "facts"]
      var command = try await asyncParseAsRoot(
        isOfFacts ? Array(arguments.words.dropFirst()) : arguments.words)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let error as RPCError {
      Output.error(Failure.text(error))
      let typed = Array(CommandLine.arguments.dropFirst())
      if let meant = await NearestCode.suggestion(after: error, arguments: typed) {
        Output.error(meant)
      }
      _exit(1)
    } catch let problem as ConfigurationProblem {
      Output.error(problem.french, problem.english)
      _exit(1)
    } catch let mistyped as MistypedCommand {
      Output.error(mistyped.text(language))
      _exit(ExitCode.validationFailure.rawValue)
    } catch {
      Help.exit(with: error)
    }
  }
}

/// The option that every command has.
struct LanguageOption: ParsableArguments {
  @Option(
    help: .words(
      "Langue : fr ou en ; par défaut : celle du système.",
      "Language: fr or en; default: the system's.", .lang),
    completion: .list(Language.allCases.map(\.rawValue)))
  var lang: String?

  func validate() throws {
    if let lang, Language(rawValue: lang) == nil {
      throw ValidationError("--lang : fr / en")
    }
  }
}

/// The options of every command that asks services.
struct GatewayOptions: ParsableArguments {
  @Option(
    help: .words(
      "Fichier de configuration ; par défaut : $VIGIE_HOME/vigie.json, à défaut /etc/vigie/vigie.json.",
      "Configuration file; default: $VIGIE_HOME/vigie.json, then /etc/vigie/vigie.json.", .file),
    completion: .file())
  var config: String?

  @OptionGroup var languageOption: LanguageOption

  var path: String { Self.path(config) }

  /// The given file, or else the one of the folder that is meant.
  static func path(_ said: String?) -> String { said ?? HomeFolder.path(nil) + "/vigie.json" }

  func gateway(isJSON: Bool = false) throws -> Gateway {
    try Gateway(configurationFile: path, isJSON: isJSON)
  }

  /// Calls one service, once.
  func call<Request: RPCRequest>(
    _ service: String, _ request: Request
  ) async throws -> Request.Reply {
    let gateway = try gateway()
    let reply = try await gateway.call(service, request)
    await gateway.close()
    return reply
  }

  /// Asks one service for a list page by page, to its end.
  func pages<Request: RPCRequest, Place>(
    _ service: String, _ first: Request, after: WritableKeyPath<Request, Place?>,
    last: (Request.Reply) -> Place?
  ) async throws -> [Request.Reply] {
    let gateway = try gateway()
    let pages = try await gateway.pages(service, first, after: after, last: last)
    await gateway.close()
    return pages
  }
}
