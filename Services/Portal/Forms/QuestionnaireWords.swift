import PortalDomain
import Texts

/// What a form is called, and what differs in words between a campaign of SENACS and a year of the sheet's questions.
struct QuestionnaireWords: Sendable {
  let language: Language
  let asked: Questionnaire

  private func pick(_ french: String, _ english: String) -> String {
    language.pick(french, english)
  }

  /// One of two texts by what is asked for.
  private func either(_ campaign: @autoclosure () -> String, _ sheet: @autoclosure () -> String)
    -> String
  {
    switch asked {
    case .campaign: campaign()
    case .sheet: sheet()
    }
  }

  /// What people call it, such as `SENACS 2026`.
  var name: String {
    switch asked {
    case .campaign(let code): "SENACS \(code)"
    case .sheet(let year): pick("Fiche action \(year)", "Action sheet \(year)")
    }
  }

  /// The service that takes the answer.
  var service: String { either("senacs", "evaluation") }

  /// That the service which takes the answer does not answer.
  var awayTitle: String {
    either(
      pick("SENACS ne répond pas en ce moment", "SENACS does not answer now"),
      pick(
        "Le service des évaluations ne répond pas en ce moment",
        "The evaluation service does not answer now"))
  }

  /// Why sending waits.
  var awayText: String {
    either(
      pick(
        "L'envoi attend que SENACS réponde. Rechargez cette page plus tard : rien n'est perdu.",
        "Sending waits for SENACS. Load this page again later: nothing is lost."),
      pick(
        "L'envoi attend que le service des évaluations réponde. Rechargez cette page plus tard : rien n'est perdu.",
        "Sending waits for the evaluation service. Load this page again later: nothing is lost."))
  }

  /// That the service refused the answer; the fields follow.
  var refusedTitle: String {
    either(
      pick("SENACS n'a pas accepté la réponse", "SENACS did not accept the answer"),
      pick("La réponse n'a pas été acceptée", "The answer was not accepted"))
  }

  /// That its last day is over.
  func closedTitle(_ closes: String) -> String {
    either(
      pick("La campagne est close depuis le \(closes)", "The campaign closed on \(closes)"),
      pick("L'année est terminée depuis le \(closes)", "The year ended on \(closes)"))
  }

  /// That its first day is still to come.
  func opensTitle(_ opens: String) -> String {
    either(
      pick("La campagne ouvre le \(opens)", "The campaign opens on \(opens)"),
      pick("L'année commence le \(opens)", "The year begins on \(opens)"))
  }
}

extension FormWords {
  /// What the form is called.
  var about: QuestionnaireWords {
    QuestionnaireWords(language: language, asked: form.kept.questionnaire)
  }

  private var isSheet: Bool {
    if case .sheet = form.kept.questionnaire { true } else { false }
  }

  // MARK: A section

  /// What the answers are about, and until when they are awaited.
  var introduction: String {
    let (kept, closes) = (form.kept, day(form.kept.closesOn))
    return isSheet
      ? language.pick(
        "Questions de la fiche action PA 3.1.1 pour \(kept.dataYear). Réponses attendues jusqu'au \(closes). La deuxième question, la participation à SENACS, n'est pas posée ici : Vigie la mesure par votre réponse à SENACS.",
        "Questions of action sheet PA 3.1.1 for \(kept.dataYear). Answers are due by \(closes). The second question, participation in SENACS, is not asked here: Vigie measures it by your answer to SENACS."
      )
      : language.pick(
        "Données de \(kept.dataYear). Réponse attendue jusqu'au \(closes).",
        "Data of \(kept.dataYear). The answer is due by \(closes).")
  }

  /// What stands above the answers.
  var headNow: String {
    isSheet
      ? language.pick("Votre réponse", "Your answer")
      : language.pick("Données \(form.kept.dataYear)", "Data \(form.kept.dataYear)")
  }

  /// What stands above the last answers.
  var headPast: String {
    guard let last = form.kept.lastYear else { return "–" }
    return isSheet
      ? language.pick("Réponse précédente", "Previous answer")
      : language.pick("Données \(last)", "Data \(last)")
  }

  /// What stands before a last answer on a narrow screen; empty without one.
  var pastLabel: String {
    guard let last = form.kept.lastYear else { return "" }
    return (isSheet ? headPast : "\(last)") + language.pick(" : ", ": ")
  }

  /// Where a value was taken over from the last answer.
  var takenOver: String {
    isSheet
      ? language.pick(
        "Repris de votre réponse précédente : à vérifier",
        "Taken from your previous answer: to be checked"
      )
      : language.pick(
        "Repris de \(form.kept.lastYear.map(String.init) ?? "") : à vérifier",
        "Taken from \(form.kept.lastYear.map(String.init) ?? ""): to be checked")
  }

  // MARK: A receipt

  /// That an answer arrived; `day` and `time` say when.
  func arrived(_ day: String, _ time: String) -> String {
    language.pick(
      "La réponse de la structure à \(quotedName) est arrivée à la Caf le \(day) à \(time).",
      "The structure's answer to \(quotedName) reached the Caf on \(day) at \(time).")
  }

  private var quotedName: String {
    isSheet
      ? language.pick("la fiche action \(form.kept.dataYear)", "action sheet \(form.kept.dataYear)")
      : about.name
  }

  /// That an answer came after its last day.
  func late(_ closes: String) -> String {
    isSheet
      ? language.pick(
        " Elle est en retard : l'année était terminée depuis le \(closes).",
        " It is late: the year ended on \(closes).")
      : language.pick(
        " Elle est en retard : la campagne était close depuis le \(closes).",
        " It is late: the campaign closed on \(closes).")
  }

  /// What the answer is to, as a name and a value.
  var subject: (String, String) {
    let year = form.kept.dataYear
    return isSheet
      ? (language.pick("Questions", "Questions"), about.name)
      : (
        language.pick("Campagne", "Campaign"),
        language.pick("\(about.name), données \(year)", "\(about.name), data \(year)")
      )
  }

  /// What an answer counts in.
  var counted: String {
    isSheet
      ? language.pick(
        "La réponse est validée : elle compte dès maintenant dans les indicateurs de la fiche action.",
        "The answer is validated: it counts in the action sheet's figures from now on.")
      : language.pick(
        "La réponse est validée : elle compte dans la participation dès maintenant.",
        "The answer is validated: it counts in participation from now on.")
  }
}
