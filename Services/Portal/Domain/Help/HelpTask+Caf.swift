extension HelpTask {
  static let caf: [HelpTask] =
    [campaign, remind, ask, figure, load, end] + [mails, link, reports]

  private static let campaign = HelpTask(
    "campagne", .caf, pages: ["/campagne", "/campagne/:year", "/structures/:code"],
    title: HelpWords("Suivre la campagne", "Follow the campaign"),
    purpose: HelpWords(
      "Qui a répondu, qui n'a pas ouvert, qui appeler d'abord.",
      "Who has answered, who has not begun, whom to call first."),
    steps: [
      HelpWords(
        "Ouvrez « Campagne » : le taux compte ce qui est envoyé.",
        "Open “Campaign”: the rate counts what was sent."),
      HelpWords(
        "Lisez par type et par circonscription où les réponses manquent.",
        "Read by kind and by circonscription where answers are missing."),
      HelpWords(
        "Filtrez la liste (état, type, circonscription, direction, nom). L'adresse de la page garde le filtre : elle se met en favori et s'envoie.",
        "Filter the list (state, kind, circonscription, director, name). The page's address keeps the filter: it can be bookmarked and sent."
      ),
      HelpWords(
        "Ouvrez une structure pour voir sa page.", "Open a structure to see its page."),
    ],
    result: HelpWords(
      "Les structures à appeler viennent en tête : nouvelle direction ou poste vacant, puis formulaire pas ouvert, puis rien d'écrit.",
      "Whom to call comes first: a new director or a vacant post, then a form not opened, then nothing written."
    ),
    cases: [
      Case(
        HelpWords(
          "« Commencée » et pas « envoyée » ?", "“Begun” but not “sent”?"),
        HelpWords(
          "La structure a un brouillon, que personne d'autre ne lit. Seul l'envoi compte.",
          "The structure has a draft, which nobody else reads. Only sending counts.")),
      Case(
        HelpWords("« En retard » ?", "“Late”?"),
        HelpWords(
          "La réponse est venue après la clôture. Elle compte dans la participation, pas dans la participation à temps.",
          "The answer came after the campaign closed. It counts in participation, not in participation on time."
        )),
    ], related: ["relancer", "cloturer"],
    picture: HelpWords(
      "La campagne : le taux, puis les nombres par type, par territoire, et par les deux à la fois.",
      "The campaign: the rate, then the counts by kind, by territory, and by both at once."))

  private static let remind = HelpTask(
    "relancer", .caf, pages: ["/campagne/:year/relance"],
    title: HelpWords("Relancer", "Send reminders"),
    purpose: HelpWords(
      "Un courriel à qui n'a pas encore répondu, lu avant son départ.",
      "A mail to whoever has not answered yet, read before it goes."),
    steps: [
      HelpWords(
        "Sur la page de la campagne, ouvrez « Préparer les relances ».",
        "On the campaign's page, open “Prepare reminders”."),
      HelpWords(
        "Lisez chaque courriel : à qui, l'objet, le texte.",
        "Read each mail: to whom, its subject, its text."),
      HelpWords(
        "Décochez ceux qui ne doivent pas partir, puis appuyez sur « Envoyer les courriels cochés ».",
        "Untick those that must not go, then press “Send the ticked mails”."),
    ],
    result: HelpWords(
      "Le nombre de courriels partis, et le jour de la dernière relance de chaque structure.",
      "How many mails went, and the day of each structure's last reminder."),
    cases: [
      Case(
        HelpWords("Deux relances le même jour ?", "Two reminders on a day?"),
        HelpWords(
          "Personne n'en reçoit deux : la seconde ne part pas.",
          "Nobody gets two: the second does not go.")),
      Case(
        HelpWords("Une structure n'est pas dans la page ?", "A structure is not on the page?"),
        HelpWords(
          "Personne n'y est en poste avec une adresse connue, ou elle a répondu.",
          "Nobody is in post there with a known address, or it has answered.")),
    ], related: ["campagne", "courriels"],
    picture: HelpWords(
      "Les relances : chaque courriel avec son destinataire, son objet et son texte.",
      "The reminders: each mail with its receiver, its subject and its text."))

  private static let ask = HelpTask(
    "interroger", .caf,
    pages: [
      "/questions", "/questions/:number", "/structures/:code/reponse/:year",
      "/structures/:code/reponse/:year/:field",
    ],
    title: HelpWords("Poser une question sur une réponse", "Ask about an answer"),
    purpose: HelpWords(
      "Une valeur étonne : la question porte sur cette seule réponse et reste avec elle.",
      "A value surprises: the question is about that answer alone and stays with it."),
    steps: [
      HelpWords(
        "Sur la page d'une structure, suivez « Lire la réponse », puis « Poser une question » à la ligne qui étonne.",
        "On a structure's page, follow “Read the answer”, then “Ask a question” at the line that surprises."
      ),
      HelpWords(
        "Lisez à côté la valeur de l'an dernier, la règle et les versions.",
        "Read beside it last year's value, the rule and the versions."),
      HelpWords(
        "Écrivez la question. La structure reçoit un lien, sans aucune valeur.",
        "Write the question. The structure gets a link, without any value."),
      HelpWords(
        "Quand la structure a répondu, choisissez : régler, demander une précision, ou demander une correction, qui rouvre cette seule case.",
        "Once the structure has answered, choose: settle it, ask for more, or ask for a correction, which opens that one cell again."
      ),
    ],
    result: HelpWords(
      "Sous « Questions », chaque échange avec son état : signalée, posée, répondue, réglée.",
      "Under “Questions”, each conversation with its state: reported, asked, answered, settled."),
    cases: [
      Case(
        HelpWords("Faut-il attendre la réponse ?", "Must one wait for the answer?"),
        HelpWords(
          "Non : la réponse envoyée compte déjà. « Lue » est une marque, jamais une condition.",
          "No: what was sent counts already. “Read” is a mark, never a condition."))
    ], related: ["campagne"])

  private static let figure = HelpTask(
    "indicateur", .caf,
    pages: [
      "/indicateurs", "/indicateurs/:year", "/indicateurs/:year/:figure",
      "/indicateurs/:year/:figure/:reason", "/indicateurs/:year/:figure/:reason/:member",
      "/indicateurs/:year/:figure/:reason/:member/:record",
    ],
    title: HelpWords(
      "Remonter d'un indicateur à un enregistrement", "Read a figure down to a record"),
    purpose: HelpWords(
      "Chaque indicateur dit qui il compte, pourquoi, et d'après quels enregistrements.",
      "Each figure says whom it counts, why, and by which records."),
    steps: [
      HelpWords(
        "Ouvrez « Indicateurs », l'année, puis un code.", "Open “Figures”, the year, then a code."),
      HelpWords(
        "Choisissez un motif : la liste des structures s'ouvre en dessous.",
        "Choose a reason: the list of structures opens below."),
      HelpWords(
        "Choisissez une structure : ses enregistrements s'ouvrent à côté.",
        "Choose a structure: its records open beside."),
      HelpWords(
        "Choisissez un enregistrement : ses versions, avec le fichier, la ligne et la personne.",
        "Choose a record: its versions, with the file, the row and the person."),
    ],
    result: HelpWords(
      "Ce qui explique un indicateur, jusqu'à la ligne d'un fichier. L'adresse de chaque étape se garde et s'envoie.",
      "Why a figure is what it is, down to the row of a file. The address of each step can be kept and sent."
    ),
    cases: [
      Case(
        HelpWords("Un enregistrement est faux ?", "A record is wrong?"),
        HelpWords(
          "Chargez un fichier corrigé : la version d'avant reste lisible.",
          "Load a corrected file: the version before can still be read.")),
      Case(
        HelpWords("« Hors du calcul » ?", "“Left out”?"),
        HelpWords(
          "L'indicateur ne compte pas cette structure ; le motif dit pourquoi.",
          "The figure does not count this structure; the reason says why.")),
    ], related: ["charger", "rapports"],
    picture: HelpWords(
      "Un indicateur : les motifs, les structures d'un motif et, à côté, les enregistrements de l'une d'elles.",
      "A figure: its reasons, the structures of one reason and, beside, the records of one of them."
    ))

  private static let load = HelpTask(
    "charger", .caf, pages: ["/fichiers", "/fichiers/:number", "/campagne/:year/classeur"],
    title: HelpWords("Charger un fichier", "Load a file"),
    purpose: HelpWords(
      "Des données arrivent par fichier (CSV ou classeur) ; Vigie les vérifie avant de les prendre.",
      "Data come as files (CSV or workbook); Vigie checks them before it takes them."),
    steps: [
      HelpWords(
        "Ouvrez « Fichiers », choisissez le fichier ou glissez-le sur le champ, puis appuyez sur « Vérifier le fichier ».",
        "Open “Files”, choose the file or drop it onto the field, then press “Check the file”."),
      HelpWords(
        "Lisez ce qui serait chargé : lignes nouvelles, corrections, déjà connues, refusées, à vérifier, avec le motif.",
        "Read what would be loaded: new rows, corrections, unchanged, refused, to check, with the reason."
      ),
      HelpWords(
        "Appuyez sur « Charger » ; la page dit où en est le travail.",
        "Press “Load”; the page says how far the work has come."),
    ],
    result: HelpWords(
      "Le fichier dans la liste, avec qui l'a apporté, quand, et ses remarques par ligne.",
      "The file on the list, with who brought it, when, and its findings by row."),
    cases: [
      Case(
        HelpWords("Le fichier n'est pas reconnu ?", "The file is not recognised?"),
        HelpWords(
          "La page dit quelles colonnes s'en approchent. Les noms des colonnes sont ceux du modèle.",
          "The page says which columns come near. The names of columns are those of the template.")),
      Case(
        HelpWords("Le chargement s'est arrêté ?", "Loading broke off?"),
        HelpWords(
          "Appuyez sur « Reprendre » : rien n'est chargé deux fois.",
          "Press “Go on”: nothing is loaded twice.")),
      Case(
        HelpWords("Le fichier était le mauvais ?", "It was the wrong file?"),
        HelpWords(
          "« Annuler ce chargement » rétablit les données d'avant. Ce qui est modifié depuis reste tel quel.",
          "“Undo this load” brings back what stood before. What was changed since stays as it is.")),
    ], related: ["indicateur"])

  private static let end = HelpTask(
    "cloturer", .caf, pages: ["/campagne/:year/collecte"],
    title: HelpWords("Terminer la collecte", "End the collection"),
    purpose: HelpWords(
      "Après la clôture, des réponses arrivent encore, en retard. Terminer la collecte met fin à ces envois.",
      "After the campaign closes, answers still come, late. Ending the collection ends these sendings."
    ),
    steps: [
      HelpWords(
        "Relancez d'abord les structures qui ont commencé : un brouillon ne compte pas.",
        "Remind first whoever has begun: a draft does not count."),
      HelpWords(
        "Sur la page de la campagne, suivez « Terminer la collecte » et lisez ce qui va se passer ; le bouton du même nom y met fin.",
        "On the campaign's page, follow “End the collection” and read what will happen; the button of the same name ends it."
      ),
    ],
    result: HelpWords(
      "Les structures le lisent sur leur accueil ; leur brouillon reste gardé. Aucun nouvel envoi du portail ne change plus les indicateurs.",
      "Structures read it on their home page; their draft stays kept. No new sending from the portal changes the figures."
    ),
    cases: [
      Case(
        HelpWords("Une réponse doit encore venir ?", "One more answer is to come?"),
        HelpWords(
          "Appuyez sur « Rouvrir la collecte », puis terminez-la de nouveau. Le journal garde qui l'a fait et quand.",
          "Press “Open the collection again”, then end it once more. The audit keeps who did it and when."
        ))
    ], related: ["campagne", "relancer", "rapports"])

  private static let mails = HelpTask(
    "courriels", .caf, pages: ["/courriels"],
    title: HelpWords("Courriels qui ne sont pas arrivés", "Mails that did not arrive"),
    purpose: HelpWords(
      "Une adresse changée ou une boîte pleine : la personne ne reçoit ni lien ni relance.",
      "An address changed or a mailbox full: the person gets neither a link nor a reminder."),
    steps: [
      HelpWords(
        "Sur l'accueil, ouvrez les courriels qui ne sont pas arrivés : à qui, lequel, le motif.",
        "On the home page, open the mails that did not arrive: to whom, which one, the reason."),
      HelpWords(
        "Adresse inconnue : corrigez-la dans le registre. Boîte pleine : appelez la personne.",
        "Address unknown: correct it in the registry. Mailbox full: call the person."),
      HelpWords(
        "En attendant, faites un lien à la main.", "Meanwhile, make a link by hand."),
    ],
    result: HelpWords(
      "La ligne disparaît quand la personne entre par un courriel plus récent, ou quand vous appuyez sur « C'est réglé ».",
      "The line goes once the person comes in by a later mail, or once you press “It is settled”."),
    cases: [
      Case(
        HelpWords(
          "Rien n'est signalé, et rien n'arrive ?", "Nothing is told, yet nothing arrives?"),
        HelpWords(
          "Le courriel est parmi les indésirables : demandez au service informatique de la structure d'accepter l'adresse d'envoi.",
          "The mail is among unwanted ones: have the structure's computer staff let the sender's address pass."
        ))
    ], related: ["lien", "relancer"])

  private static let link = HelpTask(
    "lien", .caf, title: HelpWords("Faire un lien à la main", "Make a link by hand"),
    purpose: HelpWords(
      "Quelqu'un n'a pas d'adresse, ou ne reçoit rien : un lien se donne au téléphone ou en main propre.",
      "Somebody has no address, or gets nothing: a link is given by telephone or in person."),
    steps: [
      HelpWords(
        "Assurez-vous de la personne : qui a le lien entre à sa place.",
        "Make sure of the person: whoever has the link comes in instead."),
      HelpWords(
        "Demandez à l'administrateur : « vigie portal link » et le code de la personne.",
        "Ask the administrator: “vigie portal link” and the person's code."),
      HelpWords(
        "Donnez l'adresse affichée, à elle seule.",
        "Give the address that is shown, to nobody else."),
    ],
    result: HelpWords(
      "Le lien sert une fois, pendant un jour. Le journal note pour qui il est fait.",
      "The link serves once, for a day. The audit notes for whom it was made."),
    cases: [
      Case(
        HelpWords("Aucun lien n'est fait ?", "No link is made?"),
        HelpWords(
          "La personne n'a ni fonction ni habilitation aujourd'hui : corrigez d'abord le registre.",
          "The person has neither a post nor a grant today: correct the registry first."))
    ], related: ["entrer", "courriels"])

  private static let reports = HelpTask(
    "rapports", .caf, pages: ["/rapports", "/rapports/:digest"],
    title: HelpWords("Rapports figés", "Frozen reports"),
    purpose: HelpWords(
      "Un rapport figé garde les indicateurs d'un jour : ce qui est publié ne bouge plus.",
      "A frozen report keeps the figures of a day: what is published moves no more."),
    steps: [
      HelpWords(
        "Ouvrez « Rapports ». Pour en figer un, choisissez l'année, puis appuyez sur « Figer ».",
        "Open “Reports”. To freeze one, choose the year, then press “Freeze”."),
      HelpWords(
        "Choisissez un rapport : son année, le jour de ses données, son empreinte.",
        "Choose a report: its year, the day of its facts, its digest."),
      HelpWords(
        "Comparez avec « Indicateurs » : une différence vient de ce qui a été enregistré depuis.",
        "Compare it with “Figures”: a difference comes of what was recorded since."),
    ],
    result: HelpWords(
      "Le rapport tel qu'il a été figé, à lire ou à imprimer.",
      "The report as it was frozen, to read or to print."),
    cases: [
      Case(
        HelpWords("Un indicateur publié était faux ?", "A figure that was published was wrong?"),
        HelpWords(
          "Corrigez les données, puis figez un nouveau rapport. L'ancien reste.",
          "Correct the facts, then freeze a new report. The former one stays."))
    ], related: ["indicateur"])
}
