extension HelpTask {
  static let everybodys: [HelpTask] = [enter]

  private static let enter = HelpTask(
    "entrer", .everybody, pages: ["/entrer", "/entrer/:link", "/sessions"],
    title: HelpWords("Entrer par un lien", "Come in by a link"),
    purpose: HelpWords(
      "Il n'y a pas de mot de passe : un lien reçu par courriel vous fait entrer.",
      "There is no password: a link that comes by mail lets you in."),
    steps: [
      HelpWords(
        "Écrivez votre adresse professionnelle, celle que la Caf connaît, puis appuyez sur « Recevoir un lien ».",
        "Write your professional address, the one that the Caf knows, then press “Get a link”."),
      HelpWords(
        "Ouvrez le courriel, puis le lien. La page dit pour qui il est et pour quelle structure.",
        "Open the mail, then the link. The page says whom it is for and for which structure."),
      HelpWords(
        "Appuyez sur le bouton « Entrer comme … ». Lui seul use le lien.",
        "Press the button “Enter as …”. It alone spends the link."),
    ],
    result: HelpWords(
      "Votre accueil. La session s'arrête après 8 heures sans activité, au plus tard après 12 heures, ou après 30 jours sur un appareil que vous êtes seul à utiliser. La page Sessions montre vos appareils et met fin à tous.",
      "Your home page. The session ends after 8 hours without activity, after 12 hours at the latest, or after 30 days on a device that you alone use. The page Sessions shows your devices and ends them all."
    ),
    cases: [
      Case(
        HelpWords("Aucun courriel n'arrive ?", "No mail arrives?"),
        HelpWords(
          "Attendez dix minutes, regardez les indésirables, puis appelez la Caf : elle peut vous donner un lien. La page répond la même chose à toutes les adresses.",
          "Wait ten minutes, look among unwanted mails, then call the Caf: it can give you a link. The page answers the same to all addresses."
        )),
      Case(
        HelpWords("Le lien a déjà servi ?", "The link was used already?"),
        HelpWords(
          "Il sert une fois, pendant un jour. Demandez-en un autre : votre brouillon n'a pas bougé.",
          "It serves once, for a day. Ask for another: your draft has not moved.")),
      Case(
        HelpWords("Plusieurs personnes ont la même adresse ?", "Several people share an address?"),
        HelpWords(
          "La page demande qui vous êtes. Choisissez votre nom.",
          "The page asks who you are. Choose your name.")),
    ], related: ["brouillon", "lien"],
    picture: HelpWords(
      "La page « Entrer dans Vigie » : un champ pour l'adresse et le bouton « Recevoir un lien ».",
      "The page “Enter Vigie”: a field for the address and the button “Get a link”."))
}
