/// The sentences that answer an action sheet's questions. They are patterns of ``Language/sentence(_:_:of:)``, in which `{v}` also stands
/// for the rate.
extension Catalogue {
  /// What an answer says of a figure.
  public struct Clause: Hashable, Sendable {
    /// The words, without a capital and without a full stop.
    public let text: String
    /// Whether they go on from the clause before them, after a comma.
    public let isAddition: Bool

    /// Makes a clause that stands by itself.
    public init(_ text: String) { self.init(text, isAddition: false) }

    init(_ text: String, isAddition: Bool) {
      self.text = text
      self.isAddition = isAddition
    }
  }

  /// What an answer says of a figure.
  ///
  /// - Parameters:
  ///   - code: the figure's code, but for `I0:…`; see ``ways(_:of:_:)``.
  ///   - number: its numerator in canonical text.
  ///   - whole: its denominator in canonical text, more than 0.
  ///   - rate: the rate as people read it.
  ///   - before: the figure, with its numerator, of which the answer has just spoken; nil for none.
  ///   - language: the language.
  /// - Returns: nil where what was just said tells it too.
  public static func clause(
    _ code: String, _ number: String, of whole: String, rate: String,
    after before: (code: String, number: String)?, _ language: Language
  ) -> Clause? {
    func filled(_ words: Words) -> String {
      language.sentence(words.text(language), number, of: whole).replacing("{v}", with: rate)
    }
    guard let sentence = sentences[code] else {
      let name = figure(code, language)
      return Clause(
        language.pick("\(name) : ", "\(name): ")
          + filled(Words("{n} sur {d}, soit {v}", "{n} of {d}, which is {v}")))
    }
    if let addition = sentence.addition, let before, addition.to == before.code {
      guard let some = addition.some, before.number != "0" else { return nil }
      let all = number == before.number ? addition.all : nil
      let words = number == "0" ? addition.none : all
      return Clause(filled(words ?? some), isAddition: true)
    }
    let words = number == "0" ? sentence.none : nil
    return Clause(filled(words ?? sentence.some))
  }

  /// What an answer says of the ways of training that are named most, or that none is.
  ///
  /// - Parameters:
  ///   - ways: each way's code, its numerator and its rate as people read it.
  ///   - whole: the denominator that they share, in canonical text.
  ///   - years: when, as ``Language/years(_:_:)`` says it; nil where that is clear.
  ///   - language: the language.
  /// - Returns: a sentence without a capital and without a full stop.
  public static func ways(
    _ ways: [(code: String, number: String, rate: String)], of whole: String, years: String?,
    _ language: Language
  ) -> String {
    let when = years.map { " \($0)" } ?? ""
    let items = ways.enumerated().map { place, way in
      let pattern =
        place == 0
        ? language.pick("{n} structure[s] sur {d}", "{n} of {d} <structure|structures>") : "{n}"
      let count = language.sentence(pattern, way.number, of: whole)
      return "\(action(way.code, language)), \(count) (\(way.rate))"
    }
    guard !items.isEmpty else {
      return language.pick(
        "aucune structure n'a cité de moyen de formation\(when)",
        "no structure named a way of training\(when)")
    }
    return language.pick("moyens de formation cités\(when) : ", "ways of training named\(when): ")
      + items.joined(separator: language.pick(" ; ", "; "))
  }

  /// The subject of a question, by the first measure that answers it, as a heading of a line: `Formation`.
  public static func subject(_ measure: String, _ language: Language) -> String {
    subjects[String(measure.prefix(2))]?.text(language) ?? figure(measure, language)
  }

  private static let subjects: [String: Words] = [
    "I0": Words("Formation", "Training"), "I1": Words("SENACS", "SENACS"),
    "I2": Words("Formation", "Training"), "I3": Words("Équipes", "Teams"),
    "I4": Words("Équipes", "Teams"), "I5": Words("Utilisation des données", "Use of the data"),
    "I6": Words("Diagnostic partagé", "Shared diagnosis"),
    "I7": Words("Partenariat et veille sociale", "Partnership and social watch"),
  ]

  /// What is said of a figure where it is more than 0, and where it is 0.
  private struct Sentence {
    let some: Words
    var none: Words?
    var addition: Addition?
  }

  /// How the sentence of another figure goes on with this one: a part of what that one counts.
  private struct Addition {
    /// The other figure's code.
    let to: String
    /// What is said of some; nil where the other sentence tells it too.
    var some: Words?
    /// What is said of none, and of all that the other figure counts.
    var none, all: Words?
  }

  private static let sentences: [String: Sentence] = [
    "I1": Sentence(
      some: Words(
        "{n} structure[s] attendue[s] sur {d} [a|ont] répondu à SENACS ({v})",
        "{n} of {d} <structure|structures> expected answered SENACS ({v})"),
      none: Words(
        "aucune structure attendue sur {d} n'a répondu à SENACS",
        "none of {d} <structure|structures> expected answered SENACS")),
    "I1-restated": Sentence(
      some: Words(
        "hors structures fermées avant la clôture, {n} structure[s] sur {d} [a|ont] répondu ({v})",
        "without the structures that closed before the campaign did, {n} of {d} answered ({v})")),
    "I1-on-time": Sentence(
      some: Words(
        "{n} structure[s] attendue[s] sur {d} [a|ont] répondu avant la clôture ({v})",
        "{n} of {d} <structure|structures> expected answered before the campaign closed ({v})"),
      addition: Addition(
        to: "I1",
        some: Words(
          "dont {n} avant la clôture ({v} des attendues)",
          "{n} of them before the campaign closed ({v} of those expected)"),
        none: Words(
          "dont aucune avant la clôture", "none of them before the campaign closed"))),
    "I2a": Sentence(
      some: Words(
        "les formations ont touché {n} personne[s]", "trainings reached {n} [person|people]"),
      none: Words("les formations n'ont touché personne", "trainings reached nobody")),
    "I2b": Sentence(
      some: Words(
        "{n} participation[s] à une session [a été comptée|ont été comptées]",
        "{n} participation[s] in a session [was|were] counted"),
      none: Words(
        "aucune participation à une session n'a été comptée",
        "no participation in a session was counted")),
    "I2c": Sentence(
      some: Words(
        "{n} heure[s]-stagiaire[s] de formation [a été suivie|ont été suivies]",
        "{n} trainee-hour[s] of training [was|were] followed"),
      none: Words(
        "aucune heure-stagiaire de formation n'a été suivie",
        "no trainee-hour of training was followed")),
    "I2d": Sentence(
      some: Words(
        "{n} structure[s] active[s] sur {d} [a|ont] eu au moins une personne touchée par les formations ({v})",
        "{n} of {d} active <structure|structures> had at least one person reached by training ({v})"
      ),
      none: Words(
        "aucune structure active sur {d} n'a eu de personne touchée par les formations",
        "none of {d} active <structure|structures> had anybody reached by training")),
    "I2e": Sentence(
      some: Words(
        "les formations ont touché {n} salarié[s]",
        "trainings reached {n} employee[s]"),
      none: Words("les formations n'ont touché aucun salarié", "trainings reached no employee"),
      addition: Addition(
        to: "I2a",
        some: Words("dont {n} salarié[s]", "{n} of them [an employee|employees]"),
        none: Words("dont aucun salarié", "none of them an employee"),
        all: Words("[salariée|toutes salariées]", "[an employee|all of them employees]"))),
    "I3a-director": Sentence(
      some: Words(
        "{n} structure[s] sur {d} [a|ont] connu un départ de direction ({v})",
        "a director left in {n} of {d} <structure|structures> ({v})"),
      none: Words(
        "aucune structure sur {d} n'a connu de départ de direction",
        "no director left, in {d} <structure|structures>")),
    "I3a-family_referent": Sentence(
      some: Words(
        "{n} [centre social agréé|centres sociaux agréés] familles sur {d} [a|ont] connu un départ de référent familles ({v})",
        "a family referent left in {n} of {d} social <centre|centres> with family approval ({v})"),
      none: Words(
        "aucun centre social agréé familles, sur {d}, n'a connu de départ de référent familles",
        "no family referent left, in {d} social <centre|centres> with family approval")),
    "I3c-director": Sentence(
      some: Words(
        "les postes de direction sont restés vacants {n} jour[s] sur {d} jours-postes ({v})",
        "directors' posts were vacant on {n} of {d} post-days ({v})"),
      none: Words(
        "aucun poste de direction n'est resté vacant", "no director's post was vacant")),
    "I3c-family_referent": Sentence(
      some: Words(
        "les postes de référent familles sont restés vacants {n} jour[s] sur {d} jours-postes ({v})",
        "family referents' posts were vacant on {n} of {d} post-days ({v})"),
      none: Words(
        "aucun poste de référent familles n'est resté vacant",
        "no family referent's post was vacant")),
    "I4": Sentence(
      some: Words(
        "{n} structure[s] active[s] sur {d} [a|ont] en poste une personne formée au diagnostic, à la veille ou à SENACS ({v})",
        "{n} of {d} active <structure|structures> [has|have] somebody in post who was trained in diagnosis, social watch or SENACS ({v})"
      ),
      none: Words(
        "aucune structure active sur {d} n'a en poste de personne formée au diagnostic, à la veille ou à SENACS",
        "none of {d} active <structure|structures> has anybody in post who was trained in diagnosis, social watch or SENACS"
      )),
    "I5a": Sentence(
      some: Words(
        "{n} structure[s] sur <la seule qui a répondu|les {d} qui ont répondu> à la question [utilise|utilisent] les données SENACS ({v})",
        "{n} of the <one structure|{d} structures> that answered the question [uses|use] SENACS data ({v})"
      ),
      none: Words(
        "aucune structure, sur <la seule qui a répondu|les {d} qui ont répondu> à la question, n'utilise les données SENACS",
        "none of the <one structure|{d} structures> that answered the question uses SENACS data")),
    "I5b": Sentence(
      some: Words(
        "{n} structure[s] sur <la seule qui a répondu|les {d} qui ont répondu> à la question [utilise|utilisent] les données SENACS pour un document, une décision ou une négociation ({v})",
        "{n} of the <one structure|{d} structures> that answered the question [uses|use] SENACS data for a document, a decision or a negotiation ({v})"
      ),
      addition: Addition(
        to: "I5a",
        some: Words(
          "dont {n} pour un document, une décision ou une négociation ({v})",
          "{n} of them for a document, a decision or a negotiation ({v})"),
        none: Words(
          "dont aucune pour un document, une décision ou une négociation",
          "none of them for a document, a decision or a negotiation"))),
    "I5-response": Sentence(
      some: Words(
        "{n} structure[s] attendue[s] sur {d} [a|ont] répondu à la question sur l'utilisation des données SENACS ({v})",
        "{n} of {d} <structure|structures> expected answered the question about the use of SENACS data ({v})"
      ), addition: Addition(to: "I5a")),
    "I6": Sentence(
      some: Words(
        "le diagnostic partagé est acquis dans {n} structure[s] sur <la seule|les {d}> dont le niveau est établi ({v})",
        "the shared diagnosis is acquired in {n} of the <one structure|{d} structures> whose level is settled ({v})"
      ),
      none: Words(
        "le diagnostic partagé n'est acquis dans aucune structure, sur <la seule|les {d}> dont le niveau est établi",
        "the shared diagnosis is acquired in none of the <one structure|{d} structures> whose level is settled"
      )),
    "I6-coverage": Sentence(
      some: Words(
        "le niveau du diagnostic est établi pour {n} structure[s] active[s] sur {d} ({v})",
        "the level of the diagnosis is settled for {n} of {d} active <structure|structures> ({v})"),
      addition: Addition(to: "I6")),
    "I7a": Sentence(
      some: Words(
        "{n} structure[s] sur <la seule qui a répondu|les {d} qui ont répondu> se [dit bien intégrée|disent bien intégrées] dans le partenariat local ({v})",
        "{n} of the <one structure|{d} structures> that answered [calls itself|call themselves] well integrated in the local partnership ({v})"
      ),
      none: Words(
        "aucune structure, sur <la seule qui a répondu|les {d} qui ont répondu>, ne se dit bien intégrée dans le partenariat local",
        "none of the <one structure|{d} structures> that answered calls itself well integrated in the local partnership"
      )),
    "I7b": Sentence(
      some: Words(
        "{n} structure[s] sur {d} [a|ont] participé à une instance de veille sociale de [sa|leur] commune ({v})",
        "{n} of {d} <structure|structures> took part in a body of social watch of [its|their] commune ({v})"
      ),
      none: Words(
        "aucune structure sur {d} n'a participé à une instance de veille sociale de sa commune",
        "none of {d} <structure|structures> took part in a body of social watch of its commune")),
    "I7c": Sentence(
      some: Words(
        "les structures étaient présentes à {n} invitation[s] sur {d} ({v})",
        "structures were present at {n} of {d} <invitation|invitations> ({v})"),
      none: Words(
        "les structures n'étaient présentes à aucune invitation, sur {d}",
        "structures were present at none of {d} <invitation|invitations>")),
  ]
}
