import Texts

/// What stands between angle brackets for an option's value: it says what is to be typed, in the language of the run.
struct ValueName {
  let words: String

  init(_ french: String, _ english: String) { words = language.pick(french, english) }

  static let address = ValueName("adresse", "address")
  static let answer = ValueName("question=réponse", "question=answer")
  static let body = ValueName("instance", "body")
  static let campaign = ValueName("campagne", "campaign")
  static let cell = ValueName("colonne=valeur", "column=value")
  static let code = ValueName("code", "code")
  static let count = ValueName("nombre", "number")
  /// A day says its form.
  static let day = ValueName("AAAA-MM-JJ", "YYYY-MM-DD")
  static let digest = ValueName("empreinte", "digest")
  static let email = ValueName("courriel", "e-mail")
  static let encoding = ValueName("encodage", "encoding")
  static let figure = ValueName("indicateur", "figure")
  static let file = ValueName("fichier", "file")
  static let folder = ValueName("dossier", "folder")
  static let format = ValueName("format", "format")
  static let givenName = ValueName("prénom", "given name")
  static let json = ValueName("json", "json")
  static let key = ValueName("clé", "key")
  static let kind = ValueName("type", "kind")
  static let lang = ValueName("langue", "language")
  static let mark = ValueName("signe", "mark")
  static let method = ValueName("méthode", "method")
  static let name = ValueName("nom", "name")
  static let number = ValueName("numéro", "number")
  static let order = ValueName("ordre", "order")
  static let part = ValueName("volet", "part")
  static let person = ValueName("personne", "person")
  static let post = ValueName("fonction", "post")
  static let reason = ValueName("motif", "reason")
  static let role = ValueName("rôle", "role")
  static let scope = ValueName("périmètre", "scope")
  static let seconds = ValueName("secondes", "seconds")
  static let series = ValueName("série", "series")
  static let service = ValueName("service", "service")
  static let sheet = ValueName("onglet", "sheet")
  static let status = ValueName("statut", "status")
  static let structure = ValueName("structure", "structure")
  static let table = ValueName("tableau", "table")
  static let territory = ValueName("territoire", "territory")
  static let tool = ValueName("outil", "tool")
  static let trait = ValueName("critère", "trait")
  static let version = ValueName("version", "version")
  static let year = ValueName("année", "year")
}
