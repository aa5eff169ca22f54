import PortalDomain
import Texts
import Values

/// What the parts of a diagnosis are called in addresses, and what their forms say.
enum DiagnosisWords {
  /// The word of a kind in an address.
  static func word(_ kind: ElementKind) -> String {
    switch kind {
    case .problem: "problematique"
    case .axis: "axe"
    case .objective: "objectif"
    case .answer: "reponse"
    }
  }

  /// The kind that a word of an address names; nil for none.
  static func kind(_ word: String) -> ElementKind? {
    ElementKind.allCases.first { self.word($0) == word }
  }

  /// What adds a part of a kind.
  static func adding(_ kind: ElementKind, _ visit: Visit) -> String {
    switch kind {
    case .problem: visit.pick("Ajouter une problématique", "Add a problem")
    case .axis: visit.pick("Ajouter un axe prioritaire", "Add a priority axis")
    case .objective: visit.pick("Ajouter un objectif général", "Add a general objective")
    case .answer: visit.pick("Ajouter une réponse", "Add an answer")
    }
  }

  /// What a part of a kind is, in a sentence.
  static func about(_ kind: ElementKind, _ visit: Visit) -> String {
    switch kind {
    case .problem:
      visit.pick(
        "Ce que vit le territoire, avec les éléments d'appui qui le montrent.",
        "What the territory lives with, and the evidence that shows it.")
    case .axis:
      visit.pick(
        "Une priorité du projet social, et les problématiques auxquelles elle répond.",
        "A priority of the social project, and the problems that it answers.")
    case .objective:
      visit.pick(
        "Ce qui est visé, dans un axe prioritaire ou directement pour une problématique.",
        "What is aimed at, under a priority axis, or for a problem directly.")
    case .answer:
      visit.pick(
        "Ce que la structure met en place pour un objectif général.",
        "What the structure does for a general objective.")
    }
  }

  /// What an act on a part is called, and what it does; nil for a word that is none.
  static func act(_ word: String, _ visit: Visit) -> (title: String, about: String)? {
    switch word {
    case "modifier":
      (
        title: visit.pick("modifier", "change"),
        about: visit.pick(
          "L'historique garde le texte précédent.", "The history keeps the text of before.")
      )
    case "relire":
      (
        title: visit.pick("actualiser", "update"),
        about: visit.pick(
          "Relisez la source, écrivez ce qu'elle indique maintenant, et sa nouvelle date.",
          "Read the source again, write what it says now, and the day of this new source.")
      )
    case "retirer":
      (
        title: visit.pick("retirer du diagnostic", "take out of the diagnosis"),
        about: visit.pick(
          "À partir de ce jour, il ne fait plus partie du diagnostic ; il reste dans l'historique.",
          "It is no part of it from that day on, and stays in the history.")
      )
    default: nil
    }
  }
}
