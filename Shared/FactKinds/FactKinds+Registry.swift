import Tabular

/// The registry's kinds. Source: acceptance/formats.md, the bounds of numbers too; for communes and movements INSEE's own columns,
/// code officiel géographique.
extension FactKind {
  /// How many people there are somewhere. What is counted elsewhere has the bound of formats.md; this one lets sums be exact.
  static let inhabitants = Column.Kind.integer(atLeast: 0, atMost: 999_999_999)
  /// A count that has a bound in formats.md.
  static let count = Column.Kind.integer(atLeast: 0, atMost: 99_999)
  /// A sum of money.
  static let money = Column.Kind.decimal(atMost: 999_999_999_999)

  static let structure = Reference("structures", code: "UNKNOWN_STRUCTURE")
  /// The identifier that the owner mints with a record's first version.
  static let id = Column("id")
  /// Whether the fact is invented.
  static let fictitious = Column("fictitious", .flag)

  /// `communes-69.csv`.
  public static let communes = FactKind(
    TableForm(
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
      ]), owner: "registry",
    words: (
      "communes et arrondissements, tels que l'Insee les publie",
      "communes and arrondissements, as INSEE publishes them"
    ), name: "communes",
    passedOver: [
      "arrondissement", "siren_commune", "epci_siren", "epci_nom", "epci_nature", "pop_totale_2023",
    ],
    tells: .members(
      [
        "type": "type", "code": "code_insee", "name": "libelle", "ctcd": "ctcd",
        "parent": "commune_parent", "population": "pop_municipale_2023",
      ], type: "commune-recorded", list: "communes", beside: ["movements"]),
    place: .commune("code_insee"), isReference: true, isFollowed: true)

  /// `mouvements-69.csv`.
  public static let movements = FactKind(
    TableForm(
      "mouvements-69.csv",
      key: ["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"],
      columns: [
        Column("MOD"), Column("DATE_EFF", .date), Column("TYPECOM_AV"), Column("COM_AV"),
        Column("TNCC_AV", .text, mayBeEmpty: true), Column("NCC_AV", .text, mayBeEmpty: true),
        Column("NCCENR_AV", .text, mayBeEmpty: true), Column("LIBELLE_AV", .text),
        Column("TYPECOM_AP"), Column("COM_AP"), Column("TNCC_AP", .text, mayBeEmpty: true),
        Column("NCC_AP", .text, mayBeEmpty: true), Column("NCCENR_AP", .text, mayBeEmpty: true),
        Column("LIBELLE_AP", .text),
      ]), owner: "registry",
    words: (
      "mouvements de communes, tels que l'Insee les publie",
      "movements of communes, as INSEE publishes them"
    ), name: "movements",
    passedOver: ["TNCC_AV", "NCC_AV", "NCCENR_AV", "TNCC_AP", "NCC_AP", "NCCENR_AP"],
    tells: .members(
      [
        "kind": "MOD", "effectiveOn": "DATE_EFF", "from": "COM_AV", "to": "COM_AP",
        "nameBefore": "LIBELLE_AV", "nameAfter": "LIBELLE_AP",
      ], type: "movement-recorded", list: "movements", topic: "communes", beside: ["communes"],
      only: ["TYPECOM_AV": "COM", "TYPECOM_AP": "COM"]), place: .commune("COM_AP"),
    isReference: true, isFollowed: true)

  /// `structures.csv`.
  public static let structures = FactKind(
    TableForm(
      "structures.csv", key: ["structure_code", "valid_from"],
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
        Column("qpv_code", mayBeEmpty: true, mayBeAbsent: true),
        Column("valid_from", .date, mayBeEmpty: true, mayBeAbsent: true),
      ], isReferredTo: true), owner: "registry",
    words: (
      "structures : centres sociaux et espaces de vie sociale",
      "structures: centres sociaux and espaces de vie sociale"
    ), added: [id, fictitious],
    tells: .members(
      [
        "id": "id", "code": "structure_code", "kind": "kind", "name": "name",
        "commune": "commune_code", "communeAsOf": "commune_as_of", "closedOn": "closed_on",
        "fictitious": "fictitious", "federated": "federated", "zone": "zone", "qpv": "qpv",
        "qpvCode": "qpv_code", "validFrom": "valid_from",
      ], type: "structure-recorded", list: "structures"), place: .structure("structure_code"),
    isFollowed: true)

  /// `approvals.csv`.
  public static let approvals = FactKind(
    TableForm(
      "approvals.csv", key: ["structure_code", "from"],
      columns: [
        Column("structure_code", reference: structure), Column("from", .date),
        Column("to", .date, mayBeEmpty: true), Column("families", .flag),
      ], intervals: [.init("from", "to")]), owner: "registry",
    words: ("agréments", "approvals"),
    tells: .members(
      ["structureCode": "structure_code", "from": "from", "to": "to", "families": "families"],
      type: "approval-recorded", list: "approvals"), place: .structure("structure_code"),
    isFollowed: true)

  /// `people.csv`.
  public static let people = FactKind(
    TableForm(
      "people.csv", key: ["person_code"],
      columns: [
        Column("person_code"), Column("family_name", .text), Column("given_name", .text),
        Column("email", .email, mayBeEmpty: true),
      ], isReferredTo: true), owner: "registry",
    words: ("personnes, nommées dans le registre seulement", "people, named in the registry only"),
    added: [id],
    tells: .members(["id": "id", "code": "person_code"], type: "person-recorded", list: "people"),
    place: .people(nil), personal: ["family_name", "given_name", "email"], isFollowed: true)

  /// `mandates.csv`.
  public static let mandates = FactKind(
    TableForm(
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
      ], intervals: [.init("from", "to")]), owner: "registry",
    words: (
      "mandats : qui occupe quel poste, où et quand",
      "mandates: who holds which post, where and when"
    ),
    tells: .members(
      [
        "personCode": "person_code", "structureCode": "structure_code", "function": "function",
        "from": "from", "to": "to", "interim": "interim",
      ], type: "mandate-recorded", list: "mandates"), place: .people("structure_code"),
    personal: ["end_reason"], isFollowed: true)
}
