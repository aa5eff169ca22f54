import ArgumentParser
import Foundation
import Texts

extension ArgumentHelp {
  /// Help in the language of the run.
  static func words(_ french: String, _ english: String) -> ArgumentHelp {
    ArgumentHelp(stringLiteral: language.pick(french, english))
  }

  // Arguments that several commands have.
  static let actionSheet: ArgumentHelp = .words(
    "La fiche action, un document JSON ; sinon PA 3.1.1.",
    "The action sheet, a JSON document; default PA 3.1.1.")
  static let campaign: ArgumentHelp = .words(
    "Le code de la campagne, tel que 2025.", "The campaign's code, such as 2025.")
  static let campaignOfYear: ArgumentHelp = .words(
    "La campagne SENACS C ; sinon l'année.", "The SENACS campaign C; default the year.")
  static let contacts: ArgumentHelp = .words(
    "Avec le nom et le courriel de la direction ; la fédération ne voit que ceux de ses adhérents.",
    "With the director's name and e-mail; the federation sees those of its members only.")
  static let dayAsked: ArgumentHelp = .words(
    "Le jour demandé, AAAA-MM-JJ ; sinon aujourd'hui.",
    "The day asked about, YYYY-MM-DD; default today.")
  static let digest: ArgumentHelp = .words(
    "L'empreinte, ou son début.", "The digest, or its beginning.")
  static let factsOfDay: ArgumentHelp = .words(
    "Le jour auquel les faits sont vus ; sinon le 31 décembre.",
    "The day as of which facts are seen; default 31 December.")
  static let findings: ArgumentHelp = .words(
    "Toutes les remarques, en CSV, dans un nouveau fichier.",
    "All findings, as CSV, in a new file.")
  static let kindOfFact: ArgumentHelp = .words(
    "Le type de fait, tel que structures.", "The kind of fact, such as structures.")
  static let knownOn: ArgumentHelp = .words(
    "Seulement ce qui était enregistré à la fin de ce jour.",
    "Only what was recorded by the end of this day.")
  static let lastDayOnly: ArgumentHelp = .words(
    "Le 31 décembre de Y, seul permis.", "31 December of Y, no other day.")
  static let listFormat: ArgumentHelp = .words(
    "text, csv (ouvert : codes, point décimal), excel (pour un tableur en français), json, ou html (une page à imprimer).",
    "text, csv (open: codes, decimal point), excel (for a spreadsheet set to French), json, or html (a page to print)."
  )
  static let mostFindings: ArgumentHelp = .words(
    "Combien de remarques afficher.", "How many findings to show.")
  static let pageFormat: ArgumentHelp = .words("text, html ou json.", "text, html or json.")
  static let personCode: ArgumentHelp = .words(
    "Le code de la personne, tel que P12.", "The person's code, such as P12.")
  static let post: ArgumentHelp = .words("La fonction.", "The function.")
  static let receivedBy: ArgumentHelp = .words(
    "Les réponses reçues jusqu'à ce jour ; sinon aujourd'hui.",
    "Answers received up to this day; default today.")
  static let serviceName: ArgumentHelp = .words(
    "Le service, tel que registry.", "The service, such as registry.")
  static let sessionCode: ArgumentHelp = .words("Le code de la session.", "The session's code.")
  static let structureCode: ArgumentHelp = .words(
    "Le code de la structure.", "The structure's code.")
  static let withoutAsking: ArgumentHelp = .words(
    "Enregistre sans demander.", "Records without asking.")
}

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

/// The messages of the argument parser, translated to French where French is asked for: the parser has English words only.
enum Help {
  private static let phrases: [(english: String, french: String)] = [
    ("OVERVIEW:", "PRÉSENTATION :"), ("USAGE:", "USAGE :"), ("Usage:", "Usage :"),
    ("ARGUMENTS:", "ARGUMENTS :"), ("OPTIONS:", "OPTIONS :"), ("SUBCOMMANDS:", "COMMANDES :"),
    ("Error:", "Erreur :"), ("Help:", "Aide :"), ("(default:", "(sinon :"),
    ("; default: ", " ; sinon : "),
    ("(values: ", "(valeurs : "), ("<subcommand>", "<commande>"),
    ("Show the version.", "Affiche la version."),
    ("Show help information.", "Affiche cette aide."),
    ("for detailed help.", "pour l'aide d'une commande."),
    ("for more information.", "pour en savoir plus."), ("  See '", "  Voir '"),
    ("Missing expected argument '", "Argument manquant : '"),
    ("Missing value for '", "Valeur manquante pour '"), ("Unknown option '", "Option inconnue : '"),
    ("Unexpected argument '", "Argument de trop : '"), ("The value '", "La valeur '"),
    ("' is invalid for '", "' n'est pas valable pour '"),
    ("Please provide one of the following:", "Valeurs possibles :"),
    ("Please provide one of ", "Valeurs possibles : "), ("' and '", "' et '"),
    ("' or '", "' ou '"), ("Did you mean", "Vouliez-vous dire"),
  ]

  /// Prints what the parser has to say, and ends with its exit code.
  static func exit(with error: any Error) -> Never {
    var text = Vigie.fullMessage(for: error, columns: 100)
    if let day = TypedDay.refusal(text, language) {
      text = day
    } else if language == .french {
      for phrase in phrases { text = text.replacing(phrase.english, with: phrase.french) }
    }
    let code = Vigie.exitCode(for: error)
    if !text.isEmpty { code.isSuccess ? Output.line(text) : Output.error(text) }
    _exit(code.rawValue)
  }
}
