extension HelpTask {
  /// What a structure keeps and reads beside its answers.
  static let facts: [HelpTask] = [diagnosis, veille, sheet, leave]

  private static let diagnosis = HelpTask(
    "diagnostic", .structure,
    pages: [
      "/diagnostic", "/diagnostic/:code", "/diagnostic/ajouter/:kind", "/diagnostic/:code/:act",
    ],
    title: HelpWords("Tenir le diagnostic partagé", "Keep the shared diagnosis"),
    purpose: HelpWords(
      "Le diagnostic partagé relie vos constats aux réponses de la structure.",
      "The shared diagnosis leads from what you find to the structure's answers."),
    steps: [
      HelpWords(
        "Lisez de haut en bas : volets et éléments d'appui, puis problématiques, axes prioritaires, objectifs généraux, réponses.",
        "Read from the top: bases and evidence, then problems, priority axes, general objectives, answers."
      ),
      HelpWords(
        "Regardez « Points à compléter » : par exemple une problématique sans axe prioritaire, ou un objectif général sans réponse.",
        "Look at “To be completed”: for example a problem without a priority axis, or a general objective without an answer."
      ),
      HelpWords(
        "Ajoutez ou modifiez un élément, en indiquant à quoi il se rattache.",
        "Add or change an item, and say what it is linked to."),
      HelpWords(
        "« À actualiser » : relisez la source de l'élément, puis écrivez ce qu'elle indique maintenant et sa date.",
        "“To be updated”: read the item's source again, then write what it says now, and its day."),
    ],
    result: HelpWords(
      "Dans le diagnostic, on voit d'où vient chaque réponse. L'historique garde toutes les versions.",
      "The diagnosis shows where each answer comes from. The history keeps all versions."),
    cases: [
      Case(
        HelpWords("Le niveau est « à arbitrer » ?", "The level is “to be arbitrated”?"),
        HelpWords(
          "Les deux évaluations divergent : une évaluation finale tranchera.",
          "The two assessments differ: a final assessment will settle it."))
    ], related: ["passation", "restitution"],
    picture: HelpWords(
      "Le diagnostic partagé : ses éléments d'appui, ce qui manque ou est à actualiser, et les boutons pour le compléter.",
      "The shared diagnosis: its evidence, what is missing or to be updated, and buttons to complete it."
    ))

  private static let veille = HelpTask(
    "veille", .structure, pages: ["/veille", "/veille/ajouter", "/veille/:body/:day"],
    title: HelpWords(
      "Déclarer votre présence aux réunions de veille sociale",
      "Say whether you were at the meetings of social watch"),
    purpose: HelpWords(
      "Les réunions auxquelles vous participez comptent dans les indicateurs de la fiche action sur la veille sociale.",
      "The meetings that you attend count in the action sheet's figures on social watch."),
    steps: [
      HelpWords(
        "Ouvrez « Veille sociale » : les réunions sont enregistrées par l'instance.",
        "Open “Social watch”: the body records the meetings."),
      HelpWords(
        "À la ligne d'une réunion, suivez « déclarer votre présence », répondez, puis enregistrez.",
        "At a meeting's line, follow “say whether you were there”, answer, then save."),
      HelpWords(
        "En cas d'erreur, suivez « modifier » ; l'historique de la déclaration permet d'annuler votre changement.",
        "If there is a mistake, follow “change”; the declaration's history lets you undo your change."
      ),
    ],
    result: HelpWords(
      "Votre déclaration est dans la liste. Elle compte une fois confirmée par l'instance ou par la Caf.",
      "Your declaration is on the list. It counts once it is confirmed by the body or by the Caf."),
    cases: [
      Case(
        HelpWords("La date est refusée ?", "The day is refused?"),
        HelpWords(
          "La page indique pourquoi et ce qu'il faut écrire ; ce que vous avez tapé est gardé.",
          "The page says why and what to write; what you typed is kept."))
    ])

  private static let sheet = HelpTask(
    "restitution", .structure, pages: ["/restitution", "/restitution/:year"],
    title: HelpWords("Lire la restitution", "Read the feedback"),
    purpose: HelpWords(
      "La restitution compare votre structure à ses réponses précédentes et aux structures comparables.",
      "The feedback compares your structure with its earlier answers and with comparable structures."
    ),
    steps: [
      HelpWords(
        "Lisez votre valeur, la valeur précédente, puis la moitié centrale des structures comparables et leur médiane.",
        "Read your value, the value before, then the middle half of the comparable structures and their median."
      ),
      HelpWords(
        "Dans le dessin, la bande est la moitié centrale des structures comparables ; le point est votre valeur.",
        "In the drawing, the band is the middle half of the comparable structures; the dot is your value."
      ),
      HelpWords(
        "Imprimez la page pour l'équipe ou le conseil d'administration.",
        "Print the page for your team or your board."),
    ],
    result: HelpWords(
      "Vous situez votre structure. Ce n'est pas une note : être au-dessus ou en dessous n'est ni bien ni mal.",
      "You see where your structure stands. It is no mark: being above or below is neither good nor bad."
    ),
    cases: [
      Case(
        HelpWords("« masqué (secret statistique) » ?", "“hidden (statistical secrecy)”?"),
        HelpWords(
          "Trop peu de structures comparables ont répondu, ou la valeur laisserait deviner celle d'une autre. Personne ne la voit.",
          "Too few comparable structures answered, or the value would let somebody guess another one's. Nobody sees it."
        ))
    ], related: ["signaler"],
    picture: HelpWords(
      "La restitution : un tableau avec votre valeur, la valeur précédente et celles des structures comparables.",
      "The feedback: a table with your value, the value before and those of comparable structures.")
  )

  private static let leave = HelpTask(
    "passation", .structure, pages: ["/structure/passation", "/structure/renouvellement"],
    title: HelpWords("Quitter un poste : la passation", "Leave a post: the hand-over"),
    purpose: HelpWords(
      "Le dossier de passation réunit pour la direction suivante ce qui est en cours dans la structure.",
      "The hand-over file puts together for the next director what the structure has in hand."),
    steps: [
      HelpWords(
        "Ouvrez « Notre structure », puis le dossier de passation.",
        "Open “Our structure”, then the hand-over file."),
      HelpWords(
        "Complétez ce qui manque : diagnostic à actualiser, questions sans réponse, agrément qui se termine.",
        "Complete what is missing: a diagnosis to be updated, open questions, an approval that ends."
      ),
      HelpWords(
        "Imprimez ou enregistrez le dossier, puis transmettez-le.",
        "Print or save the file, then hand it over."),
      HelpWords(
        "Indiquez à la Caf votre dernier jour et qui assure l'intérim.",
        "Tell the Caf your last day and who stands in."),
    ],
    result: HelpWords(
      "Votre accès se termine avec votre fonction. Le brouillon et le diagnostic restent à la structure.",
      "Your access ends with your post. The draft and the diagnosis stay with the structure."),
    cases: [
      Case(
        HelpWords("Vous ne pouvez plus entrer ?", "You cannot enter any more?"),
        HelpWords(
          "Selon le registre, votre fonction est terminée. Si c'est une erreur, appelez la Caf.",
          "By the registry, your post has ended. If that is a mistake, call the Caf."))
    ], related: ["signaler", "diagnostic"])
}
