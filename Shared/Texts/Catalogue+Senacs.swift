/// The words of SENACS: sections of a codebook, groups of peers.
extension Catalogue {
  /// The name of a section of a codebook.
  public static func section(_ name: String, _ language: Language) -> String {
    sections[name].map { language.pick($0.french, $0.english) } ?? name
  }

  /// What a structure is, such as “centres sociaux”, in the plural.
  public static func kinds(_ kind: String, _ language: Language) -> String {
    kinds[kind].map { language.pick($0.french, $0.english) } ?? kind
  }

  /// Where structures lie: `qpv`, `urban`, `rural` or `unknown`.
  public static func area(_ area: String, _ language: Language) -> String {
    areas[area].map { language.pick($0.french, $0.english) } ?? area
  }

  private static let sections: [String: Words] = [
    "identity": ("Identité", "Identity"), "territory": ("Territoire", "Territory"),
    "governance": ("Gouvernance et bénévolat", "Governance and volunteers"),
    "staff": ("Équipe", "Staff"), "money": ("Finances", "Money"),
    "actions": ("Actions et publics", "Actions and people reached"),
    "partners": ("Partenaires", "Partners"), "answer": ("Réponse", "Answer"),
  ]

  private static let kinds: [String: Words] = [
    "CS": ("centres sociaux", "centres sociaux"),
    "EVS": ("espaces de vie sociale", "espaces de vie sociale"),
  ]

  private static let areas: [String: Words] = [
    "qpv": ("en quartier prioritaire", "in a priority neighbourhood"),
    "urban": ("en zone urbaine", "in an urban area"),
    "rural": ("en zone rurale", "in a rural area"),
    "unknown": ("de zone inconnue", "of unknown area"),
  ]
}
