import Contracts
import Values

/// The sheet that is evaluated where no other is named: `deploy/sample/sheets/pa-3.1.1.json` says the same.
///
/// The French words are the sheet's own (reference/action-sheet.txt), without its typing errors; the English ones are a
/// translation. The last question is taken from the sheet's diagnosis. The sheet sets no target.
enum ShippedSheet {
  static let sheet = ActionSheet(
    code: ActionSheet.followed,
    title: .init(
      "Accompagner la montée en compétence des structures sur les outils de diagnostic et de veille territoriale",
      "Helping structures to master the tools of diagnosing and watching their territory"),
    pilot: .init("Caf du Rhône", "Caf du Rhône"),
    years: .init(first: 2023, last: 2026),
    texts: texts, actions: actions, questions: questions)

  private static let texts: [ActionSheet.Passage] = [
    .init(
      heading: .init("Diagnostic", "Diagnosis"),
      body: .init(
        "Le rôle des structures AVS autour des enjeux de veille sociale et d'expertise territoriale reste parfois peu ou mal "
          + "connu. Les outils déployés restent souvent confidentiels et sont différents selon les équipements. De plus, le "
          + "turn-over important des directions, mais aussi des référents familles, a rendu difficile l'appropriation de "
          + "référentiels communs. Les structures se heurtent alors à des difficultés à réaliser une analyse distanciée de "
          + "leur territoire.",
        "What these structures do to watch society and to know their territory is little known, or known wrongly. The tools "
          + "in use often stay out of sight and differ from place to place. The high turnover of directors, and of family "
          + "referents too, has made it hard to take up common frames of reference. So structures find it hard to look at "
          + "their territory from a distance.")),
    .init(
      heading: .init("Définitions et principes d'action", "Definitions and principles"),
      body: .init(
        "La construction d'un diagnostic social concerté et partagé nécessite de s'appuyer sur les éléments d'évaluation du "
          + "précédent projet, de mettre en évidence les problématiques sociales du territoire, de repérer les potentialités "
          + "et d'impliquer les habitants-usagers du centre, les professionnels et les partenaires. La pratique du "
          + "diagnostic de territoire partagé est devenue une étape incontournable lors de projets menés par les structures "
          + "d'animation de la vie sociale. Il s'agira donc de doter les professionnels d'outils pertinents pour mesurer les "
          + "évolutions sociales sur leur territoire d'intervention et pour élaborer les diagnostics sociaux correspondants.",
        "A social diagnosis that is made and shared together rests on the evaluation of the project before, shows the social "
          + "problems of the territory, finds its potentials, and involves inhabitants and users, professionals and partners. "
          + "A shared diagnosis of the territory has become a step that no project of these structures goes without. So "
          + "professionals are to have the tools to measure how society changes where they work, and to make such diagnoses."
      )
    ),
    .init(
      heading: .init("Publics et territoires", "Whom and where"),
      body: .init(
        "Centres sociaux et espaces de vie sociale de la Métropole de Lyon et du Conseil départemental du Rhône.",
        "Social centres (CS) and espaces de vie sociale (EVS) of the Métropole de Lyon and of the Département du Rhône."
      )),
    .init(
      heading: .init("Partenaires impliqués", "Partners"),
      body: .init(
        "Fédération des centres sociaux du Rhône. Centres sociaux et espaces de vie sociale.",
        "The federation of the social centres of the Rhône. Social centres and espaces de vie sociale."
      )),
  ]

  private static let actions: [ActionSheet.Action] = [
    .init(
      code: "1",
      fr:
        "Renforcer l'outillage des professionnels des structures AVS par des formations adaptées en lien avec la fédération "
        + "des centres sociaux du Rhône.",
      en:
        "Better tools for the professionals of the structures, by fitting trainings made with the federation of the social "
        + "centres of the Rhône."),
    .init(
      code: "2",
      fr:
        "Favoriser l'acculturation des directions sur l'utilité, la pertinence et l'utilisation de l'observatoire des centres "
        + "sociaux (SENACS).",
      en:
        "Directors at home with what the observatory of social centres (SENACS) is good for, what it tells and how it is "
        + "used."),
  ]

  private static let questions: [ActionSheet.Question] = [
    .init(
      code: "Q1",
      fr:
        "Qu'est-ce que vous mettez en œuvre pour former les salariés au diagnostic de territoire + Nombre de personnes touchées "
        + "par ces actions/formations.",
      en:
        "What do you do to train employees in diagnosing the territory + How many people these actions and trainings reached.",
      measures: ["I0", "I2a", "I2e", "I2d", "I2b", "I2c"]),
    .init(
      code: "Q2", fr: "Taux de participation à SENACS", en: "Rate of participation in SENACS",
      measures: ["I1", "I1-on-time", "I1-restated"]),
    .init(
      code: "Q3", fr: "Utilisez-vous les données SENACS ? Si oui, comment ?",
      en: "Do you use the data of SENACS? If so, how?", measures: ["I5a", "I5b", "I5-response"]),
    .init(
      code: "Q4",
      fr:
        "Capacité à élaborer et actualiser un diagnostic partagé avec la mise en œuvre de réponses adaptées (axes prioritaires "
        + "et objectifs généraux en lien avec la problématique repérée).",
      en:
        "Ability to make a shared diagnosis and keep it up to date, with answers that fit (priority axes and general "
        + "objectives tied to the problem that was found).",
      measures: ["I6", "I6-coverage"]),
    .init(
      code: "Q5",
      fr:
        "Le projet est-il bien intégré dans le partenariat local ? Le centre social participe-t-il aux instances de veille "
        + "sociale sur le territoire ?",
      en:
        "Is the project well integrated in the local partnership? Does the social centre take part in the bodies that watch "
        + "society on the territory?",
      measures: ["I7a", "I7b", "I7c"]),
    .init(
      code: "D1",
      fr:
        "« … le turn-over important des directions, mais aussi des référents familles, a rendu difficile l'appropriation de "
        + "référentiels communs. »",
      en:
        "“… the high turnover of directors, and of family referents too, has made it hard to take up common frames of "
        + "reference.”",
      measures: [
        "I4", "I3a-director", "I3a-family_referent", "I3c-director", "I3c-family_referent",
      ]),
  ]
}
