import ArgumentParser
import Texts

extension ArgumentHelp {
  /// Help in the language of the run.
  ///
  /// - Parameters:
  ///   - french: for an option with a value, what the value is; for a flag, what it does.
  ///   - english: the same.
  ///   - value: what is to be typed; nil where the property's own name says it in both languages, or for a flag.
  /// - Returns: the help of one argument.
  static func words(
    _ french: String, _ english: String, _ value: ValueName? = nil
  ) -> ArgumentHelp {
    ArgumentHelp(language.pick(french, english), valueName: value?.words)
  }

  // Arguments that several commands have.
  static let actionSheet: ArgumentHelp = .words(
    "Fiche action (JSON) ; par défaut : PA 3.1.1.", "Action sheet (JSON); default: PA 3.1.1.",
    .file)
  static let campaign: ArgumentHelp = .words(
    "Code de la campagne, par exemple 2025.", "Code of the campaign, such as 2025.", .campaign)
  static let campaignOfYear: ArgumentHelp = .words(
    "Campagne SENACS ; par défaut : celle de l'année.", "SENACS campaign; default: the year's.",
    .campaign)
  static let contacts: ArgumentHelp = .words(
    "Ajoute le nom et le courriel de la direction ; la fédération ne voit que ceux de ses structures adhérentes.",
    "Adds the director's name and e-mail; the federation sees those of its members only.")
  static let dataOfDay: ArgumentHelp = .words(
    "Date des données ; par défaut : aujourd'hui.",
    "Day as of which facts are seen; default: today.", .day)
  static let dayAsked: ArgumentHelp = .words("Date demandée.", "Day asked about.", .day)
  static let digest: ArgumentHelp = .words(
    "Empreinte du rapport, ou son début.", "Digest of the report, or its beginning.", .digest)
  static let factsOfDay: ArgumentHelp = .words(
    "Date des données ; par défaut : le 31 décembre de l'année.",
    "Day as of which facts are seen; default: 31 December of the year.", .day)
  static let fictitious: ArgumentHelp = .words(
    "Indique que les données sont fictives.", "States that the data are fictitious.")
  static let findings: ArgumentHelp = .words(
    "Enregistre toutes les remarques dans un nouveau fichier CSV.",
    "Writes all findings to a new CSV file.", .file)
  static let firstDay: ArgumentHelp = .words("Premier jour.", "First day.", .day)
  static let kindOfFact: ArgumentHelp = .words(
    "Type de données, par exemple structures.", "Kind of fact, such as structures.", .kind)
  static let kindOfStructure: ArgumentHelp = .words(
    "Limite le résultat à un type de structure.", "Limits the result to one kind of structure.",
    .kind)
  static let knownOn: ArgumentHelp = .words(
    "Données telles qu'enregistrées à la fin de ce jour ; par défaut : maintenant.",
    "Data as they were recorded by the end of this day; default: now.", .day)
  static let lastDay: ArgumentHelp = .words("Dernier jour.", "Last day.", .day)
  static let lastDayOrNone: ArgumentHelp = .words(
    "Dernier jour ; par défaut : pas de fin.", "Last day; default: no end.", .day)
  static let listFormat: ArgumentHelp = .words(
    "Format ; csv : codes et point décimal, pour un programme ; excel : pour un tableur en français ; html : page à imprimer.",
    "Format; csv: codes and decimal point, for a program; excel: for a spreadsheet set to French; html: a page to print."
  )
  static let mostFindings: ArgumentHelp = .words(
    "Nombre de remarques affichées.", "Number of findings shown.", .count)
  static let newFile: ArgumentHelp = .words("Fichier à créer.", "File to create.", .file)
  static let newFolder: ArgumentHelp = .words("Dossier à créer.", "Folder to create.", .folder)
  static let newPage: ArgumentHelp = .words(
    "Fichier à créer ; par défaut : affichage à l'écran.",
    "File to create; default: shown on the screen.", .file)
  static let onlyStructure: ArgumentHelp = .words(
    "Limite le résultat à cette structure.", "Limits the result to this structure.")
  static let personCode: ArgumentHelp = .words(
    "Code de la personne, par exemple P12.", "Code of the person, such as P12.", .person)
  static let format: ArgumentHelp = .words("Format du résultat.", "Format of the result.")
  static let post: ArgumentHelp = .words("Fonction occupée.", "Post held.", .post)
  static let receivedBy: ArgumentHelp = .words(
    "Réponses reçues jusqu'à cette date incluse.", "Answers received up to this day, included.",
    .day)
  static let serviceName: ArgumentHelp = .words(
    "Service, par exemple registry.", "Service, such as registry.")
  static let sessionCode: ArgumentHelp = .words(
    "Code de la session, par exemple T03.", "Code of the session, such as T03.")
  static let sessionsFrom: ArgumentHelp = .words(
    "Sessions qui commencent ce jour ou après.", "Sessions that begin on this day or later.", .day)
  static let structureCode: ArgumentHelp = .words(
    "Code de la structure, par exemple S01.", "Code of the structure, such as S01.")
  static let structureOfPerson: ArgumentHelp = .words(
    "Code de la structure de la personne.", "Code of the person's structure.")
  static let withoutAsking: ArgumentHelp = .words(
    "Enregistre sans demander de confirmation.", "Records without asking.")
  static let year: ArgumentHelp = .words(
    "Année de l'évaluation, par exemple 2025.", "Year of the evaluation, such as 2025.", .year)
}
