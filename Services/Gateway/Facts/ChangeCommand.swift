import ArgumentParser

struct ChangeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "change",
    "Modifie un enregistrement, sans fichier.",
    "Changes a record, without a file.",
    discussion: words(
      """
      Exemple : vigie change people person_code=P03 courriel=p03@exemple.fr
      Les colonnes de l'identifiant désignent l'enregistrement. Les colonnes absentes ne changent pas ; « colonne= » vide la cellule.
      \(Help.recording)
      """,
      """
      Example: vigie change people person_code=P03 email=p03@example.org
      The columns of the key say which record. Columns that are not given do not change; “column=” empties the cell.
      \(Help.recording)
      """))

  @OptionGroup var options: GatewayOptions
  @OptionGroup var fact: FactArguments

  func run() async throws {
    let kind = try fact.kindMeant()
    try await FactWriting(kind: kind, isNew: false, isAgreed: fact.yes)
      .run(fact.allCells(of: kind, isNew: false), options.gateway())
  }
}
