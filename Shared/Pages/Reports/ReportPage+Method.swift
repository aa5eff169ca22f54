import Composition
import Contracts
import Texts
import Values

/// How a report was made, what it cannot say, and what of it is fictitious.
extension ReportPage {
  var method: HTML {
    let positions = reply.positions.sorted { $0.key < $1.key }
      .map { "\($0.key) \($0.value)" }.joined(separator: " · ")
    return """
      <section id="method"><h2>\(pick("Méthode et limites", "Method and limits"))</h2>
      <ul>\(points.html { "<li>\($0)</li>" })</ul>
      <h3>\(pick("Ce qui est fictif", "What is fictitious"))</h3><p>\(invented)</p>
      <h3>\(pick("Date des données", "When the data were known"))</h3><p>\(known)</p>
      <p class="meta">\(pick("Repères techniques (version des données de chaque service) :", "For technicians (version of each service's data):")) \(positions)</p></section>
      """
  }

  private var points: [String] {
    var points = [
      pick(
        "Chaque indicateur a une seule définition. Numérateur et dénominateur sont comptés, jamais estimés.",
        "Each figure has one definition. Numerator and denominator are counted, never estimated."),
      pick(
        "Une donnée absente n'est pas un zéro : elle est signalée comme absente.",
        "Missing is not zero: what is absent is shown as absent."),
      pick(
        "La grille d'évaluation du diagnostic (I6) est une proposition : elle n'est pas officielle, et ses seuils peuvent être modifiés.",
        "The grid by which diagnoses are evaluated (I6) is a proposal: it is not official, and its thresholds may be changed."
      ),
      rules == RuleBook.inForce
        ? pick(
          "Règles de calcul version \(rules), en vigueur.",
          "Rules version \(rules), which are in force.")
        : pick(
          "Règles de calcul version \(rules), à l'étude : les indicateurs officiels sont ceux des règles en vigueur.",
          "Rules version \(rules), which are a proposal: the official figures are those of the rules in force."
        ),
      (sheet.targets ?? []).isEmpty
        ? pick(
          "La fiche ne fixe pas de cible ; ce rapport n'en ajoute pas.",
          "The sheet has no target set; this report adds none.")
        : pick(
          "Les cibles sont celles de la fiche, avec leur auteur et leur date ; aucune n'est ajoutée.",
          "Targets are the sheet's, with who set them and when; none is added."
        ),
      pick(
        "Ce rapport permet de reconnaître des structures par leur commune : il est réservé au pilote et à la commission. La version "
          + "publiable s'obtient par vigie report show … --public.",
        "Structures can be recognised in this report by their commune: it is for the pilot and the commission. What may be "
          + "published comes from vigie report show … --public."),
    ]
    if parts.count > 1 {
      let enough = language.share(answering.enough.text)
      points.append(
        pick(
          "Chaque question reçoit la réponse de la dernière année qui a assez de données : au moins \(enough) des structures qui pouvaient "
            + "répondre, seuil de la fiche. Les formations sont comptées sur toutes les années de la fiche.",
          "Each question is answered by the latest year with enough data: of at least \(enough) of the structures that could answer, by "
            + "the sheet. Trainings are counted over all of the sheet's years."))
    }
    if digest != nil {
      points.append(
        pick(
          "Ce rapport est figé : vigie report verify le recalcule et compare les empreintes.",
          "This report is frozen: vigie report verify computes it again and compares the digests."))
    }
    return points
  }

  private var invented: String {
    switch reply.fictitious {
    case true:
      pick(
        "Structures, personnes, réponses et résultats sont fictifs. Seuls les communes, leurs codes et leur rattachement sont réels.",
        "Structures, people, answers and results are fictitious. Only the communes, their codes and where they belong are real."
      )
    case false: pick("Rien : toutes les données sont réelles.", "Nothing: all data are real.")
    default: pick("Aucune donnée n'est chargée.", "No data are loaded.")
    }
  }

  private var known: String {
    pick(
      "Une donnée n'est connue qu'à partir du jour de son enregistrement. Ce rapport présente le passé tel qu'il est connu "
        + "aujourd'hui, corrections comprises, et non tel qu'il l'était à l'époque.",
      "Data are known from the day on which they were recorded. This report shows the past as it is known today, corrections "
        + "included, and not as it was known then.")
  }
}
