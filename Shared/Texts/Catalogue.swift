/// The words for codes: one place for both languages; a code that is not here stands for itself.
public enum Catalogue {
  /// What a finding or a reason means, and what to do about it.
  public static func reason(_ code: String, _ language: Language) -> String {
    (allReasons[code] ?? unknown(code))?.text(language) ?? code
  }

  /// Returns the common words for `UNKNOWN_…` codes, for kinds that have no better words; nil for any other code.
  private static func unknown(_ code: String) -> Words? {
    guard code.hasPrefix("UNKNOWN_") else { return nil }
    return Words(
      "aucun enregistrement ne porte ce code : vérifiez-le, ou chargez d'abord le fichier qui le déclare",
      "no record has that code: check it, or first load the file that declares it")
  }

  /// Each subject has its words in a file of its own; no code stands in two.
  private static let allReasons = [
    reasons, fileReasons, answerReasons, territoryReasons, diagnosisReasons, measureReasons,
    needReasons, agreementReasons, duplicateReasons, mandateReasons, sessionReasons,
    comparisonReasons, sheetFault.words, renewalReasons, narrowedReasons,
  ].reduce(into: [:]) {
    $0.merge($1) { first, _ in first }
  }

  /// Returns what ``reason(_:_:)`` returns, but in words for a partner who submits rows through the exchange. A partner can neither load
  /// other files nor see everything.
  public static func remark(_ code: String, _ language: Language) -> String {
    if let words = remarks[code] { return words.text(language) }
    guard allReasons[code] == nil, unknown(code) != nil else { return reason(code, language) }
    return language.pick(
      "aucun enregistrement accessible avec cette clé ne porte ce code",
      "no record of that code is known to this key")
  }

  static let remarks: [String: Words] = [
    "UNKNOWN_STRUCTURE": Words(
      "aucune structure accessible avec cette clé ne porte ce code",
      "no structure of that code is known to this key"),
    "UNKNOWN_BODY": Words(
      "aucune instance accessible avec cette clé ne porte ce code",
      "no body of that code is known to this key"),
    "UNKNOWN_SESSION": Words("aucune session ne porte ce code", "no session has that code"),
    "UNKNOWN_PERSON": Words("aucune personne ne porte ce code", "no person has that code"),
    "UNKNOWN_CAMPAIGN": Words("aucune campagne ne porte ce code", "no campaign has that code"),
    "UNKNOWN_MEETING": Words("aucune réunion ne porte ce code", "no meeting has that code"),
    "KEY_TAKEN": Words(
      "ce code appartient à une ligne d'un autre territoire : choisissez-en un autre",
      "that code is of a row of another territory: choose another one"),
  ]

  /// What a refusal of a call means and what to do, with its arguments filled in.
  ///
  /// A line that names an argument which did not come is left out, unless it is the first. Days are told as people write them.
  ///
  /// - Parameters:
  ///   - reason: the status's stable reason, such as `CAMPAIGN_UNKNOWN`.
  ///   - arguments: the reason's arguments by name.
  ///   - language: the language to answer in.
  /// - Returns: sentences, perhaps on several lines; nil for a reason that has no words here.
  public static func refusal(
    _ reason: String, _ arguments: [String: String], _ language: Language
  ) -> String? {
    if reason == "ROW_REFUSED", let code = arguments["code"] {
      return fault(code, arguments, language)
    }
    let narrowed = arguments["announced"].flatMap { refusals["\(reason).\($0)"] }
    let words =
      narrowed ?? refusals[reason] ?? territoryRefusals[reason] ?? reportRefusals[reason]
      ?? protocolRefusals[reason]
    if let words { return filled(words.text(language), arguments, language) }
    return allReasons[reason] == nil && unknown(reason) == nil
      ? nil : fault(reason, arguments, language)
  }

  /// A fault of a file or a row in sentences, with its place as far as the arguments tell it.
  private static func fault(
    _ code: String, _ arguments: [String: String], _ language: Language
  ) -> String {
    let place = [
      arguments["file"], arguments["row"].map { language.pick("ligne \($0)", "row \($0)") },
      arguments["column"].map { language.pick("colonne \($0)", "column \($0)") },
      arguments["value"].map(language.quoted),
    ].compactMap(\.self).joined(separator: ", ")
    let head = language.pick("Erreur", "Error") + language.colon
    return (place.isEmpty ? "" : "\(head) \(place). ") + reason(code, language).sentence
  }

  /// Fills arguments in. A place whose argument is missing goes, with the space before it; so does a whole line, unless it is the first.
  private static func filled(
    _ text: String, _ arguments: [String: String], _ language: Language
  ) -> String {
    let lines = text.split(separator: "\n").enumerated().compactMap { index, line -> String? in
      var (result, isWhole) = ("", true)
      for (place, part) in line.split(separator: "{", omittingEmptySubsequences: false).enumerated()
      {
        guard place > 0, let end = part.firstIndex(of: "}") else {
          result += part
          continue
        }
        // What a service says in both languages comes in French as another argument.
        let name = String(part[..<end])
        let french = language == .french ? arguments["\(name).fr"] : nil
        if let value = french ?? arguments[name] {
          result += shown(value, language)
        } else {
          isWhole = false
          if result.hasSuffix(" ") { result.removeLast() }
        }
        result += part[part.index(after: end)...]
      }
      return isWhole || index == 0 ? result : nil
    }
    return lines.joined(separator: "\n")
  }

  /// An argument as people write it: a day of the form `YYYY-MM-DD` in French with the day first.
  private static func shown(_ value: String, _ language: Language) -> String {
    value.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) == nil ? value : language.day(value)
  }

  /// What a figure is.
  public static func figure(_ code: String, _ language: Language) -> String {
    if code.hasPrefix("I0:") {
      let thing = action(String(code.dropFirst(3)), language)
      return language.pick("moyen de formation : \(thing)", "way of training: \(thing)")
    }
    return figures[code]?.text(language) ?? code
  }

  /// What a table for publication holds.
  public static func table(_ name: String, _ language: Language) -> String {
    guard name != "I0" else {
      return language.pick("moyens de formation cités", "ways of training named")
    }
    return figure(name, language)
  }

  /// The name of a scope.
  public static func scope(_ name: String, _ language: Language) -> String {
    if let words = scopes[name] { return words.text(language) }
    if name.hasPrefix("size:") {
      return size(String(name.dropFirst(5)), of: language.pick("ETP", "FTE"), language)
    }
    return name
  }

  /// The words for the codes of a subject; a code that is not there stands for itself.
  public struct Vocabulary: Sendable {
    /// The codes, in the order in which people are shown them.
    public let codes: [String]
    let words: [String: Words]

    init(_ words: KeyValuePairs<String, Words>) {
      codes = words.map(\.key)
      self.words = Dictionary(uniqueKeysWithValues: words.map { ($0.key, $0.value) })
    }

    /// Returns the words for a code.
    public func callAsFunction(_ code: String, _ language: Language) -> String {
      words[code]?.text(language) ?? code
    }
  }

  /// A text in both languages.
  struct Words {
    let french, english: String

    init(_ french: String, _ english: String) {
      self.french = french
      self.english = english
    }

    func text(_ language: Language) -> String { language.pick(french, english) }
  }

  static let scopes: [String: Words] = [
    "all": Words("ensemble", "all"), "kind:CS": Words("centres sociaux", "social centres (CS)"),
    "kind:EVS": Words("espaces de vie sociale", "EVS"),
    "ctcd:69M": Words("Métropole de Lyon", "Métropole de Lyon"),
    "ctcd:69D": Words("Département du Rhône", "Département du Rhône"),
    "federated:true": Words("adhérentes à la fédération", "federated"),
    "federated:false": Words("non adhérentes à la fédération", "not federated"),
    "federated:unknown": Words(
      "adhésion à la fédération non renseignée", "federation unknown"),
    "zone:urban": Words("urbaines", "urban"), "zone:rural": Words("rurales", "rural"),
    "size:unknown": Words("taille non renseignée", "size unknown"),
    "zone:unknown": Words("zone non renseignée", "zone unknown"),
    "qpv:true": Words("en QPV", "in a QPV"),
    "qpv:false": Words("hors QPV", "not in a QPV"),
    "qpv:unknown": Words("situation QPV non renseignée", "QPV unknown"),
  ]

  static let figures: [String: Words] = [
    "I1": Words("taux de participation à SENACS", "rate of participation in SENACS"),
    "I1-restated": Words(
      "participation, hors structures fermées avant la clôture",
      "participation, without structures that closed before the campaign did"),
    "I1-on-time": Words("participation dans les délais", "participation on time"),
    "I2a": Words("personnes touchées par les formations", "people reached by training"),
    "I2b": Words("participations aux formations", "participations in training"),
    "I2c": Words("heures-stagiaires de formation", "trainee-hours of training"),
    "I2d": Words(
      "structures ayant au moins une personne touchée par les formations",
      "structures with somebody reached by training"),
    "I2e": Words("salariés touchés par les formations", "employees reached by training"),
    "I3a-director": Words(
      "structures ayant connu un départ de direction", "structures that a director left"),
    "I3a-family_referent": Words(
      "structures ayant connu un départ de référent familles",
      "structures that a family referent left"),
    "I3c-director": Words(
      "jours de vacance du poste de direction", "days without a director in post"),
    "I3c-family_referent": Words(
      "jours de vacance du poste de référent familles", "days without a family referent in post"),
    "I4": Words(
      "structures ayant une personne formée en poste", "structures with somebody trained in post"),
    "I5a": Words("structures utilisant les données SENACS", "structures that use SENACS data"),
    "I5b": Words(
      "données SENACS utilisées pour un document, une décision ou une négociation",
      "SENACS data used for a document, a decision or a negotiation"),
    "I5-response": Words(
      "réponses à la question sur l'utilisation", "answers to the question about use"),
    "I6": Words(
      "diagnostic partagé acquis (grille proposée)", "shared diagnosis acquired (proposed grid)"),
    "I6-coverage": Words(
      "diagnostics dont le niveau est établi", "diagnoses whose level is settled"),
    "I7a": Words(
      "structures bien intégrées dans le partenariat local",
      "structures well integrated in the local partnership"),
    "I7b": Words(
      "structures présentes à une instance de veille sociale",
      "structures that take part in a body of social watch"),
    "I7c": Words(
      "assiduité aux réunions de veille sociale", "attendance at meetings of social watch"),
  ]

  static let reasons: [String: Words] = [
    "MISSING_VALUE": Words(
      "valeur obligatoire absente : complétez la cellule", "a value is needed: fill the cell in"),
    "BAD_DATE": Words(
      "date non reconnue, ou hors de 1900-2199 : écrivez AAAA-MM-JJ (ou comme le reste du fichier)",
      "not a date, or outside 1900-2199: write YYYY-MM-DD (or as the rest of the file)"),
    "BAD_NUMBER": Words(
      "nombre non reconnu, négatif ou trop petit, trop long, ou avec trop de décimales",
      "not a number, or negative or too small, too long, or with too many decimals"),
    "BAD_FORMAT": Words("format non respecté", "not of the format expected"),
    "BAD_PATTERN": Words(
      "format non respecté (modèle de la colonne)",
      "not of the format expected (the column's pattern)"),
    "PATTERN_TOO_COSTLY": Words(
      "modèle trop complexe pour cette valeur : à simplifier dans le schéma",
      "the pattern is too complex for this value: simplify it in the schema"),
    "NOT_UNIQUE": Words(
      "valeur déjà utilisée plus haut (elle doit être unique)",
      "the value stands further up already (it must be unique)"),
    "EXTRA_CELL": Words("cellule sans en-tête", "a cell without a header"),
    "MISSING_CELL": Words("ligne incomplète", "the row is incomplete"),
    "BLANK_ROW": Words("ligne vide : à supprimer", "an empty row: remove it"),
    "BLANK_HEADER": Words(
      "première ligne vide : elle doit donner le nom des colonnes",
      "the first row is empty: it must name the columns"),
    "BLANK_COLUMN": Words("colonne sans nom", "a column without a name"),
    "BAD_VALUE": Words(
      "valeur non prévue, ou caractère non permis",
      "not one of the values allowed, or a character that has no place there"),
    "PARTY_UNCLEAR": Words(
      "ni structure ni partenaire, ou les deux : remplissez un seul des deux codes",
      "neither a structure nor a partner, or both: fill in exactly one of the two codes"),
    "HALF_DAYS_UNCLEAR": Words(
      "la liste des demi-journées ne concorde pas avec leur nombre : donnez autant de numéros, croissants et séparés par un espace",
      "the list of half-days does not fit their number: give as many numbers, ascending and separated by a space"
    ),
    "INTERVAL_REVERSED": Words(
      "date de fin antérieure à la date de début", "the end lies before the beginning"),
    "OUT_OF_RANGE": Words(
      "valeur hors des limites, ou supérieure au total dont elle fait partie",
      "beyond the bounds, or more than the whole it is part of"),
    "DUPLICATE_ROW": Words(
      "ligne en double : même identifiant qu'une ligne précédente",
      "a row that stands twice: the same code as a row further up"),
    "UNKNOWN_STRUCTURE": Words(
      "structure inconnue : vérifiez le code, ou chargez d'abord structures.csv",
      "unknown structure: check the code, or load structures.csv first"),
    "UNKNOWN_PERSON": Words(
      "personne inconnue : vérifiez le code, ou chargez d'abord people.csv",
      "unknown person: check the code, or load people.csv first"),
    "UNKNOWN_SESSION": Words(
      "session inconnue : vérifiez le code, ou chargez d'abord sessions.csv",
      "unknown session: check the code, or load sessions.csv first"),
    "UNKNOWN_CAMPAIGN": Words(
      "campagne inconnue : vérifiez le code, ou chargez d'abord campaigns.csv",
      "unknown campaign: check the code, or load campaigns.csv first"),
    "UNKNOWN_BODY": Words(
      "instance inconnue : vérifiez le code, ou chargez d'abord veille_bodies.csv",
      "unknown body: check the code, or load veille_bodies.csv first"),
    "UNKNOWN_MEETING": Words(
      "réunion inconnue : vérifiez le code, ou chargez d'abord veille_meetings.csv",
      "unknown meeting: check the code, or load veille_meetings.csv first"),
    "UNKNOWN_PARTNER": Words(
      "partenaire inconnu : vérifiez le code, ou chargez d'abord partners.csv",
      "unknown partner: check the code, or load partners.csv first"),
    "UNKNOWN_AGREEMENT": Words(
      "convention inconnue : vérifiez le code, ou chargez d'abord agreements.csv",
      "unknown agreement: check the code, or load agreements.csv first"),
    "UNKNOWN_TOOL": Words(
      "outil inconnu : vérifiez le code, ou chargez d'abord tools.csv",
      "unknown tool: check the code, or load tools.csv first"),
    "UNKNOWN_COMMUNE": Words(
      "commune inconnue à cette date : vérifiez le code Insee et la date",
      "no commune of that code on that date: check Insee's code and the date"),
    "UNKNOWN_COLUMN": Words("colonne non prévue, ignorée", "unknown column, ignored"),
    "MISSING_COLUMN": Words("colonne absente du fichier", "the file lacks the column"),
    "DUPLICATE_COLUMN": Words("colonne en double", "the column stands twice"),
    "SIRET_LENGTH": Words(
      "longueur incorrecte : un SIRET a 14 chiffres, un SIREN 9",
      "a wrong length: a SIRET has 14 digits, a SIREN 9"),
    "SIRET_CHECKSUM": Words(
      "numéro invalide (chiffre de contrôle)", "an invalid number (check digit)"),
    "KIND_MISSING": Words("type non renseigné", "no kind is given"),
    "NAME_MISSING": Words("nom non renseigné", "no name is given"),
    "KIND_UNKNOWN": Words("type non reconnu, conservé", "unknown kind, kept"),
    "SPACES": Words("espaces superflus retirés", "needless spaces taken out"),
    "TEST_RECORD": Words("probablement un enregistrement d'essai", "probably a test record"),
    "STREET_POSTAL_CODE": Words("code postal dans l'adresse", "a postal code in the address"),
    "POSTAL_CODE_SPACES": Words(
      "espaces retirés du code postal", "spaces taken out of the postal code"),
    "POSTAL_CODE_PADDED": Words("zéro initial ajouté au code postal", "leading zero put back"),
    "POSTAL_CODE_FORM": Words("code postal non reconnu", "not a postal code"),
    "POSTAL_CODE_MISSING": Words("code postal non renseigné", "no postal code is given"),
    "COMMUNE_UNRESOLVED": Words(
      "commune non reconnue dans le Rhône", "no commune of the Rhône has this name"),
    "COMMUNE_MISSING": Words("commune non renseignée", "no commune is given"),
    "WEBSITE_FORM": Words("adresse de site web non valide", "not the address of a website"),
    "WEBSITE_SCHEME": Words("http:// ajouté à l'adresse du site", "http:// added"),
    "SIRET_SPACES": Words("espaces retirés du SIRET", "spaces taken out of the SIRET"),
    "DATE_FORM": Words("date non reconnue", "not a date"),
    "DATE_SWAPPED": Words(
      "jour et mois intervertis : date corrigée", "day and month were swapped: corrected"),
    "DATE_IMPLAUSIBLE": Words("date peu vraisemblable : à vérifier", "an unlikely date: check it"),
    "NUMBER_FORM": Words("nombre non reconnu", "not a number"),
    "NUMBER_CLEANED": Words(
      "nombre corrigé (espaces, symboles retirés)", "number corrected (spaces, symbols taken out)"),
    "NUMBER_IMPLAUSIBLE": Words(
      "nombre peu vraisemblable : à vérifier", "an unlikely number: check it"),
    "FLAG_FORM": Words("réponse attendue : oui ou non", "yes or no is expected"),
    "LABEL_UNKNOWN": Words("libellé non reconnu, conservé", "unknown label, kept"),
    "FEDERATION_REPEATED": Words(
      "adhésion à la fédération déjà indiquée ailleurs",
      "the federation's membership is told elsewhere already"),
    "FEDERATION_CONTRADICTED": Words(
      "adhésion à la fédération : deux réponses contradictoires",
      "the federation's membership: two answers that contradict each other"),
    "OUT_OF_PERIMETER": Words("hors Rhône", "outside the Rhône"),
    "NO_APPROVAL_AT_REFERENCE": Words(
      "non agréée à la date de référence", "not approved on the reference date"),
    "NO_APPROVAL_AT_OPENING": Words(
      "non agréée à l'ouverture de la campagne", "not approved when the campaign opened"),
    "FIRST_APPROVAL_TOO_RECENT": Words(
      "premier agrément de l'année : attendue à la prochaine campagne",
      "first approved this year: expected in the next campaign"),
    "EXPECTED": Words("attendue", "expected"),
    "CLOSED_BEFORE_OPENING": Words(
      "fermée avant l'ouverture de la campagne", "closed before the campaign opened"),
    "NO_SUBMISSION": Words("aucune réponse reçue", "no answer received"),
    "RECEIVED_LATER": Words(
      "réponse reçue après la date demandée", "answer received after the day asked about"),
    "DRAFT_ONLY": Words("brouillon non validé", "a draft that is not validated"),
    "TOO_FEW_ITEMS": Words(
      "réponse trop incomplète : moins d'un cinquième des questions",
      "answer too incomplete: less than a fifth of the questions"),
    "NO_ANSWER": Words("sans réponse", "no answer"),
    "NO_LEVEL": Words("question sans réponse", "question not answered"),
    "NOT_EVALUATED": Words("non évalué", "not evaluated"),
    "ARBITRATION": Words("à arbitrer", "to be arbitrated"),
    "NO_MEETING_NEARBY": Words(
      "aucune réunion de veille sociale dans la commune",
      "no meeting of social watch in the commune"),
    "director": Words("direction", "director"), "coordinator": Words("coordination", "coordinator"),
    "family_referent": Words("référent familles", "family referent"),
    "acquired": Words("acquis", "acquired"),
    "in_progress": Words("en cours d'acquisition", "in progress"),
    "to_support": Words("à accompagner", "to support"),
    "arbitration": Words("à arbitrer", "to be arbitrated"),
    "not_evaluated": Words("non évalué", "not evaluated"),
    "UNAVAILABLE": Words("ne répond pas", "does not answer"),
    "DEADLINE_EXCEEDED": Words("pas de réponse dans le délai", "did not answer in time"),
    "UNAUTHENTICATED": Words("clé refusée", "key refused"),
    "PERMISSION_DENIED": Words("accès refusé", "not allowed"),
    "SERVING": Words("en service", "serving"), "NOT_SERVING": Words("en cours d'arrêt", "stopping"),
    "UNKNOWN": Words("état inconnu", "state unknown"),
  ]
}
