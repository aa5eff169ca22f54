import Values

/// The argument parser's own words in French: it has English ones only, and hands over one text, in which they are found.
enum ParserWords {
  /// Words around what the commands say about themselves.
  private static let labels: [(english: String, french: String)] = [
    ("OVERVIEW:", "PRÉSENTATION :"), ("USAGE:", "UTILISATION :"), ("Usage:", "Utilisation :"),
    ("ARGUMENTS:", "ARGUMENTS :"), ("OPTIONS:", "OPTIONS :"), ("SUBCOMMANDS:", "COMMANDES :"),
    ("Help:  ", "Aide : "), ("(default:", "(par défaut :"), ("(values:", "(valeurs :"),
    ("<subcommand>", "<commande>"), ("<subcommands>", "<commandes>"),
    ("  See '", "  Pour en savoir plus : "), ("' for more information.", ""),
    ("' for detailed help.", ""),
  ]

  /// What the parser says of arguments that it adds itself; completion scripts show it too.
  private static let added: [(english: String, french: String)] = [
    ("Show the version.", "Affiche la version."),
    ("Show help information.", "Affiche cette aide."),
    ("Show subcommand help information.", "Affiche l'aide d'une commande."),
  ]

  /// The parser's sentences about what was typed, the longer before those that they begin with: `{}` is a hole, and `{0}` is what the
  /// first one held.
  private static let sentences: [(english: String, french: String)] = [
    (
      "Unknown option '{}'. Did you mean '{}'?",
      "Option inconnue : « {0} ». Vouliez-vous dire {1} ?"
    ),
    ("Unknown option '{}'", "Option inconnue : « {0} »."),
    ("Missing value for '{}'", "Il manque la valeur de {0}."),
    ("Missing expected argument '{}'", "Il manque : {0}."),
    ("Missing one of: {}", "Il manque l'un de ceux-ci : {0}."),
    ("Unexpected argument '{}'", "Mot en trop : « {0} »."),
    ("{} unexpected arguments: {}", "{0} mots en trop : {1}."),
    (
      "The value '{}' is invalid for '{} <\(ValueName.year.words)>'",
      "Année non reconnue pour {1} : « {0} ». Écrivez une année entre \(Year.least.value) et \(Year.most.value)."
    ),
    (
      "The value '{}' is invalid for '{} <{}>'. Please provide one of the following:{}",
      "Valeur non reconnue pour {1} : « {0} ». Valeurs possibles :{3}"
    ),
    (
      "The value '{}' is invalid for '{} <{}>'. Please provide one of {}.",
      "Valeur non reconnue pour {1} : « {0} ». Valeurs possibles : {3}."
    ),
    (
      "The value '{}' is invalid for '{}'. Please provide one of the following:{}",
      "Valeur non reconnue pour {1} : « {0} ». Valeurs possibles :{2}"
    ),
    (
      "The value '{}' is invalid for '{}'. Please provide one of {}.",
      "Valeur non reconnue pour {1} : « {0} ». Valeurs possibles : {2}."
    ),
    (
      "The value '{}' is invalid for '{} <{}>'", "Valeur non reconnue pour {1} : « {0} »."
    ),
    ("The value '{}' is invalid for '{}'", "Valeur non reconnue pour {1} : « {0} »."),
    (
      "The option '{}' does not take any value, but '{}' was specified.",
      "{0} ne prend pas de valeur : retirez « {1} »."
    ),
    (
      "Value to be set with flag '{}' had already been set with flag '{}'",
      "{1} et {0} ne vont pas ensemble : gardez l'un des deux."
    ),
    (
      "Can't generate completion scripts for '{}'.\nPlease use --generate-completion-script=<shell> with one of:\n    {}",
      "Pas de complétion pour « {0} ». Valeurs possibles : {1}."
    ),
  ]

  /// Returns what the parser says, in French.
  ///
  /// - Parameters:
  ///   - text: help, an error with the usage behind it, or what programs read.
  ///   - isForPeople: whether it is help or an error; of the rest only the words that the parser adds to commands change.
  /// - Returns: the text; a sentence that is not known here stays English.
  static func french(_ text: String, isForPeople: Bool) -> String {
    guard isForPeople else { return replaced(text, added) }
    let prefix = "Error: "
    guard text.hasPrefix(prefix) else { return help(text) }
    // Behind the message come the help on one option, if there is any, and the usage.
    let ends = ["\nHelp:  ", "\nUsage: "].compactMap { text.firstRange(of: $0)?.lowerBound }
    let end = ends.min() ?? text.endIndex
    let message = text[..<end].dropFirst(prefix.count)
    return "Erreur : " + sentence(message) + help(String(text[end...]))
  }

  private static func help(_ text: String) -> String {
    replaced(replaced(text, labels), added).replacing(/;(\s+)default:/) {
      " ;\($0.1)par défaut :"
    }
  }

  private static func replaced(_ text: String, _ pairs: [(english: String, french: String)])
    -> String
  {
    pairs.reduce(text) { $0.replacing($1.english, with: $1.french) }
  }

  /// A sentence about what was typed.
  private static func sentence(_ message: Substring) -> String {
    for (english, french) in sentences {
      guard let found = holes(of: english, in: message) else { continue }
      return found.enumerated().reduce(french) { text, hole in
        text.replacing("{\(hole.offset)}", with: listed(hole.element))
      }
    }
    return String(message)
  }

  /// What stands in a form's holes; nil where the message has another form.
  private static func holes(of form: String, in message: Substring) -> [Substring]? {
    let pieces = form.split(separator: "{}", omittingEmptySubsequences: false)
    guard let first = pieces.first, let last = pieces.last, message.hasPrefix(first) else {
      return nil
    }
    var rest = message.dropFirst(first.count)
    var holes: [Substring] = []
    for piece in pieces.dropFirst().dropLast() {
      guard let range = rest.firstRange(of: piece) else { return nil }
      holes.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    guard rest.hasSuffix(last) else { return nil }
    return holes + [rest.dropLast(last.count)]
  }

  /// A list of values, which the parser puts between quotes; another hole as it is.
  private static func listed(_ hole: Substring) -> String {
    guard hole.hasPrefix("'") else { return String(hole) }
    return replaced(String(hole), [("' and '", " et "), ("' or '", " ou "), ("'", "")])
  }
}
