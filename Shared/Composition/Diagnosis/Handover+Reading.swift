import Contracts
import RPC
import RPCContract
package import ServiceKit
package import Values

extension Handover {
  /// What is asked, what of it a key may not see, and which services did not answer.
  fileprivate struct Asking: Sendable {
    let services: any ServiceCalls
    let structure: String
    let day: CivilDate
    var withheld: [String] = []
    var cut: [String] = []
    var missing: [String]

    /// Asks beside others: with notes of its own, which are added to the others' afterwards.
    func beside<T: Sendable>(
      _ body: @Sendable (inout Asking) async -> T
    ) async -> (told: T, asking: Asking) {
      var own = Asking(services: services, structure: structure, day: day, missing: [])
      let told = await body(&own)
      return (told, own)
    }

    /// Adds what another noted, and returns what it was told.
    mutating func take<T>(_ other: (told: T, asking: Asking)) -> T {
      withheld += other.asking.withheld.filter { !withheld.contains($0) }
      cut += other.asking.cut.filter { !cut.contains($0) }
      missing += other.asking.missing.filter { !missing.contains($0) }
      return other.told
    }

    /// Tries a part; nil where the key may not see it, or the service does not answer.
    mutating func part<T>(
      _ name: String, of service: String, _ body: (any ServiceCalls) async throws -> T
    ) async -> T? {
      do {
        return try await body(services)
      } catch let error as RPCError where error.status.code == .permissionDenied {
        if !withheld.contains(name) { withheld.append(name) }
      } catch {
        if !missing.contains(service) { missing.append(service) }
      }
      return nil
    }
  }

  /// Asks the four services for what a director leaves to the next. Parts that the key may not see, and services that do not answer,
  /// are listed.
  ///
  /// - Parameters:
  ///   - services: the services.
  ///   - code: the structure's code.
  ///   - day: the day.
  ///   - namesPeople: whether people are named where the key may see names.
  ///   - contacts: whom to call.
  /// - Returns: what could be read.
  /// - Throws: `RPCError` when the structure or its diagnosis cannot be read.
  package static func read(
    _ services: any ServiceCalls, structure code: String, day: CivilDate,
    namesPeople: Bool = true, contacts: [GatewayConfiguration.Contact] = []
  ) async throws -> Handover {
    // What does not rest on each other is asked for at once: a page waits as long as for the slowest.
    let one = Asking(services: services, structure: code, day: day, missing: [])
    async let structure = services.call("registry", GetStructure(code: code, asOf: day))
    async let diagnosed = services.call("evaluation", GetDiagnosis(structure: code, asOf: day))
    async let meetings = one.beside { await $0.veille() }
    async let answered = one.beside { await $0.senacs() }
    async let agreed = one.beside { await $0.agreements() }
    async let funded = one.beside { await $0.funding() }
    async let placed = one.beside { await $0.portrait() }
    async let trained = one.beside { await $0.isTrained() }
    let (summary, diagnosis) = (try await structure, try await diagnosed)
    var asking = one
    asking.missing = diagnosis.missing
    let held = await asking.part("team", of: "registry") { services in
      try await services.call("registry", ListMandates(structure: code, asOf: day))
    }
    if held?.hasMore == true { asking.cut.append("team") }
    let attended = await asking.part("trainings", of: "training") { services in
      try await services.call(
        "training", ListTrainings(structure: code, from: day.adding(months: -48), to: day))
    }
    if attended?.hasMore == true { asking.cut.append("trainings") }
    let (team, trainings) = (held?.mandates, attended?.trainings ?? [])
    let people = (team ?? []).map(\.person) + trainings.map(\.person)
    var named: [String: GetContacts.Contact] = [:]
    if namesPeople, !people.isEmpty {
      named =
        await asking.part("team", of: "registry") { try await $0.contacts(of: people) } ?? [:]
    }
    let isNaming = !named.isEmpty
    let called = contacts.map {
      // An e-mail address mostly is the name.
      Contact(
        role: $0.role, name: namesPeople ? $0.name : nil, phone: $0.phone,
        email: namesPeople ? $0.email : nil)
    }
    let veille = asking.take(await meetings)
    let (answers, sheet) = asking.take(await answered)
    let (agreements, funding) = (asking.take(await agreed), asking.take(await funded))
    let (portrait, isTrained) = (asking.take(await placed), asking.take(await trained))
    return Handover(
      structure: summary, diagnosis: diagnosis,
      namesPeople: isNaming || called.contains { $0.name != nil || $0.email != nil },
      team: team.map { $0.map { post($0, isNaming: isNaming, named) } },
      agreements: agreements, funding: funding,
      veille: veille.past, coming: veille.coming, answers: answers, sheet: sheet,
      portrait: portrait,
      sessions: attendedSessions(
        trainings, inPost: Set((team ?? []).map(\.person)), isNaming: isNaming, named),
      isTrained: isTrained,
      contacts: called, withheld: asking.withheld, cut: asking.cut, missing: asking.missing)
  }

  private static func post(
    _ mandate: ListMandates.Mandate, isNaming: Bool, _ named: [String: GetContacts.Contact]
  ) -> Post {
    let contact = named[mandate.person]
    return Post(
      function: mandate.function, from: mandate.from, to: mandate.to, interim: mandate.interim,
      person: isNaming ? mandate.person : nil, name: contact?.name, email: contact?.email)
  }

  private static func attendedSessions(
    _ trainings: [ListTrainings.Training], inPost: Set<String>, isNaming: Bool,
    _ named: [String: GetContacts.Contact]
  ) -> [Session] {
    let bySession = Dictionary(grouping: trainings, by: \.session)
    return trainings.map(\.session).once.compactMap { code -> Session? in
      guard let rows = bySession[code], let first = rows.first else { return nil }
      return Session(
        code: code, title: first.title, firstDay: first.firstDay, lastDay: first.lastDay,
        people: rows.count, qualified: rows.count(where: \.qualified),
        inPost: rows.count { inPost.contains($0.person) },
        names: isNaming ? rows.map { named[$0.person]?.name ?? $0.person } : [])
    }
  }
}

extension Handover.Asking {
  /// The territory's portrait.
  fileprivate mutating func portrait() async -> GetPortrait.Reply? {
    let (structure, day) = (self.structure, self.day)
    return await part("territory", of: "evaluation") { services in
      try await services.call("evaluation", GetPortrait(structure: structure, asOf: day))
    }
  }

  /// The agreements that have not ended.
  fileprivate mutating func agreements() async -> [ListAgreements.Row]? {
    let first = ListAgreements(asOf: day, structure: structure, limit: .most)
    return await part("agreements", of: "registry") { services in
      try await services.pages("registry", first, after: \.after) {
        $0.hasMore ? $0.rows.last?.code : nil
      }.flatMap(\.rows).filter { $0.state != "ended" }
    }
  }

  /// What partners promised and paid in the day's year and the one before.
  fileprivate mutating func funding() async -> [Handover.Funding]? {
    let (structure, years) = (self.structure, [day.factYear, day.adding(months: -12).factYear])
    return await part("funding", of: "registry") { services in
      var found: [Handover.Funding] = []
      for year in years {
        let rows = try await services.call(
          "registry", ListContributions(year: year, structure: structure, byPartner: true)
        ).rows.filter { $0.scope == "all" }
        found.append(Handover.Funding(year: year.value, rows: rows))
      }
      return found
    }
  }

  /// The meetings of the last two years with the bodies of the commune, and those of the next 12 months.
  fileprivate mutating func veille() async -> (
    past: ListMeetings.Item?, coming: [ListMeetings.Meeting]
  ) {
    let (structure, day) = (self.structure, self.day)
    let (tomorrow, end) = (day.adding(days: 1), min(day.adding(months: 12), .latest))
    let asked = await part("veille", of: "evaluation") {
      services -> (ListMeetings.Item?, [ListMeetings.Meeting]) in
      var (past, coming): (ListMeetings.Item?, [ListMeetings.Meeting]) = (nil, [])
      let before = ListMeetings(structure: structure, from: day.adding(months: -24), to: day)
      for try await item in try services.stream("evaluation", before) { past = item }
      guard tomorrow <= end else { return (past, coming) }
      let after = ListMeetings(structure: structure, from: tomorrow, to: end)
      for try await item in try services.stream("evaluation", after) { coming = item.meetings }
      return (past, coming)
    }
    return (asked?.0, asked?.1 ?? [])
  }

  /// The campaigns that the structure answered, and the sheet of the last one.
  fileprivate mutating func senacs() async -> ([ListAnswers.Item], GetFeedbackSheet.Reply?) {
    let (structure, day) = (self.structure, self.day)
    let answers =
      await part("senacs", of: "senacs") { services in
        try await services.call("senacs", ListAnswers(structure: structure, asOf: day)).answers
      } ?? []
    guard let last = answers.last else { return (answers, nil) }
    let sheet = await part("sheet", of: "senacs") { services -> GetFeedbackSheet.Reply? in
      do {
        return try await services.call(
          "senacs", GetFeedbackSheet(campaign: last.campaign, structure: structure))
      } catch let error as RPCError
        where ["CODEBOOK_MISSING", "ANSWER_MISSING"].contains(error.status.details?.reason)
      {
        // Without a codebook or an answer there is no sheet, and nothing is missing.
        return nil
      }
    }
    return (answers, sheet ?? nil)
  }

  /// Whether somebody trained is in post, by I4's rule.
  fileprivate mutating func isTrained() async -> Bool? {
    let (structure, day) = (self.structure, self.day)
    let query = FigureQuery(
      year: day.factYear, from: day.adding(months: -48), to: day, asOf: day)
    return await part("trainings", of: "training") { services in
      try await services.call(
        "training", ExplainFigure(code: "I4", scope: "all", query: query, structure: structure)
      ).members.contains { $0.counts > Quantity(0) }
    }
  }
}
