import ArgumentParser
import Foundation
import Texts

extension ArgumentHelp {
  /// Help in the language of the run.
  static func words(_ french: String, _ english: String) -> ArgumentHelp {
    ArgumentHelp(stringLiteral: Vigie.language.pick(french, english))
  }
}

/// Text in the language of the run.
func words(_ french: String, _ english: String) -> String {
  Vigie.language.pick(french, english)
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
    ("' is invalid for '", "' n'est pas valable pour '"), ("Did you mean", "Vouliez-vous dire"),
  ]

  /// Prints what the parser has to say, and ends with its exit code.
  static func exit(with error: any Error) -> Never {
    var text = Vigie.fullMessage(for: error, columns: 100)
    if Vigie.language == .french {
      for phrase in phrases { text = text.replacing(phrase.english, with: phrase.french) }
    }
    let code = Vigie.exitCode(for: error)
    if !text.isEmpty { code.isSuccess ? Output.line(text) : Output.error(text) }
    _exit(code.rawValue)
  }
}
