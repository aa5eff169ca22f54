import Tabular

/// What several kinds have in common. Source of the bounds: acceptance/formats.md.
extension Column {
  /// The structure that a row is about.
  static let structureCode = Column("structure_code", reference: .structure)
    .fr("code de la structure", "Le code de la structure")
    .en("structure code", "The code of the structure")

  /// The person whom a row is about.
  static let personCode = Column(
    "person_code", reference: Reference("people", code: "UNKNOWN_PERSON")
  )
  .fr("code de la personne", "Le code de la personne, qui n'est nommée que dans le registre")
  .en("person code", "The code of the person, who is named in the registry only")

  /// The training session that a row is about.
  static let sessionCode = Column(
    "session_code", reference: Reference("sessions", code: "UNKNOWN_SESSION")
  )
  .fr("code de la session", "Le code de la session de formation")
  .en("session code", "The code of the training session")

  /// The agreement that a row is about.
  static let agreementCode = Column(
    "agreement_code", reference: Reference("agreements", code: "UNKNOWN_AGREEMENT")
  )
  .fr("code de la convention", "Le code de la convention")
  .en("agreement code", "The code of the agreement")

  /// The identifier that the owner mints with a record's first version.
  static let id = Column("id")
    .fr("identifiant", "L'identifiant donné par le registre")
    .en("identifier", "The registry's identifier")

  /// Whether the fact is invented.
  static let fictitious = Column("fictitious", .flag)
    .fr("fictif", "Si l'enregistrement est fictif")
    .en("fictitious", "Whether it is invented")

  /// A column of INSEE's files that Vigie does not store.
  static func unkept(_ name: String, _ kind: Kind = .text) -> Column {
    Column(name, kind, mayBeEmpty: true)
      .fr(name, "Une donnée de l'Insee que Vigie ne conserve pas")
      .en(name, "INSEE's; Vigie does not keep it")
  }
}

extension Column.Kind {
  /// A number of people. formats.md sets no bound for it; this bound keeps sums exact.
  static let inhabitants = Self.integer(atLeast: 0, atMost: 999_999_999)
  /// A count that has a bound in formats.md.
  static let count = Self.integer(atLeast: 0, atMost: 99_999)
  /// A sum of money.
  static let money = Self.decimal(atMost: 999_999_999_999)
}

extension Reference {
  /// A structure.
  static let structure = Reference("structures", code: "UNKNOWN_STRUCTURE")
  /// A partner of structures.
  static let partner = Reference("partners", code: "UNKNOWN_PARTNER")
}
