import ArgumentParser

struct AddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    "Ajoute un enregistrement, sans fichier.",
    "Adds a record, without a file.",
    discussion: words(
      """
      vigie add mandates person_code=P03 structure_code=S01 fonction=director du=2025-06-01 interim=non
      Les colonnes et leurs valeurs : vigie help facts mandates. Une colonne peut être dite par son nom ou son libellé.
      Ce qui sera est montré d'abord. Codes de sortie : 0 enregistré, 3 refusé, 64 sans --yes hors d'un terminal.
      """,
      """
      vigie add mandates person_code=P03 structure_code=S01 function=director from=2025-06-01 interim=no
      The columns and their values: vigie help facts mandates. A column may be told by its name or its label.
      What will be is shown first. Exit codes: 0 recorded, 3 refused, 64 without --yes outside a terminal.
      """))

  @OptionGroup var options: GatewayOptions
  @OptionGroup var fact: FactArguments

  func run() async throws {
    let kind = try fact.kindMeant()
    try await FactWriting(kind: kind, isNew: true, isAgreed: fact.yes)
      .run(fact.namedCells(of: kind), options.gateway())
  }
}
