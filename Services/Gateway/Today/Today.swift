import Contracts
import Texts
import Values

/// What can be done now in an installation, each with its command. Nil is what nobody told: a service is down, or the key may not know.
struct Today: Sendable {
  /// The campaign that was opened last.
  struct Campaign: Sendable, Equatable {
    let code: String
    /// The last day on which an answer is on time.
    let closesOn: CivilDate?
    /// The day on which the collection was ended.
    let endedOn: CivilDate?
    let expected, answered: Int
  }

  /// Within how many months the end of an approval is told.
  static let months = 6

  let day: CivilDate
  /// The services that do not answer.
  var down: [String] = []
  var campaign: Campaign?
  /// The next campaign's code, where none is open.
  var nextCampaign: String?
  var stale: (rows: Int, diagnoses: Int)?
  /// How many approvals end within ``months``.
  var endingApprovals: Int?
  var isFictitious: Bool?

  /// A sentence, and the command that goes with it.
  struct Line: Equatable {
    let sentence, command: String

    init(_ sentence: String, _ command: String) {
      (self.sentence, self.command) = (sentence, command)
    }
  }

  func lines(_ language: Language) -> [Line] {
    outage(language) + campaign.map { self.lines($0, language) }.orEmpty + next(language)
      + diagnoses(language) + approvals(language)
  }

  private func outage(_ language: Language) -> [Line] {
    guard !down.isEmpty else { return [] }
    let names = language.list(down)
    return [
      Line(
        language.pick(
          down.count == 1
            ? "Le service \(names) ne répond pas." : "Les services \(names) ne répondent pas.",
          down.count == 1
            ? "Service \(names) does not answer." : "Services \(names) do not answer."),
        "vigie status")
    ]
  }

  private func lines(_ campaign: Campaign, _ language: Language) -> [Line] {
    let code = campaign.code
    let pattern =
      campaign.answered == 0
      ? language.pick(
        "aucune structure attendue sur {d} n'a répondu",
        "none of {d} expected <structure|structures> answered")
      : language.pick(
        "{n} structure[s] attendue[s] sur {d} [a|ont] répondu",
        "{n} of {d} expected <structure|structures> answered")
    let answered = language.sentence(
      pattern, String(campaign.answered), of: String(campaign.expected))
    var lines = [
      Line(
        language.pick(
          "Campagne SENACS \(code)\(state(campaign, language)) : \(answered).",
          "SENACS campaign \(code)\(state(campaign, language)): \(answered)."),
        "vigie senacs participation \(code)")
    ]
    let missing = campaign.expected - campaign.answered
    if missing > 0, campaign.endedOn == nil {
      let count = language.count(
        missing, .init("structure", "structures"), .init("structure", "structures"))
      let isLate = campaign.closesOn.map { $0 < day } ?? false
      let late = isLate ? language.pick(", en retard", ", which are late") : ""
      lines.append(
        Line(
          language.pick("\(count) à relancer\(late).", "\(count) to remind\(late)."),
          "vigie senacs reminders \(code)"))
    }
    return lines
  }

  /// Until when the campaign lasts, or since when it is over.
  private func state(_ campaign: Campaign, _ language: Language) -> String {
    if let ended = campaign.endedOn {
      let shown = language.day(ended.iso)
      return language.pick(", collecte terminée le \(shown)", ", collection ended on \(shown)")
    }
    guard let last = campaign.closesOn else { return "" }
    let shown = language.day(last.iso)
    return last < day
      ? language.pick(", close le \(shown)", ", closed on \(shown)")
      : language.pick(", ouverte jusqu'au \(shown)", ", open until \(shown)")
  }

  private func next(_ language: Language) -> [Line] {
    nextCampaign.map { code in
      [
        Line(
          language.pick(
            "La campagne SENACS \(code) n'est pas ouverte.",
            "SENACS campaign \(code) is not open."), "vigie senacs open \(code)")
      ]
    } ?? []
  }

  private func diagnoses(_ language: Language) -> [Line] {
    guard let stale, stale.diagnoses > 0 else { return [] }
    return [
      Line(
        DiagnosisCommand.Stale.note(stale.rows, of: stale.diagnoses, language),
        "vigie diagnosis stale")
    ]
  }

  private func approvals(_ language: Language) -> [Line] {
    guard let endingApprovals else { return [] }
    let end = day.adding(months: Self.months)
    let shown = language.day(end.iso)
    let count = language.count(
      endingApprovals, .init("agrément prend fin", "agréments prennent fin"),
      .init("approval ends", "approvals end"))
    return [
      Line(
        endingApprovals == 0
          ? language.pick(
            "Aucun agrément ne prend fin d'ici au \(shown).", "No approval ends by \(shown).")
          : language.pick("\(count) d'ici au \(shown).", "\(count) by \(shown)."),
        "vigie registry approvals --ending-by \(end.iso)")
    ]
  }
}

extension Optional where Wrapped: RangeReplaceableCollection {
  /// The collection, or an empty one for nil.
  fileprivate var orEmpty: Wrapped { self ?? Wrapped() }
}
