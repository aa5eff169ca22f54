import ArgumentParser

struct ChangeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "change",
    "Modifie un enregistrement, sans fichier.",
    "Changes a record, without a file.",
    discussion: words(
      """
      vigie change people person_code=P03 courriel=p03@exemple.fr
      Les colonnes de la clé désignent l'enregistrement ; celles qui ne sont pas données restent ; « colonne= » vide la cellule.
      Le résultat est montré avant d'être enregistré. Codes de sortie : 0 enregistré, 3 refusé, 64 sans --yes hors d'un terminal.
      """,
      """
      vigie change people person_code=P03 email=p03@example.org
      The columns of the key say which record; those that are not given stay; “column=” empties the cell.
      The result is shown before it is recorded. Exit codes: 0 recorded, 3 refused, 64 without --yes outside a terminal.
      """))

  @OptionGroup var options: GatewayOptions
  @OptionGroup var fact: FactArguments

  func run() async throws {
    let kind = try fact.kindMeant()
    try await FactWriting(kind: kind, isNew: false, isAgreed: fact.yes)
      .run(fact.allCells(of: kind, isNew: false), options.gateway())
  }
}
