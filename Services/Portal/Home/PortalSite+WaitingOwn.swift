import Composition
import Contracts
import Pages
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// What waits for a structure of the sheet's questions and of its approval, and what is told where nothing waits.
extension PortalSite {
  // MARK: The sheet's questions

  /// The sheet's questions of the year, from the day on which a campaign of the year opens, as forms go out with it; before that once they
  /// are begun.
  ///
  /// - Throws: `RPCError`; `StorageError`; `DecodingError`.
  func sheetAnswers(
    _ campaigns: [ListOwnCampaigns.Item], _ structure: String, _ session: Session, _ visit: Visit
  ) async throws -> [Waiting] {
    let today = today
    let asked = Questionnaire.sheet(year: today.year)
    let key = DraftStore.Key(structure: structure, campaign: asked.key)
    let (state, fields) = try await host.database.read { transaction in
      (try DraftStore.draft(key, in: transaction), try DraftStore.fields(key, in: transaction))
    }
    let isOpen = campaigns.contains { $0.opensOn.year == today.year && $0.opensOn <= today }
    guard state?.sent == nil, state != nil || isOpen else { return [] }
    if state == nil {
      let answered = try await latestAnswers(today.year, of: structure, session)
      guard answered?.answer.isEmpty ?? true else { return [] }
    }
    guard let fetched = try await form(asked.key, session) else { return [] }
    let words = FormWords(language: visit.language, form: fetched.form)
    let progress = fetched.form.judged(fields).progress
    let open = openText(progress, visit)
    var text = self.progress(progress, visit) + "."
    if let state {
      let when = words.when(state.changedAt, now: host.database.now)
      text += visit.pick(
        " Dernier changement : \(state.changedBy), \(when).",
        " Last change: \(state.changedBy), \(when).")
    }
    let go =
      state == nil
      ? visit.pick("Répondre aux questions", "Answer the questions")
      : visit.pick("Reprendre les questions", "Go on with the questions")
    return [
      Waiting(
        day: nil, isAsked: true,
        values: item(
          visit.pick("Cette année", "This year"),
          visit.pick(
            "Questions de la fiche action \(today.year)",
            "Questions of the action sheet \(today.year)"), text,
          tags: open.isEmpty ? [] : [open], go: (WebResponse.path(asked.parts), go)))
    ]
  }

  // MARK: The approval

  /// How many months before the end of an approval its renewal begins: the longest lead time of a step.
  private static let renewalMonths = Renewal.Step.allCases.compactMap(\.monthsBefore).max() ?? 0

  /// The renewal of an approval, by the day of its next step that is not done.
  ///
  /// - Throws: `RPCError`.
  func renewals(
    _ structure: String, _ session: Session, _ visit: Visit
  ) async throws -> [Waiting] {
    let today = today
    let ends = try await calls.call(
      "registry",
      ListApprovals(
        asOf: today, endingBy: today.adding(months: Self.renewalMonths), structure: structure),
      for: session)
    guard let end = ends.rows.first?.endsOn else { return [] }
    let last = visit.language.day(end.iso)
    var (text, day) = (
      visit.pick("L'agrément se termine le \(last).", "The approval ends on \(last)."), end
    )
    // The diagnosis is evaluation's: without it the day of the approval is told all the same.
    let services = SessionCalls(calls: calls, session: session)
    if let renewal = try? await Renewal.read(services, structure: structure, on: today) {
      let open = renewal.items.filter { !$0.isDone }
      if let next = open.first {
        day = min(next.dueOn, end)
        text += " " + RenewalText(renewal: renewal, language: visit.language).remaining
      }
    }
    let by = visit.language.day(day.iso)
    return [
      Waiting(
        day: day,
        values: item(
          day < today
            ? visit.pick("Depuis le \(by)", "Since \(by)")
            : visit.pick("Avant le \(by)", "By \(by)"),
          visit.pick("Renouvellement de l'agrément", "Renewal of the approval"), text,
          go: (
            "/structure/renouvellement",
            visit.pick("Voir ce qui manque", "See what is missing")
          )))
    ]
  }

  // MARK: Nothing

  /// That nothing waits, and when the next campaign opens; where a service did not answer, no more than is known.
  func nothing(
    _ campaigns: [ListOwnCampaigns.Item], isWhole: Bool, _ visit: Visit
  ) -> String {
    guard isWhole else {
      return visit.pick(
        "Vigie ne connaît rien d'autre en ce moment.", "Vigie knows of nothing else now.")
    }
    let nothing = visit.pick(
      "Vous n'avez rien à faire pour le moment.", "There is nothing for you to do now.")
    let coming = campaigns.filter { $0.opensOn > today }.min { $0.opensOn < $1.opensOn }
    guard let coming else { return nothing }
    let day = visit.language.prose(coming.opensOn, year: false)
    return nothing
      + visit.pick(
        " La campagne SENACS \(coming.campaign) ouvre le \(day).",
        " The SENACS campaign \(coming.campaign) opens on \(day).")
  }
}
