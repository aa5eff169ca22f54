import ArgumentParser
import Texts

extension TypedArguments {
  /// What a page of the command is called: a title of its own, or its help's sentence without the verb and the full stop.
  var title: String {
    var (command, path): (any ParsableCommand.Type, [String]) = (Vigie.self, [])
    for word in beginning {
      let commands = command.configuration.subcommands
      guard let next = commands.first(where: { $0._commandName == word }) else { break }
      command = next
      path.append(word)
    }
    if let own = Self.titles[path.joined(separator: " ")] {
      return language.pick(own.french, own.english)
    }
    let abstract = command.configuration.abstract
    let verb = Self.verbs.first(where: abstract.hasPrefix) ?? ""
    let subject = abstract.dropFirst(verb.count).drop { $0 == " " }
    let stop = subject.hasSuffix(".") ? 1 : 0
    return subject.prefix(1).uppercased() + subject.dropFirst().dropLast(stop)
  }

  private static let verbs = ["Affiche ", "Liste ", "Shows ", "Lists "]

  /// The titles of commands whose help says what to do, or more than a title says.
  private static let titles: [String: (french: String, english: String)] = [
    "actions": (
      "Actions de la fiche action : prévu et réalisé",
      "The action sheet's actions: planned and done"
    ),
    "evaluation declared": (
      "Ce que les structures déclarent et ce qui est constaté",
      "What structures declare and what was observed"
    ),
    "evaluation retention": (
      "Maintien en poste des personnes formées", "How long trained people stay in post"
    ),
    "evaluation turnover": (
      "Départs, prises de poste et durée en poste", "Departures, arrivals and time in post"
    ),
    "explain": ("Données d'origine de l'indicateur", "The facts behind the figure"),
    "import": ("Résultat du chargement", "What was loaded"),
    "people find": ("Personnes trouvées", "People found"),
    "publish": ("Tableaux publiables", "Tables that may be published"),
    "registry contributions": ("Financements promis et versés", "Funding promised and paid"),
    "registry list": ("Structures", "Structures"),
    "senacs communes": ("Participation à SENACS, par commune", "SENACS participation by commune"),
    "senacs reminders": ("Structures à relancer", "Structures to remind"),
    "training attendance": (
      "Présences à la session, par demi-journée", "Attendance of the session, by half-day"
    ),
    "training certificates": (
      "Personnes ayant droit à l'attestation de la session",
      "People who qualified in the session"
    ),
    "training invitations": (
      "Personnes à inviter à la session", "People to invite to the session"
    ),
    "training needs": (
      "Structures actives sans personne formée en poste",
      "Active structures with nobody trained in post"
    ),
    "training report": ("Bilan des formations, année par année", "Trainings, year by year"),
    "training session": (
      "Session : inscrits, liste d'attente et présences",
      "Session: who enrolled, who waits and who came"
    ),
    "training unreached": (
      "Structures actives dont personne n'est venu à une formation",
      "Active structures from which nobody came to a training"
    ),
  ]
}
