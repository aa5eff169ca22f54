import ArgumentParser

struct AddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    "Ajoute un enregistrement, sans fichier.",
    "Adds a record, without a file.",
    discussion: words(
      """
      vigie add mandates person_code=P03 structure_code=S01 fonction=director du=2025-06-01 interim=non
      Les colonnes et leurs valeurs : vigie help facts mandates. Une colonne se désigne par son nom ou par son libellé.
      Dans un terminal, les cellules obligatoires qui manquent sont demandées.
      Le résultat est montré avant d'être enregistré. Codes de sortie : 0 enregistré, 3 refusé, 64 sans --yes hors d'un terminal.
      """,
      """
      vigie add mandates person_code=P03 structure_code=S01 function=director from=2025-06-01 interim=no
      The columns and their values: vigie help facts mandates. A column goes by its name or by its label.
      At a terminal, cells that are needed and missing are asked for.
      The result is shown before it is recorded. Exit codes: 0 recorded, 3 refused, 64 without --yes outside a terminal.
      """))

  @OptionGroup var options: GatewayOptions
  @OptionGroup var fact: FactArguments

  func run() async throws {
    let kind = try fact.kindMeant()
    try await FactWriting(kind: kind, isNew: true, isAgreed: fact.yes)
      .run(fact.allCells(of: kind, isNew: true), options.gateway())
  }
}
