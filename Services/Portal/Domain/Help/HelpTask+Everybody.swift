extension HelpTask {
  static let everybodys: [HelpTask] = [enter]

  private static let enter = HelpTask(
    "entrer", .everybody, pages: ["/entrer", "/entrer/:link", "/sessions"],
    title: HelpWords("Entrer par un lien", "Come in by a link"),
    purpose: HelpWords(
      "Vigie n'a pas de mot de passe : vous entrez par un lien reçu par courriel.",
      "Vigie has no password: you come in by a link that you get by mail."),
    steps: [
      HelpWords(
        "Écrivez votre adresse professionnelle, celle que la Caf connaît, puis appuyez sur « Recevoir un lien ».",
        "Write your professional address, the one that the Caf knows, then press “Get a link”."),
      HelpWords(
        "Ouvrez le courriel, puis le lien. La page indique pour quelle personne et quelle structure il est.",
        "Open the mail, then the link. The page says whom it is for and for which structure."),
      HelpWords(
        "Appuyez sur le bouton « Entrer comme … ». Le lien n'est utilisé qu'à ce moment.",
        "Press the button “Enter as …”. Only then is the link used."),
    ],
    result: HelpWords(
      "Votre accueil s'affiche. La session se termine après 8 heures sans activité, au plus tard après 12 heures, ou après 30 jours sur un appareil que vous seul utilisez. « Sessions » montre vos appareils et permet de mettre fin à toutes les sessions.",
      "Your home page is shown. The session ends after 8 hours without activity, after 12 hours at the latest, or after 30 days on a device that you alone use. “Sessions” shows your devices and lets you end all sessions."
    ),
    cases: [
      Case(
        HelpWords("Aucun courriel n'arrive ?", "No mail arrives?"),
        HelpWords(
          "Attendez dix minutes, regardez dans les courriels indésirables, puis appelez la Caf : elle peut vous donner un lien. La page répond la même chose pour toutes les adresses.",
          "Wait ten minutes, look among unwanted mails, then call the Caf: it can give you a link. The page says the same for all addresses."
        )),
      Case(
        HelpWords("Le lien a déjà servi ?", "The link was used already?"),
        HelpWords(
          "Un lien ne sert qu'une fois et reste valable un jour. Demandez-en un autre : votre brouillon est intact.",
          "A link serves once, and for one day. Ask for another: your draft is as you left it.")),
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
