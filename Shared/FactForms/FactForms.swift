public import Tabular

/// The forms of the fact files: what services take, what partners submit, what schemas are made of.
///
/// Source: acceptance/formats.md, the bounds of numbers too. Here: the registry's; for communes and movements INSEE's own columns,
/// code officiel géographique.
public enum FactForms {
  /// Every form of an agreed fact file, by the file's name.
  public static let byFile = Dictionary(
    uniqueKeysWithValues: [
      structures, approvals, people, mandates, sessions, attendance, campaigns, submissions,
      answers, diagnoses, bodies, meetings, invitations,
    ].map { ($0.file, $0) })

  /// How many people there are somewhere. What is counted elsewhere has the bound of formats.md; this one lets sums be exact.
  static let inhabitants = Column.Kind.integer(atLeast: 0, atMost: 999_999_999)
  /// A count that has a bound in formats.md.
  static let count = Column.Kind.integer(atLeast: 0, atMost: 99_999)
  /// A sum of money.
  static let money = Column.Kind.decimal(atMost: 999_999_999_999)

  static let structure = Reference("structures", code: "UNKNOWN_STRUCTURE")

  /// `communes-69.csv`.
  public static let communes = TableForm(
    "communes-69.csv", key: ["code_insee"],
    columns: [
      Column("type", .choice(["COM", "ARM"])), Column("code_insee"), Column("libelle", .text),
      Column("ctcd", .choice(["69M", "69D"])), Column("arrondissement", .text, mayBeEmpty: true),
      Column("commune_parent", .text, mayBeEmpty: true),
      Column("siren_commune", .text, mayBeEmpty: true),
      Column("epci_siren", .text, mayBeEmpty: true), Column("epci_nom", .text, mayBeEmpty: true),
      Column("epci_nature", .text, mayBeEmpty: true),
      Column("pop_municipale_2023", inhabitants, mayBeEmpty: true),
      Column("pop_totale_2023", inhabitants, mayBeEmpty: true),
    ])

  /// `mouvements-69.csv`.
  public static let movements = TableForm(
    "mouvements-69.csv",
    key: ["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"],
    columns: [
      Column("MOD"), Column("DATE_EFF", .date), Column("TYPECOM_AV"), Column("COM_AV"),
      Column("TNCC_AV", .text, mayBeEmpty: true), Column("NCC_AV", .text, mayBeEmpty: true),
      Column("NCCENR_AV", .text, mayBeEmpty: true), Column("LIBELLE_AV", .text),
      Column("TYPECOM_AP"), Column("COM_AP"), Column("TNCC_AP", .text, mayBeEmpty: true),
      Column("NCC_AP", .text, mayBeEmpty: true), Column("NCCENR_AP", .text, mayBeEmpty: true),
      Column("LIBELLE_AP", .text),
    ])

  /// `structures.csv`.
  public static let structures = TableForm(
    "structures.csv", key: ["structure_code"],
    columns: [
      Column("structure_code"), Column("kind", .choice(["CS", "EVS"])), Column("name", .text),
      Column("manager_siren", .siren, mayBeEmpty: true),
      Column("siret", .siret, mayBeEmpty: true),
      Column(
        "commune_code",
        reference: Reference("communes", code: "UNKNOWN_COMMUNE", asOf: "commune_as_of")),
      Column("commune_as_of", .date), Column("federated", .flag, mayBeEmpty: true),
      Column("zone", .choice(["urban", "rural"]), mayBeEmpty: true),
      Column("qpv", .flag, mayBeEmpty: true), Column("closed_on", .date, mayBeEmpty: true),
    ], isReferredTo: true)

  /// `approvals.csv`.
  public static let approvals = TableForm(
    "approvals.csv", key: ["structure_code", "from"],
    columns: [
      Column("structure_code", reference: structure), Column("from", .date),
      Column("to", .date, mayBeEmpty: true), Column("families", .flag),
    ], intervals: [.init("from", "to")])

  /// `people.csv`.
  public static let people = TableForm(
    "people.csv", key: ["person_code"],
    columns: [
      Column("person_code"), Column("family_name", .text), Column("given_name", .text),
      Column("email", .email, mayBeEmpty: true),
    ], isReferredTo: true)

  /// `mandates.csv`.
  public static let mandates = TableForm(
    "mandates.csv", key: ["person_code", "structure_code", "function", "from"],
    columns: [
      Column("person_code", reference: Reference("people", code: "UNKNOWN_PERSON")),
      Column("structure_code", reference: structure),
      Column("function", .choice(["director", "family_referent", "coordinator", "other"])),
      Column("from", .date), Column("to", .date, mayBeEmpty: true), Column("interim", .flag),
      Column(
        "end_reason",
        .choice(["contract_end", "mobility", "retirement", "other", "not_communicated"]),
        mayBeEmpty: true),
    ], intervals: [.init("from", "to")])
}
