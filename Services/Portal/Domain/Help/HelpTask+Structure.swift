extension HelpTask {
  static let structures: [HelpTask] =
    [draft, together, settle, send, workbook] + [answer, wrong, diagnosis, veille, sheet, leave]

  private static let draft = HelpTask(
    "brouillon", .structure,
    pages: ["/senacs", "/senacs/:year/:section", "/fiche", "/fiche/:year/:section"],
    title: HelpWords("Remplir SENACS, s'arrêter, reprendre", "Fill in SENACS, stop, resume"),
    purpose: HelpWords(
      "Le formulaire se remplit en plusieurs fois, sur plusieurs appareils, sans rien perdre.",
      "The form is filled in bit by bit, on several devices, and nothing is lost."),
    steps: [
      HelpWords(
        "Ouvrez SENACS : la première section où il reste quelque chose s'affiche.",
        "Open SENACS: the first section with something open is shown."),
      HelpWords(
        "Répondez. La valeur de l'an dernier est à côté. « Repris de … : à vérifier » veut dire que Vigie a mis une valeur connue : passez par le champ, ou vérifiez la section.",
        "Answer. Last year's value stands beside. “Taken from …: to be checked” means that Vigie put in a known value: go through the field, or check the section."
      ),
      HelpWords(
        "Un chiffre que vous n'avez pas : écrivez NC (non communiqué).",
        "A figure that you do not have: write NC (not known)."),
      HelpWords(
        "« Vérifier cette section » montre les points à vérifier. « Enregistrer et continuer » passe toujours à la suite.",
        "“Check this section” shows what to look at. “Save and go on” always goes on."),
    ],
    result: HelpWords(
      "En bas de la page, « Tout est enregistré » avec l'heure. Fermez la page quand vous voulez : l'accueil rouvre la réponse là où elle en est.",
      "At the foot of the page, “All is saved” with the time. Close the page whenever you like: your home page opens the answer where it stands."
    ),
    cases: [
      Case(
        HelpWords("« Pas encore enregistré » s'affiche ?", "“Not saved yet” is shown?"),
        HelpWords(
          "Gardez la page ouverte : Vigie réessaie toute seule. Sans JavaScript, appuyez sur « Enregistrer et continuer » avant de quitter la page.",
          "Keep the page open: Vigie tries again by itself. Without JavaScript, press “Save and go on” before you leave the page."
        )),
      Case(
        HelpWords("La session est finie ?", "The session is over?"),
        HelpWords(
          "Ce que vous avez tapé est encore dans la page. Entrez de nouveau dans un autre onglet, puis enregistrez.",
          "What you typed is still in the page. Enter again in another tab, then save.")),
      Case(
        HelpWords("SENACS ne répond pas ?", "SENACS does not answer?"),
        HelpWords(
          "Continuez : le brouillon est gardé ici. Seul l'envoi attend.",
          "Go on: the draft is kept here. Only sending waits.")),
      Case(
        HelpWords("Les questions de la fiche action ?", "The action sheet's questions?"),
        HelpWords(
          "Elles se remplissent et s'envoient de la même façon. L'accueil et « Notre structure » y mènent.",
          "They are filled in and sent in the same way. Your home page and “Our structure” lead there."
        )),
    ], related: ["a-plusieurs", "a-regler", "envoyer", "classeur"],
    picture: HelpWords(
      "Une section du formulaire : les questions, vos réponses et, à côté, les valeurs de l'an dernier.",
      "A section of the form: the questions, your answers and, beside them, last year's values."))

  private static let together = HelpTask(
    "a-plusieurs", .structure, title: HelpWords("Écrire à plusieurs", "Write together"),
    purpose: HelpWords(
      "Une structure a un seul brouillon : direction, référent familles et coordination y écrivent en même temps.",
      "A structure has one draft: director, family referent and coordinator write in it at the same time."
    ),
    steps: [
      HelpWords(
        "Chaque personne entre avec son lien, à son nom.",
        "Each person comes in by the own link, in the own name."),
      HelpWords(
        "Répartissez les sections : deux personnes sur des champs différents ne se gênent jamais.",
        "Share out the sections: two people on different fields are never in each other's way."),
      HelpWords(
        "Si une autre personne a changé votre réponse, le champ le dit, avec l'heure. « Remettre … » rétablit la vôtre.",
        "If another person changed your answer, the field says so, with the time. “Put … back” restores yours."
      ),
    ],
    result: HelpWords(
      "Toutes les réponses dans un brouillon, avec qui a écrit quoi. Chaque texte d'avant reste gardé.",
      "All answers in one draft, with who wrote what. Each earlier text stays kept."),
    cases: [
      Case(
        HelpWords("Deux réponses à la même minute ?", "Two answers at the same minute?"),
        HelpWords(
          "Aucune n'est perdue : la page montre les deux, choisissez laquelle garder.",
          "Neither is lost: the page shows both, choose which one is to stay."))
    ], related: ["brouillon"])

  private static let settle = HelpTask(
    "a-regler", .structure,
    title: HelpWords("« À régler » et « à confirmer »", "“To settle” and “to confirm”"),
    purpose: HelpWords(
      "Vigie vérifie vos réponses pendant que vous écrivez, et dit ce qui empêche l'envoi.",
      "Vigie checks your answers while you write, and says what keeps them from being sent."),
    steps: [
      HelpWords(
        "« À régler » : une réponse ne se lit pas, ou deux réponses ne vont pas ensemble. Suivez le lien vers le champ et corrigez celle qui est fausse.",
        "“To settle”: an answer cannot be read, or two answers do not fit. Follow the link to the field and correct the one that is wrong."
      ),
      HelpWords(
        "« À confirmer » : une valeur a beaucoup changé. Cochez « Oui, … est juste » et dites pourquoi en une phrase, si vous voulez.",
        "“To confirm”: a value has changed much. Tick “Yes, … is right” and say why in a sentence, if you like."
      ),
    ],
    result: HelpWords(
      "Le plan, à côté du formulaire, compte ce qui reste par section. Ce qui est à confirmer n'empêche pas l'envoi ; ce qui est à régler l'empêche.",
      "The plan beside the form counts what is left in each section. What is to be confirmed does not keep the answer from being sent; what is to be settled does."
    ),
    cases: [
      Case(
        HelpWords("Toutes les valeurs sont justes ?", "All values are right?"),
        HelpWords(
          "Dites-le à la Caf par le bouton de la question : un échange s'ouvre. L'envoi attend sa réponse.",
          "Tell the Caf by the question's button: a conversation opens. Sending waits for its answer."
        ))
    ], related: ["brouillon", "envoyer", "signaler"],
    picture: HelpWords(
      "Une section où une réponse ne se lit pas : la liste des points à vérifier, et ce que dit le champ.",
      "A section in which an answer cannot be read: the list of points, and what the field says."))

  private static let send = HelpTask(
    "envoyer", .structure,
    pages: [
      "/senacs/:year/relecture", "/senacs/:year/accuse/:number", "/fiche/:year/relecture",
      "/fiche/:year/accuse/:number",
    ],
    title: HelpWords("Envoyer, garder l'accusé, rouvrir", "Send, keep the receipt, open again"),
    purpose: HelpWords(
      "L'envoi valide la réponse de la structure. Elle compte aussitôt dans la participation.",
      "Sending validates the structure's answer. It counts in participation at once."),
    steps: [
      HelpWords(
        "Ouvrez « Relecture et envoi » : ce qui reste à régler, à confirmer, sans réponse.",
        "Open “Reading over and sending”: what is to settle, to confirm, without an answer."),
      HelpWords(
        "Quand rien n'est à régler, appuyez sur « Envoyer à la Caf ».",
        "When nothing is to be settled, press “Send to the Caf”."),
      HelpWords(
        "Imprimez l'accusé de réception ou gardez son adresse. Son empreinte prouve ce qui a été reçu.",
        "Print the receipt or keep its address. Its digest proves what was received."),
    ],
    result: HelpWords(
      "L'accusé de réception, avec l'heure, votre nom et ce qui suit. La Caf relit ; si elle a une question, elle vous l'écrit.",
      "The receipt, with the time, your name and what comes next. The Caf reads the answer; if it has a question, it writes to you."
    ),
    cases: [
      Case(
        HelpWords("Une erreur après l'envoi ?", "A mistake after sending?"),
        HelpWords(
          "« Rouvrir la réponse », jusqu'à la clôture. La réponse envoyée reste gardée et compte jusqu'au nouvel envoi.",
          "“Open the answer again”, until the campaign closes. The answer that was sent stays kept, and counts until you send again."
        )),
      Case(
        HelpWords("La campagne est close ?", "The campaign is closed?"),
        HelpWords(
          "Le brouillon est gardé. L'envoi reste possible tant que la Caf n'a pas terminé la collecte ; la réponse est dite en retard.",
          "The draft is kept. You can send it until the Caf ends the collection; the answer is told as late."
        )),
    ], related: ["a-regler", "repondre"],
    picture: HelpWords(
      "La relecture : ce qui est à régler avant l'envoi, puis les questions sans réponse.",
      "Reading over: what is to settle before sending, then the questions without an answer."))

  private static let workbook = HelpTask(
    "classeur", .structure, pages: ["/senacs/:year/classeur"],
    title: HelpWords("Remplir SENACS dans un classeur", "Fill in SENACS in a workbook"),
    purpose: HelpWords(
      "Le classeur reste possible : il donne la même réponse que le formulaire.",
      "The workbook stays a way: it gives the same answer as the form."),
    steps: [
      HelpWords(
        "Téléchargez le classeur de votre structure : il est déjà rempli de ce qui est connu.",
        "Download your structure's workbook: what is known is filled in already."),
      HelpWords(
        "Remplissez-le sans changer les colonnes, puis enregistrez-le au format .xlsx.",
        "Fill it in without changing its columns, and save it as .xlsx."),
      HelpWords(
        "Sur la même page, choisissez-le et appuyez sur « Reprendre ses réponses ». Ses cellules entrent dans le brouillon, comme si vous les aviez tapées.",
        "On the same page, choose it and press “Take its answers”. Its cells go into the draft, as if you had typed them."
      ),
      HelpWords("Relisez, puis envoyez.", "Read it over, then send."),
    ],
    result: HelpWords(
      "La relecture, avec ce qui reste à régler.", "The page for reading over, with what is left."),
    cases: [
      Case(
        HelpWords("Le classeur ne se lit pas ?", "The workbook cannot be read?"),
        HelpWords(
          "La page dit pourquoi. Repartez d'un classeur téléchargé ici.",
          "The page says why. Begin with a workbook that you download here.")),
      Case(
        HelpWords(
          "Quelqu'un a rempli le formulaire entre-temps ?", "Somebody filled in the form meanwhile?"
        ),
        HelpWords(
          "Rien n'est écrasé en silence : la page demande quelle réponse garder.",
          "Nothing is overwritten in silence: the page asks which answer is to stay.")),
    ], related: ["brouillon", "envoyer"])

  private static let answer = HelpTask(
    "repondre", .structure, pages: ["/messages/:number"],
    title: HelpWords("Répondre à une question de la Caf", "Answer a question of the Caf"),
    purpose: HelpWords(
      "Quand une valeur l'étonne, la Caf pose une question sur cette seule réponse.",
      "When a value surprises it, the Caf asks about that answer alone."),
    steps: [
      HelpWords(
        "L'accueil montre la question, et un courriel la signale sans en donner les chiffres.",
        "Your home page shows the question, and a mail tells of it without its figures."),
      HelpWords(
        "Ouvrez-la : votre valeur, celle de l'an dernier et la règle sont à côté.",
        "Open it: your value, last year's and the rule stand beside."),
      HelpWords("Écrivez votre réponse et envoyez-la.", "Write your answer and send it."),
    ],
    result: HelpWords(
      "La question est dite « répondue », puis « réglée » quand la Caf l'a lue.",
      "The question is called answered, then settled once the Caf has read it."),
    cases: [
      Case(
        HelpWords("La valeur était fausse ?", "The value was wrong?"),
        HelpWords(
          "Dites-le : la Caf peut rouvrir cette seule réponse. Corrigez-la, puis envoyez de nouveau.",
          "Say so: the Caf can open that one answer again. Correct it, then send again."))
    ], related: ["envoyer"])

  private static let wrong = HelpTask(
    "signaler", .structure, pages: ["/structure", "/messages/nouveau"],
    title: HelpWords("Dire que quelque chose est inexact", "Say that something is wrong"),
    purpose: HelpWords(
      "Le registre dit qui est en poste, quels agréments courent, qui s'est formé. Si c'est faux, la Caf le corrige.",
      "The registry says who is in post, which approvals run, who was trained. If it is wrong, the Caf corrects it."
    ),
    steps: [
      HelpWords(
        "Ouvrez « Notre structure » et cherchez la ligne.",
        "Open “Our structure” and find the line."
      ),
      HelpWords(
        "Suivez « C'est inexact » à cette ligne : le message la cite.",
        "Follow “This is wrong” at that line: the message quotes it."),
      HelpWords(
        "Écrivez ce qui est juste, depuis quand, et envoyez.",
        "Write what is right, since when, and send."),
    ],
    result: HelpWords(
      "La Caf lit votre message et corrige le registre. Sa réponse vient sur l'accueil et sous « Messages ».",
      "The Caf reads your message and corrects the registry. Its answer comes on your home page and under “Messages”."
    ),
    cases: [
      Case(
        HelpWords("Une valeur du formulaire SENACS ?", "A value of the SENACS form?"),
        HelpWords(
          "Corrigez-la vous-même : rouvrez la réponse jusqu'à la clôture.",
          "Correct it yourself: open the answer again until the campaign closes."))
    ], related: ["envoyer", "passation"],
    picture: HelpWords(
      "La page « Notre structure » : chaque agrément et chaque poste avec son lien « C'est inexact ».",
      "The page “Our structure”: each approval and each post with its link “This is wrong”."))

  private static let diagnosis = HelpTask(
    "diagnostic", .structure,
    pages: [
      "/diagnostic", "/diagnostic/:code", "/diagnostic/ajouter/:kind", "/diagnostic/:code/:act",
    ],
    title: HelpWords("Tenir le diagnostic partagé", "Keep the shared diagnosis"),
    purpose: HelpWords(
      "Le diagnostic relie ce que vous constatez aux réponses que vous apportez.",
      "The diagnosis leads from what you see to the answers that you give."),
    steps: [
      HelpWords(
        "Lisez de haut en bas : volets et éléments d'appui, puis problématiques, axes prioritaires, objectifs généraux, réponses.",
        "Read from the top: bases and evidence, then problems, axes, objectives, answers."),
      HelpWords(
        "Regardez ce qui n'est relié à rien : une problématique sans réponse, une réponse sans élément d'appui.",
        "Look at the matrix of orphans: a problem without an answer, an answer without evidence."),
      HelpWords(
        "Ajoutez un élément ou modifiez-le, en le reliant à ce dont il vient.",
        "Add an item or change it, and link it to what it comes from."),
      HelpWords(
        "« À actualiser » : relisez la source de l'élément, puis écrivez ce qu'elle dit maintenant et son jour.",
        "“To read again”: read the item's source again, then write what it says now, and its day."),
    ],
    result: HelpWords(
      "Un diagnostic où chaque réponse dit d'où elle vient. Chaque version reste gardée.",
      "A diagnosis in which each answer says where it comes from. Each version stays kept."),
    cases: [
      Case(
        HelpWords("Le niveau est « à arbitrer » ?", "The level is “to be arbitrated”?"),
        HelpWords(
          "Deux évaluations ne disent pas la même chose : la Caf tranche.",
          "Two assessments do not say the same: the Caf decides."))
    ], related: ["passation", "restitution"],
    picture: HelpWords(
      "Le diagnostic partagé : ce sur quoi il s'appuie, ce qui manque ou date, et de quoi le compléter.",
      "The shared diagnosis: what it rests on, what is missing or old, and ways to complete it."))

  private static let veille = HelpTask(
    "veille", .structure, pages: ["/veille", "/veille/ajouter", "/veille/:body/:day"],
    title: HelpWords(
      "Dire si vous étiez aux réunions de veille sociale",
      "Say whether you were at the meetings of social watch"),
    purpose: HelpWords(
      "Les réunions auxquelles vous participez comptent dans les indicateurs de la fiche action sur la veille sociale.",
      "The meetings that you attend count in the action sheet's figures on social watch."),
    steps: [
      HelpWords(
        "Ouvrez « Veille sociale » : les réunions sont enregistrées par l'instance.",
        "Open “Social watch”: the body records the meetings."),
      HelpWords(
        "À la ligne d'une réunion, suivez « dire si vous y étiez », puis enregistrez.",
        "At a meeting's line, follow “say whether you were there”, then save."),
      HelpWords(
        "Une erreur : « modifier » la corrige ; l'historique de la ligne permet d'annuler votre changement.",
        "A mistake: “change” corrects it; the line's history lets you undo your change."
      ),
    ],
    result: HelpWords(
      "Votre déclaration dans la liste. Elle compte une fois confirmée, par l'instance ou par la Caf.",
      "Your declaration on the list. It counts once it is confirmed, by the body or by the Caf."),
    cases: [
      Case(
        HelpWords("La date est refusée ?", "The day is refused?"),
        HelpWords(
          "Le champ dit pourquoi et ce qu'il faut écrire ; ce que vous avez tapé reste là.",
          "The field says why and what to write; what you typed stays there."))
    ])

  private static let sheet = HelpTask(
    "restitution", .structure, pages: ["/restitution", "/restitution/:year"],
    title: HelpWords("Lire la restitution", "Read the feedback sheet"),
    purpose: HelpWords(
      "Où en est votre structure, à côté de son passé et des structures comparables.",
      "Where your structure stands, beside its past and its peers."),
    steps: [
      HelpWords(
        "Lisez votre valeur, celle d'avant, puis la valeur du milieu des structures comparables.",
        "Read your value, the one before, then the middle value of your peers."),
      HelpWords(
        "La bande montre la moitié centrale des structures comparables ; le point, c'est vous.",
        "The band shows the middle half of your peers; the dot is you."),
      HelpWords(
        "Imprimez la page pour l'équipe ou le conseil d'administration.",
        "Print the page for your team or your board."),
    ],
    result: HelpWords(
      "Une place, pas une note : être au-dessus ou en dessous n'est ni bien ni mal.",
      "A place, not a mark: being above or below is neither good nor bad."),
    cases: [
      Case(
        HelpWords("« masqué (secret statistique) » ?", "“suppressed (statistical secrecy)”?"),
        HelpWords(
          "Moins de 5 structures ont répondu, ou la valeur laisserait deviner celle d'une autre. Personne ne la voit.",
          "Fewer than 5 structures answered, or the value would let somebody guess another one's. Nobody sees it."
        ))
    ], related: ["signaler"],
    picture: HelpWords(
      "La restitution : un tableau avec votre valeur, celle d'avant et celle des structures comparables.",
      "The feedback sheet: a table with your value, the one before and those of your peers."))

  private static let leave = HelpTask(
    "passation", .structure, pages: ["/structure/passation", "/structure/renouvellement"],
    title: HelpWords("Quitter un poste : la passation", "Leave a post: the hand-over"),
    purpose: HelpWords(
      "Le dossier de passation donne à qui vous suit ce que la structure a en cours.",
      "The hand-over file gives your successor what the structure has in hand."),
    steps: [
      HelpWords(
        "Ouvrez « Notre structure », puis le dossier de passation.",
        "Open “Our structure”, then the hand-over file."),
      HelpWords(
        "Complétez ce qui manque : diagnostic à actualiser, questions sans réponse, agrément qui s'arrête.",
        "Complete what is missing: diagnosis to read again, open questions, an approval that ends."),
      HelpWords(
        "Imprimez-le ou enregistrez-le, et donnez-le.", "Print it or save it, and hand it over."),
      HelpWords(
        "Dites à la Caf votre dernier jour et qui assure l'intérim.",
        "Tell the Caf your last day and who stands in."),
    ],
    result: HelpWords(
      "Votre accès s'arrête avec votre fonction. Le brouillon et le diagnostic restent à la structure.",
      "Your access ends with your post. The draft and the diagnosis stay with the structure."),
    cases: [
      Case(
        HelpWords("Vous n'entrez plus ?", "You cannot enter any more?"),
        HelpWords(
          "Selon le registre, votre fonction est terminée. Si c'est une erreur, appelez la Caf.",
          "By the registry, your post has ended. If that is a mistake, call the Caf."))
    ], related: ["signaler", "diagnostic"])
}
