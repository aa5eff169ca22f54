extension HelpTask {
  static let caf: [HelpTask] =
    [campaign, remind, ask, figure, load, end] + [mails, link, reports]

  private static let campaign = HelpTask(
    "campagne", .caf, pages: ["/campagne", "/campagne/:year", "/structures/:code"],
    title: HelpWords("Suivre la campagne", "Follow the campaign"),
    purpose: HelpWords(
      "La page de la campagne montre qui a répondu, qui n'a pas ouvert le formulaire, et qui appeler d'abord.",
      "The campaign's page shows who has answered, who has not opened the form, and whom to call first."
    ),
    steps: [
      HelpWords(
        "Ouvrez « Campagne » : le taux de participation compte les réponses retenues.",
        "Open “Campaign”: the rate of participation is by the answers that count."),
      HelpWords(
        "Le tableau montre, par type et par circonscription, où les réponses manquent.",
        "The table shows by kind and by circonscription where answers are missing."),
      HelpWords(
        "Filtrez la liste (état, type, circonscription, direction, nom). L'adresse de la page garde le filtre : vous pouvez l'enregistrer en favori ou l'envoyer.",
        "Filter the list (state, kind, circonscription, director, name). The page's address keeps the filter: you can bookmark it or send it."
      ),
      HelpWords(
        "Ouvrez une structure pour voir sa page.", "Open a structure to see its page."),
    ],
    result: HelpWords(
      "Les structures à appeler d'abord sont en tête : nouvelle direction ou poste vacant, puis formulaire pas ouvert, puis rien d'écrit.",
      "Whom to call comes first: a new director or a vacant post, then a form not opened, then nothing written."
    ),
    cases: [
      Case(
        HelpWords(
          "« Commencée » et pas « envoyée » ?", "“Begun” but not “sent”?"),
        HelpWords(
          "La structure a un brouillon, que personne d'autre ne peut lire. Seule une réponse envoyée compte.",
          "The structure has a draft, which nobody else can read. Only an answer that was sent counts."
        )),
      Case(
        HelpWords("« En retard » ?", "“Late”?"),
        HelpWords(
          "La réponse est arrivée après la clôture. Elle compte dans la participation, mais pas dans la participation dans les délais.",
          "The answer came after the campaign closed. It counts in participation, not in participation on time."
        )),
    ], related: ["relancer", "cloturer"],
    picture: HelpWords(
      "La campagne : le taux, puis les nombres par type, par circonscription, et par les deux à la fois.",
      "The campaign: the rate, then the counts by kind, by circonscription, and by both at once."))

  private static let remind = HelpTask(
    "relancer", .caf, pages: ["/campagne/:year/relance"],
    title: HelpWords("Relancer les structures", "Send reminders"),
    purpose: HelpWords(
      "Vous envoyez un courriel aux structures sans réponse retenue, après l'avoir lu.",
      "You send a mail to structures without an answer that counts, after you have read it."),
    steps: [
      HelpWords(
        "Sur la page de la campagne, ouvrez « Préparer les relances ».",
        "On the campaign's page, open “Prepare reminders”."),
      HelpWords(
        "Lisez chaque courriel : le destinataire, l'objet, le texte.",
        "Read each mail: its receiver, its subject, its text."),
      HelpWords(
        "Décochez ceux qui ne doivent pas partir, puis appuyez sur « Envoyer les courriels cochés ».",
        "Untick those that must not go, then press “Send the ticked mails”."),
    ],
    result: HelpWords(
      "La page indique le nombre de relances envoyées aujourd'hui et, pour chaque personne, sa dernière relance.",
      "The page tells how many reminders were sent today and, for each person, the last reminder."),
    cases: [
      Case(
        HelpWords("Deux relances le même jour ?", "Two reminders on one day?"),
        HelpWords(
          "Ce n'est pas possible : personne n'est relancé deux fois en un jour.",
          "That is not possible: nobody is reminded twice in a day.")),
      Case(
        HelpWords("Une structure n'est pas dans la page ?", "A structure is not on the page?"),
        HelpWords(
          "Elle a répondu, ou aucune personne en poste n'y a d'adresse connue.",
          "It has answered, or nobody in post there has a known address.")),
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
      "Quand une valeur vous étonne, posez une question à la structure : elle reste jointe à cette valeur.",
      "When a value surprises you, ask the structure: the question stays with that value."),
    steps: [
      HelpWords(
        "Sur la page d'une structure, suivez « Lire la réponse », puis « Poser une question » à la ligne qui étonne.",
        "On a structure's page, follow “Read the answer”, then “Ask a question” at the line that surprises."
      ),
      HelpWords(
        "À côté, la page montre la valeur de l'an dernier, celles des structures comparables, les règles et les versions.",
        "Beside, the page shows last year's value, those of comparable structures, the rules and the versions."
      ),
      HelpWords(
        "Écrivez la question et envoyez-la. Les personnes en poste reçoivent un lien par courriel, sans aucune valeur.",
        "Write the question and send it. Those in post get a link by mail, without any value."),
      HelpWords(
        "Quand la structure a répondu, choisissez : régler, demander une précision, ou demander une correction, qui rouvre cette seule valeur.",
        "Once the structure has answered, choose: settle it, ask for more, or ask for a correction, which opens that value alone again."
      ),
    ],
    result: HelpWords(
      "« Questions » montre chaque échange avec son état : signalée, posée, avec réponse, réglée.",
      "“Questions” shows each conversation with its state: reported, asked, answered, settled."),
    cases: [
      Case(
        HelpWords("Faut-il attendre la réponse ?", "Must one wait for the answer?"),
        HelpWords(
          "Non : la réponse envoyée compte déjà. La marque « lue » est un repère et ne change aucun taux.",
          "No: what was sent counts already. The mark “read” is for you, and changes no rate."))
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
      "Pour chaque indicateur, vous voyez qui est compté, pourquoi, et d'après quels enregistrements.",
      "For each figure you see who is counted, why, and by which records."),
    steps: [
      HelpWords(
        "Ouvrez « Indicateurs », l'année, puis un indicateur.",
        "Open “Figures”, the year, then a figure."),
      HelpWords(
        "Choisissez un motif : la liste des structures s'ouvre en dessous.",
        "Choose a reason: the list of structures opens below."),
      HelpWords(
        "Choisissez une structure : ses enregistrements s'ouvrent à côté.",
        "Choose a structure: its records open beside."),
      HelpWords(
        "Choisissez un enregistrement : ses versions s'affichent, avec le fichier, la ligne et la personne.",
        "Choose a record: its versions are shown, with the file, the row and the person."),
    ],
    result: HelpWords(
      "Vous savez d'où vient un indicateur, jusqu'à la ligne d'un fichier. Vous pouvez garder ou envoyer l'adresse de chaque étape.",
      "You know where a figure comes from, down to the row of a file. You can keep or send the address of each step."
    ),
    cases: [
      Case(
        HelpWords("Un enregistrement est faux ?", "A record is wrong?"),
        HelpWords(
          "Chargez un fichier corrigé : la version d'avant reste dans l'historique.",
          "Load a corrected file: the version before stays in the history.")),
      Case(
        HelpWords("« Hors du calcul » ?", "“Left out”?"),
        HelpWords(
          "L'indicateur ne prend pas en compte cette structure ; le motif indique pourquoi.",
          "The figure leaves this structure out; the reason says why.")),
    ], related: ["charger", "rapports"],
    picture: HelpWords(
      "Un indicateur : les motifs, les structures d'un motif et, à côté, les enregistrements de l'une d'elles.",
      "A figure: its reasons, the structures of one reason and, beside, the records of one of them."
    ))

  private static let load = HelpTask(
    "charger", .caf, pages: ["/fichiers", "/fichiers/:number", "/campagne/:year/classeur"],
    title: HelpWords("Charger un fichier", "Load a file"),
    purpose: HelpWords(
      "Vous chargez des données par fichier (CSV ou XLSX) ; Vigie les vérifie d'abord.",
      "You load data by file (CSV or XLSX); Vigie checks them first."),
    steps: [
      HelpWords(
        "Ouvrez « Fichiers », choisissez le fichier ou glissez-le sur le champ, puis appuyez sur « Vérifier le fichier ».",
        "Open “Files”, choose the file or drop it onto the field, then press “Check the file”."),
      HelpWords(
        "Lisez ce qui serait chargé : lignes nouvelles, corrections, déjà connues, refusées, à vérifier, avec le motif.",
        "Read what would be loaded: new rows, corrections, known already, refused, to check, with the reason."
      ),
      HelpWords(
        "Appuyez sur « Charger » ; la page indique l'avancement.",
        "Press “Load”; the page says how far the work has come."),
    ],
    result: HelpWords(
      "Le fichier est dans la liste, avec la personne qui l'a déposé, la date et ses remarques par ligne.",
      "The file is on the list, with who uploaded it, when, and its findings by row."),
    cases: [
      Case(
        HelpWords("Le fichier n'est pas reconnu ?", "The file is not recognised?"),
        HelpWords(
          "La page indique les colonnes absentes ou mal écrites. Leurs noms doivent être ceux du modèle.",
          "The page tells which columns are absent or misspelled. Their names must be those of the template."
        )),
      Case(
        HelpWords("Le chargement s'est arrêté ?", "Loading broke off?"),
        HelpWords(
          "Appuyez sur « Reprendre » : rien n'est chargé deux fois.",
          "Press “Go on”: nothing is loaded twice.")),
      Case(
        HelpWords("Le fichier était le mauvais ?", "It was the wrong file?"),
        HelpWords(
          "« Annuler ce chargement » rétablit les données d'avant. Celles qui ont été modifiées depuis restent telles quelles.",
          "“Undo this load” brings back what stood before. What was changed since stays as it is.")),
    ], related: ["indicateur"])

  private static let end = HelpTask(
    "cloturer", .caf, pages: ["/campagne/:year/collecte"],
    title: HelpWords("Terminer la collecte", "End the collection"),
    purpose: HelpWords(
      "Après la clôture, des réponses arrivent encore, en retard. La fin de la collecte met un terme à ces envois.",
      "After the campaign closes, answers still come, late. Ending the collection ends these sendings."
    ),
    steps: [
      HelpWords(
        "Relancez d'abord les structures qui ont un brouillon : un brouillon ne compte pas.",
        "Remind first the structures that have a draft: a draft does not count."),
      HelpWords(
        "Sur la page de la campagne, suivez « Terminer la collecte », lisez ce qui va se passer, puis appuyez sur le bouton du même nom.",
        "On the campaign's page, follow “End the collection”, read what will happen, then press the button of the same name."
      ),
    ],
    result: HelpWords(
      "L'accueil des structures l'indique ; leur brouillon reste gardé. Plus aucun envoi par le portail ne change les indicateurs.",
      "Structures' home pages say so; their draft stays kept. No sending by the portal changes the figures any more."
    ),
    cases: [
      Case(
        HelpWords("Une réponse doit encore venir ?", "One more answer is to come?"),
        HelpWords(
          "Appuyez sur « Rouvrir la collecte », puis terminez-la de nouveau. Le journal d'audit garde qui l'a fait et quand.",
          "Press “Open the collection again”, then end it once more. The audit keeps who did it and when."
        ))
    ], related: ["campagne", "relancer", "rapports"])

  private static let mails = HelpTask(
    "courriels", .caf, pages: ["/courriels"],
    title: HelpWords("Courriels qui ne sont pas arrivés", "Mails that did not arrive"),
    purpose: HelpWords(
      "Quand une adresse est fausse ou une boîte pleine, la personne ne reçoit ni lien ni relance.",
      "When an address is wrong or a mailbox full, the person gets neither a link nor a reminder."),
    steps: [
      HelpWords(
        "Sur l'accueil, ouvrez la liste des courriels qui ne sont pas arrivés : destinataire, type de courriel, motif.",
        "On the home page, open the list of mails that did not arrive: receiver, kind of mail, reason."
      ),
      HelpWords(
        "Adresse inconnue : corrigez-la dans le registre. Boîte pleine : appelez la personne.",
        "Address unknown: correct it in the registry. Mailbox full: call the person."),
      HelpWords(
        "En attendant, créez un lien à la main.", "Meanwhile, make a link by hand."),
    ],
    result: HelpWords(
      "La ligne disparaît quand la personne entre par un courriel plus récent, ou quand vous appuyez sur « C'est réglé ».",
      "The line goes once the person comes in by a later mail, or once you press “It is settled”."),
    cases: [
      Case(
        HelpWords(
          "Aucun courriel n'est dans la liste, mais rien n'arrive ?",
          "No mail is on the list, yet nothing arrives?"),
        HelpWords(
          "Le courriel est sans doute parmi les indésirables : demandez au service informatique de la structure d'accepter l'adresse d'envoi.",
          "The mail is probably among unwanted ones: ask the structure's computer staff to let the sender's address pass."
        ))
    ], related: ["lien", "relancer"])

  private static let link = HelpTask(
    "lien", .caf, title: HelpWords("Créer un lien à la main", "Make a link by hand"),
    purpose: HelpWords(
      "Quand une personne n'a pas d'adresse ou ne reçoit rien, donnez-lui un lien par téléphone ou en main propre.",
      "When somebody has no address or gets nothing, give that person a link by telephone or in person."
    ),
    steps: [
      HelpWords(
        "Vérifiez à qui vous parlez : quiconque a le lien peut entrer à la place de la personne.",
        "Make sure whom you talk to: whoever has the link can come in instead of the person."),
      HelpWords(
        "Demandez à votre administrateur de créer le lien, avec « vigie portal link » et le code de la personne.",
        "Ask your administrator to make the link, by “vigie portal link” and the person's code."),
      HelpWords(
        "Donnez l'adresse affichée à cette personne, et à personne d'autre.",
        "Give the address that is shown to that person, and to nobody else."),
    ],
    result: HelpWords(
      "Le lien ne sert qu'une fois et reste valable un jour. Le journal d'audit note pour qui il a été créé.",
      "The link serves once, and for one day. The audit notes for whom it was made."),
    cases: [
      Case(
        HelpWords("Aucun lien n'est créé ?", "No link is made?"),
        HelpWords(
          "La personne n'a ni fonction ni habilitation aujourd'hui : corrigez d'abord le registre.",
          "The person has neither a post nor a grant today: correct the registry first."))
    ], related: ["entrer", "courriels"])

  private static let reports = HelpTask(
    "rapports", .caf, pages: ["/rapports", "/rapports/:digest"],
    title: HelpWords("Figer et lire un rapport", "Freeze and read a report"),
    purpose: HelpWords(
      "Un rapport figé garde les indicateurs tels qu'ils ont été publiés : ils ne changent plus.",
      "A frozen report keeps the figures as they were published: they change no more."),
    steps: [
      HelpWords(
        "Ouvrez « Rapports ». Pour en figer un, choisissez l'année, puis appuyez sur « Figer ».",
        "Open “Reports”. To freeze one, choose the year, then press “Freeze”."),
      HelpWords(
        "Choisissez un rapport : la page donne son année, la date de ses données et son empreinte.",
        "Choose a report: the page has its year, the day of its facts and its digest."),
      HelpWords(
        "Comparez avec « Indicateurs » : une différence vient des données enregistrées depuis.",
        "Compare it with “Figures”: a difference comes of facts recorded since."),
    ],
    result: HelpWords(
      "Le rapport s'affiche tel qu'il a été figé, à lire ou à imprimer.",
      "The report is shown as it was frozen, to read or to print."),
    cases: [
      Case(
        HelpWords("Un indicateur publié était faux ?", "A figure that was published was wrong?"),
        HelpWords(
          "Corrigez les données, puis figez un nouveau rapport. L'ancien est conservé.",
          "Correct the facts, then freeze a new report. The former one stays."))
    ], related: ["indicateur"])
}
