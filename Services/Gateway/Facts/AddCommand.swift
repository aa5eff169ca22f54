import ArgumentParser

struct AddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    "Ajoute un enregistrement (une ligne de données), sans fichier.",
    "Adds a record (a row of data), without a file.",
    discussion: words(
      """
      Exemple : vigie add mandates person_code=P03 structure_code=S01 fonction=director du=2025-06-01 interim=non
      Colonnes et valeurs : vigie help facts mandates. Une colonne se désigne par son nom ou par son libellé.
      Dans un terminal, les cellules obligatoires qui manquent sont demandées.
      \(Help.recording)
      """,
      """
      Example: vigie add mandates person_code=P03 structure_code=S01 function=director from=2025-06-01 interim=no
      Columns and values: vigie help facts mandates. A column goes by its name or by its label.
      At a terminal, cells that are needed and missing are asked for.
      \(Help.recording)
      """))

  @OptionGroup var options: GatewayOptions
  @OptionGroup var fact: FactArguments

  func run() async throws {
    let kind = try fact.kindMeant()
    try await FactWriting(kind: kind, isNew: true, isAgreed: fact.yes)
      .run(fact.allCells(of: kind, isNew: true), options.gateway())
  }
}
