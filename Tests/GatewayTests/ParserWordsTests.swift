import Testing

@testable import vigie

@Suite("What the argument parser says, in French")
struct ParserWordsTests {
  private static let usage =
    "\nUsage: vigie senacs missing [<options>] <campagne>\n  See '"
    + "vigie senacs missing --help' for more information."

  @Test(
    "what was typed is between guillemets, and it is said what to do",
    arguments: [
      (
        "Unknown option '--lagn'. Did you mean '--lang'?",
        "Option inconnue : « --lagn ». Vouliez-vous dire --lang ?"
      ),
      ("Unknown option '-x'", "Option inconnue : « -x »."),
      ("Missing expected argument '<campagne>'", "Il manque : <campagne>."),
      ("Missing value for '--out <fichier>'", "Il manque la valeur de --out <fichier>."),
      ("Unexpected argument 'l'été'", "Mot en trop : « l'été »."),
      ("2 unexpected arguments: 'a', 'b'", "2 mots en trop : a, b."),
      (
        "The value '20' is invalid for '--year <\(ValueName.year.words)>'",
        "Année non reconnue pour --year : « 20 ». Écrivez une année entre 1900 et 2199."
      ),
      (
        "The value 'x' is invalid for '--most <nombre>'",
        "Valeur non reconnue pour --most : « x »."
      ),
      (
        "The value 'X' is invalid for '--kind <type>'. Please provide one of 'CS' and 'EVS'.",
        "Valeur non reconnue pour --kind : « X ». Valeurs possibles : CS et EVS."
      ),
      (
        "The value 'X' is invalid for '--format <format>'. Please provide one of 'text', 'csv' or 'json'.",
        "Valeur non reconnue pour --format : « X ». Valeurs possibles : text, csv ou json."
      ),
      (
        "The value 'X' is invalid for '--cross <critère>'. Please provide one of the following:\n  - kind\n  - ctcd",
        "Valeur non reconnue pour --cross : « X ». Valeurs possibles :\n  - kind\n  - ctcd"
      ),
      (
        "The value 'X' is invalid for '<role>'. Please provide one of 'a' and 'b'.",
        "Valeur non reconnue pour <role> : « X ». Valeurs possibles : a et b."
      ),
      (
        "The option '--yes' does not take any value, but 'no' was specified.",
        "--yes ne prend pas de valeur : retirez « no »."
      ),
      (
        "Value to be set with flag '--b' had already been set with flag '--a'",
        "--a et --b ne vont pas ensemble : gardez l'un des deux."
      ),
      ("une phrase des commandes", "une phrase des commandes"),
    ])
  func sentences(_ english: String, _ french: String) {
    let text = ParserWords.french("Error: " + english + Self.usage, isForPeople: true)
    #expect(
      text == "Erreur : " + french + "\nUtilisation : vigie senacs missing [<options>] <campagne>\n"
        + "  Pour en savoir plus : vigie senacs missing --help")
  }

  @Test("the help of an option stands behind the sentence, defaults are « par défaut »")
  func help() {
    let error = ParserWords.french(
      "Error: Missing expected argument '<campagne>'\nHelp:  <campagne>  Code.\nUsage: vigie",
      isForPeople: true)
    #expect(
      error == "Erreur : Il manque : <campagne>.\nAide : <campagne>  Code.\nUtilisation : vigie")
    let options = ParserWords.french(
      "OVERVIEW: Liste.\n\nOPTIONS:\n  --format <format>  Format. (values: text, csv;\n   default: text)\n"
        + "  --most <nombre>  Nombre. (default: 100)\n  -h, --help  Show help information.",
      isForPeople: true)
    #expect(
      options
        == "PRÉSENTATION : Liste.\n\nOPTIONS :\n  --format <format>  Format. (valeurs : text, csv ;\n   par défaut : text)\n"
        + "  --most <nombre>  Nombre. (par défaut : 100)\n  -h, --help  Affiche cette aide.")
  }

  @Test("what programs read keeps its own words")
  func programs() {
    let script = "complete; default: x # Show the version."
    #expect(
      ParserWords.french(script, isForPeople: false)
        == "complete; default: x # Affiche la version.")
  }
}
