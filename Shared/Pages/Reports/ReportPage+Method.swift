import Contracts
import Texts

/// How a report was made, what it cannot say, and what of it is invented.
extension ReportPage {
  var method: HTML {
    let positions = reply.positions.sorted { $0.key < $1.key }
      .map { "\($0.key) \($0.value)" }.joined(separator: " · ")
    return """
      <section id="method"><h2>\(pick("Méthode et limites", "Method and limits"))</h2>
      <ul>\(points.html { "<li>\($0)</li>" })</ul>
      <h3>\(pick("Ce qui est fictif", "What is fictitious"))</h3><p>\(invented)</p>
      <h3>\(pick("Quand les faits ont été connus", "When facts were known"))</h3><p>\(known)</p>
      <p class="meta">\(pick("Positions des flux", "Feed positions")) : \(positions)</p></section>
      """
  }

  private var points: [String] {
    var points = [
      pick(
        "Chaque chiffre est défini une fois ; numérateur et dénominateur sont comptés, jamais estimés.",
        "Each figure is defined once; numerator and denominator are counted, never estimated."),
      pick(
        "Une valeur absente n'est pas zéro : elle est montrée comme absente.",
        "Missing is not zero: what is absent is shown as absent."),
      pick(
        "La grille du diagnostic (I6) est une proposition ; ses seuils sont des données.",
        "The grid of the diagnosis (I6) is a proposal; its thresholds are data."),
      rules == RuleBook.inForce
        ? pick(
          "Comptés par les règles \(rules), qui sont en vigueur.",
          "Counted by rules \(rules), which are in force.")
        : pick(
          "Comptés par les règles \(rules), qui sont une proposition : les chiffres en vigueur sont autres.",
          "Counted by rules \(rules), which are a proposal: the figures in force are others."),
      (sheet.targets ?? []).isEmpty
        ? pick(
          "La fiche ne fixe aucune cible ; aucune n'est inventée ici.",
          "The sheet sets no targets; none is invented here.")
        : pick(
          "Les cibles sont celles de la fiche, avec qui les a fixées et quand ; où il n'y en a pas, aucune n'est inventée.",
          "Targets are the sheet's, with who set them and when; where there is none, none is invented."
        ),
      pick(
        "Ces pages disent ce qu'il en est de structures par leur commune : pour le pilote et la commission. Ce qui peut être "
          + "publié est ce que donne --public.",
        "These pages tell of structures by their commune: for the pilot and the commission. What may be published is what "
          + "--public gives."),
    ]
    if digest != nil {
      points.append(
        pick(
          "Le rapport est figé : vigie report verify le refait et compare les empreintes.",
          "The report is frozen: vigie report verify makes it again and compares the digests."))
    }
    return points
  }

  private var invented: String {
    switch reply.fictitious {
    case true:
      pick(
        "Tout le réseau est inventé : structures, personnes, réponses et chiffres. Vrais sont les communes, leurs codes et leur "
          + "rattachement.",
        "The whole network is invented: structures, people, answers and figures. The communes, their codes and where they "
          + "belong are real.")
    case false: pick("Rien : le réseau est réel.", "Nothing: the network is real.")
    default: pick("Rien n'est chargé.", "Nothing is loaded.")
    }
  }

  private var known: String {
    pick(
      "Un fait est connu à partir du jour où il a été enregistré. Ce qui a été chargé aujourd'hui sur le passé n'est connu que "
        + "d'aujourd'hui : ce rapport dit le passé comme on le connaît maintenant, pas ce qu'on en savait alors.",
      "A fact is known from the day on which it was recorded. What was loaded today about the past is known today only: this "
        + "report tells the past as it is known now, not what was known of it then.")
  }
}
