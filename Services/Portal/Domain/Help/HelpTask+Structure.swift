extension HelpTask {
  static let structures: [HelpTask] =
    [draft, together, settle, send, workbook] + [answer, wrong] + facts

  private static let draft = HelpTask(
    "brouillon", .structure,
    pages: ["/senacs", "/senacs/:year/:section", "/fiche", "/fiche/:year/:section"],
    title: HelpWords("Remplir SENACS en plusieurs fois", "Fill in SENACS bit by bit"),
    purpose: HelpWords(
      "Vous remplissez le formulaire en plusieurs fois, sur plusieurs appareils, sans rien perdre.",
      "You fill in the form bit by bit, on several devices, and nothing is lost."),
    steps: [
      HelpWords(
        "Ouvrez SENACS : la première section à compléter s'affiche.",
        "Open SENACS: the first section that is to be completed is shown."),
      HelpWords(
        "Répondez. La valeur de l'an dernier est à côté. « Repris de … : à vérifier » : Vigie a mis une valeur connue. Elle devient votre réponse quand vous appuyez sur « Vérifier cette section » ou « Enregistrer et continuer ».",
        "Answer. Last year's value stands beside. “Taken from …: to be checked”: Vigie put in a known value. It becomes your answer once you press “Check this section” or “Save and go on”."
      ),
      HelpWords(
        "Pour un chiffre que vous n'avez pas, écrivez NC (non communiqué).",
        "For a figure that you do not have, write NC (not known)."),
      HelpWords(
        "« Vérifier cette section » montre les points à vérifier. « Enregistrer et continuer » passe à la section suivante.",
        "“Check this section” shows what to look at. “Save and go on” goes on to the next section."),
    ],
    result: HelpWords(
      "En bas de la page, « Tout est enregistré » s'affiche avec l'heure. Fermez la page quand vous voulez : l'accueil vous ramène à la première section à compléter.",
      "At the foot of the page, “All is saved” is shown with the time. Close the page whenever you like: your home page leads you back to the first section that is to be completed."
    ),
    cases: [
      Case(
        HelpWords("« Pas encore enregistré » s'affiche ?", "“Not saved yet” is shown?"),
        HelpWords(
          "Gardez la page ouverte : Vigie réessaie d'elle-même. Sans JavaScript, appuyez sur « Enregistrer et continuer » avant de quitter la page.",
          "Keep the page open: Vigie tries again by itself. Without JavaScript, press “Save and go on” before you leave the page."
        )),
      Case(
        HelpWords("La session est finie ?", "The session is over?"),
        HelpWords(
          "Ce que vous avez tapé est encore dans la page. Entrez de nouveau dans un autre onglet, puis enregistrez ici.",
          "What you typed is still in the page. Enter again in another tab, then save here.")),
      Case(
        HelpWords("SENACS ne répond pas ?", "SENACS does not answer?"),
        HelpWords(
          "Continuez : le brouillon est gardé ici. Seul l'envoi doit attendre.",
          "Go on: the draft is kept here. Only sending has to wait.")),
      Case(
        HelpWords(
          "Où sont les questions de la fiche action ?", "Where are the action sheet's questions?"),
        HelpWords(
          "L'accueil et « Notre structure » y mènent. Elles se remplissent et s'envoient de la même façon.",
          "Your home page and “Our structure” lead there. They are filled in and sent in the same way."
        )),
    ], related: ["a-plusieurs", "a-regler", "envoyer", "classeur"],
    picture: HelpWords(
      "Une section du formulaire : les questions, vos réponses et, à côté, les valeurs de l'an dernier.",
      "A section of the form: the questions, your answers and, beside them, last year's values."))

  private static let together = HelpTask(
    "a-plusieurs", .structure,
    title: HelpWords("Remplir le formulaire à plusieurs", "Fill in the form together"),
    purpose: HelpWords(
      "Une structure a un seul brouillon : direction, référent familles et coordination peuvent y écrire en même temps.",
      "A structure has one draft: director, family referent and coordinator can write in it at the same time."
    ),
    steps: [
      HelpWords(
        "Chaque personne entre avec son propre lien, à son nom.",
        "Each person comes in by a link and a name of their own."),
      HelpWords(
        "Répartissez les sections : deux personnes qui répondent à des questions différentes ne se gênent jamais.",
        "Share out the sections: two people who answer different questions are never in each other's way."
      ),
      HelpWords(
        "Si une autre personne a remplacé votre réponse, la page l'indique sous la question, avec l'heure. « Rétablir … » remet la vôtre.",
        "If another person replaced your answer, the page says so below the question, with the time. “Put … back” restores yours."
      ),
    ],
    result: HelpWords(
      "Toutes les réponses sont dans un seul brouillon. La relecture montre qui a modifié chaque section en dernier.",
      "All answers are in one draft. The page for reading over shows who changed each section last."
    ),
    cases: [
      Case(
        HelpWords("Deux réponses en même temps ?", "Two answers at once?"),
        HelpWords(
          "Aucune n'est perdue : la page montre les deux, et vous choisissez celle à garder.",
          "Neither is lost: the page shows both, and you choose which one is to stay."))
    ], related: ["brouillon"])

  private static let settle = HelpTask(
    "a-regler", .structure,
    title: HelpWords("« À régler » et « à confirmer »", "“To settle” and “to confirm”"),
    purpose: HelpWords(
      "Vigie vérifie vos réponses pendant que vous écrivez, et indique ce qui empêche l'envoi.",
      "Vigie checks your answers while you write, and says what keeps them from being sent."),
    steps: [
      HelpWords(
        "« À régler » : une réponse ne peut pas être lue, ou deux réponses ne concordent pas. Suivez le lien vers la question et corrigez la réponse fausse.",
        "“To settle”: an answer cannot be read, or two answers do not agree. Follow the link to the question and correct the answer that is wrong."
      ),
      HelpWords(
        "« À confirmer » : une valeur a beaucoup changé. Cochez « Oui, … est juste », et expliquez pourquoi en une phrase si vous voulez.",
        "“To confirm”: a value has changed much. Tick “Yes, … is right” and say why in a sentence, if you like."
      ),
    ],
    result: HelpWords(
      "La liste des sections, à côté du formulaire, indique ce qui reste à faire dans chacune. Une valeur à confirmer n'empêche pas l'envoi ; une réponse à régler l'empêche.",
      "The list of sections beside the form shows what is left in each of them. A value to confirm does not keep the answer from being sent; an answer to settle does."
    ),
    cases: [
      Case(
        HelpWords("Toutes les valeurs sont justes ?", "All values are right?"),
        HelpWords(
          "Signalez-le à la Caf par le bouton « Les deux valeurs sont justes » : un échange s'ouvre. En attendant sa réponse, l'envoi n'est pas possible.",
          "Tell the Caf by the button “The two values are right”: a conversation opens. Until the Caf answers, your answer cannot be sent."
        ))
    ], related: ["brouillon", "envoyer", "signaler"],
    picture: HelpWords(
      "Une section où une réponse ne peut pas être lue : la liste des points à vérifier, et l'explication sous la question.",
      "A section in which an answer cannot be read: the list of points, and what is said below the question."
    ))

  private static let send = HelpTask(
    "envoyer", .structure,
    pages: [
      "/senacs/:year/relecture", "/senacs/:year/accuse/:number", "/fiche/:year/relecture",
      "/fiche/:year/accuse/:number",
    ],
    title: HelpWords("Envoyer, garder l'accusé, rouvrir", "Send, keep the receipt, open again"),
    purpose: HelpWords(
      "L'envoi valide la réponse de la structure, qui compte aussitôt dans la participation.",
      "Sending validates the structure's answer, which counts in participation at once."),
    steps: [
      HelpWords(
        "Ouvrez « Relecture et envoi » : la page montre ce qui reste à régler, à confirmer ou sans réponse.",
        "Open “Reading over and sending”: the page shows what is left to settle, to confirm or without an answer."
      ),
      HelpWords(
        "Quand plus rien n'est à régler, appuyez sur « Envoyer à la Caf ».",
        "When nothing is to be settled, press “Send to the Caf”."),
      HelpWords(
        "Imprimez l'accusé de réception ou gardez son adresse. Son empreinte prouve ce qui a été reçu.",
        "Print the receipt or keep its address. Its digest proves what was received."),
    ],
    result: HelpWords(
      "L'accusé de réception s'affiche, avec l'heure, votre nom et la suite. La Caf relit votre réponse ; si elle a une question, elle vous écrit.",
      "The receipt is shown, with the time, your name and what comes next. The Caf reads your answer; if it has a question, it writes to you."
    ),
    cases: [
      Case(
        HelpWords("Une erreur après l'envoi ?", "A mistake after sending?"),
        HelpWords(
          "Appuyez sur « Rouvrir la réponse », possible jusqu'à la clôture. La réponse envoyée reste gardée et compte jusqu'au nouvel envoi.",
          "Press “Open the answer again”, which you can until the campaign closes. The answer that was sent stays kept, and counts until you send again."
        )),
      Case(
        HelpWords("La campagne est close ?", "The campaign is closed?"),
        HelpWords(
          "Le brouillon est gardé. L'envoi reste possible tant que la Caf n'a pas terminé la collecte ; la réponse est signalée en retard.",
          "The draft is kept. You can send it until the Caf ends the collection; the answer is marked as late."
        )),
    ], related: ["a-regler", "repondre"],
    picture: HelpWords(
      "La relecture : ce qui est à régler avant l'envoi, puis les questions sans réponse.",
      "Reading over: what is to settle before sending, then the questions without an answer."))

  private static let workbook = HelpTask(
    "classeur", .structure, pages: ["/senacs/:year/classeur"],
    title: HelpWords("Remplir SENACS dans un classeur", "Fill in SENACS in a workbook"),
    purpose: HelpWords(
      "Vous pouvez aussi répondre par classeur : la réponse est la même que par le formulaire.",
      "You can also answer by workbook: the answer is the same as by the form."),
    steps: [
      HelpWords(
        "Téléchargez le classeur de votre structure : ce qui est connu y est déjà.",
        "Download your structure's workbook: what is known is in it already."),
      HelpWords(
        "Remplissez-le sans changer les colonnes, puis enregistrez-le au format .xlsx.",
        "Fill it in without changing its columns, and save it as .xlsx."),
      HelpWords(
        "Sur la même page, choisissez-le et appuyez sur « Reprendre ses réponses ». Ses réponses entrent dans le brouillon, comme si vous les aviez tapées.",
        "On the same page, choose it and press “Take its answers”. Its answers go into the draft, as if you had typed them."
      ),
      HelpWords("Relisez, puis envoyez.", "Read it over, then send."),
    ],
    result: HelpWords(
      "La relecture s'affiche, avec ce qui reste à régler.",
      "The page for reading over is shown, with what is left."),
    cases: [
      Case(
        HelpWords("Le classeur ne peut pas être lu ?", "The workbook cannot be read?"),
        HelpWords(
          "La page indique pourquoi. Repartez d'un classeur téléchargé ici.",
          "The page says why. Begin again with a workbook that you download here.")),
      Case(
        HelpWords(
          "Quelqu'un a rempli le formulaire entre-temps ?", "Somebody filled in the form meanwhile?"
        ),
        HelpWords(
          "Aucune réponse n'est remplacée sans vous : la page demande laquelle garder.",
          "No answer is replaced without you: the page asks which one is to stay.")),
    ], related: ["brouillon", "envoyer"])

  private static let answer = HelpTask(
    "repondre", .structure, pages: ["/messages/:number"],
    title: HelpWords("Répondre à une question de la Caf", "Answer a question of the Caf"),
    purpose: HelpWords(
      "Quand une valeur l'étonne, la Caf vous pose une question sur cette seule valeur.",
      "When a value surprises it, the Caf asks you about that value alone."),
    steps: [
      HelpWords(
        "L'accueil montre la question, et un courriel vous prévient, sans donner les chiffres.",
        "Your home page shows the question, and a mail tells of it, without its figures."),
      HelpWords(
        "Ouvrez la question : votre valeur y est citée.",
        "Open the question: it quotes your value."),
      HelpWords("Écrivez votre réponse et envoyez-la.", "Write your answer and send it."),
    ],
    result: HelpWords(
      "La question est marquée « avec réponse », puis « réglée » quand la Caf l'a traitée.",
      "The question is marked “answered”, then “settled” once the Caf has dealt with it."),
    cases: [
      Case(
        HelpWords("La valeur était fausse ?", "The value was wrong?"),
        HelpWords(
          "Écrivez-le : la Caf peut rouvrir cette seule valeur. Corrigez-la, puis envoyez de nouveau.",
          "Write so: the Caf can open that value alone again. Correct it, then send again."))
    ], related: ["envoyer"])

  private static let wrong = HelpTask(
    "signaler", .structure, pages: ["/structure", "/messages/nouveau"],
    title: HelpWords("Signaler une erreur", "Report a mistake"),
    purpose: HelpWords(
      "« Notre structure » montre qui est en poste, les agréments en cours et les formations suivies. En cas d'erreur, la Caf corrige.",
      "“Our structure” shows who is in post, the approvals in force and the trainings attended. If there is a mistake, the Caf corrects it."
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
        "Écrivez la bonne information et sa date, puis envoyez.",
        "Write what is right and since when, then send."),
    ],
    result: HelpWords(
      "La Caf lit votre message et corrige le registre. Sa réponse s'affiche sur l'accueil et dans « Messages ».",
      "The Caf reads your message and corrects the registry. Its answer is shown on your home page and under “Messages”."
    ),
    cases: [
      Case(
        HelpWords(
          "L'erreur est dans votre réponse à SENACS ?", "The mistake is in your answer to SENACS?"),
        HelpWords(
          "Corrigez-la vous-même : rouvrez la réponse jusqu'à la clôture.",
          "Correct it yourself: open the answer again until the campaign closes."))
    ], related: ["envoyer", "passation"],
    picture: HelpWords(
      "La page « Notre structure » : chaque agrément et chaque poste avec son lien « C'est inexact ».",
      "The page “Our structure”: each approval and each post with its link “This is wrong”."))
}
