import Composition
import Contracts
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// Finds the line that a message is about, as the services tell it now: an address carries its topic, never its words.
extension PortalSite {
  /// How far back trainings are told, in months, as on the structure's page.
  private static let trainedMonths = 48

  /// Finds a line of a structure's own pages.
  ///
  /// - Parameters:
  ///   - topic: what the address says.
  ///   - structure: the visitor's structure.
  ///   - services: the services as the visitor calls them.
  ///   - visit: the request.
  /// - Returns: the line; nil where there is none of that topic.
  /// - Throws: `RPCError`; `StorageError`.
  func knownLine(
    _ topic: String, _ structure: String, _ services: SessionCalls, _ visit: Visit
  ) async throws -> KnownLine? {
    guard topic.count <= KnownLine.mostCharacters, !topic.utf8.contains(0) else { return nil }
    let kind = topic.split(separator: ":").first.map(String.init) ?? ""
    switch kind {
    case KnownLine.structure, "agrement":
      return try await registryLine(topic, structure, services, visit)
    case "equipe": return try await post(topic, structure, services, visit)
    case "convention": return try await agreement(topic, structure, services, visit)
    case "formation": return try await training(topic, structure, services, visit)
    case "diagnostic": return try await item(topic, structure, services, visit)
    case "restitution":
      let campaign = String(topic.dropFirst(kind.count + 1))
      guard campaign.count == 4, Int(campaign) != nil else { return nil }
      let title = visit.pick("Restitution SENACS \(campaign)", "SENACS feedback \(campaign)")
      return KnownLine(topic: topic, subject: title, text: "", campaign: campaign)
    case "regle": return try await rule(topic, services.session, visit)
    default: return nil
    }
  }

  private func period(_ from: CivilDate, _ to: CivilDate?, _ visit: Visit) -> String {
    let start = visit.pick("du \(day(from, visit))", "from \(day(from, visit))")
    guard let to else { return start }
    return start + visit.pick(" au \(day(to, visit))", " to \(day(to, visit))")
  }

  private func registryLine(
    _ topic: String, _ structure: String, _ services: SessionCalls, _ visit: Visit
  ) async throws -> KnownLine? {
    let known = try await services.call("registry", GetStructure(code: structure, asOf: today))
    if topic == KnownLine.structure {
      let own = known.structure
      return KnownLine(
        topic: topic, subject: visit.pick("La structure", "The structure"),
        text: [
          own.name, own.code, StructureText.kind(own.kind, visit), own.communeName ?? own.commune,
        ].joined(separator: ", "))
    }
    guard let approval = known.approvals.first(where: { KnownLine.topic($0) == topic }) else {
      return nil
    }
    let subject =
      approval.families
      ? visit.pick("Agrément familles", "Approval with families")
      : visit.pick("Agrément", "Approval")
    return KnownLine(
      topic: topic, subject: subject,
      text: "\(subject) \(period(approval.from, approval.to, visit))")
  }

  private func post(
    _ topic: String, _ structure: String, _ services: SessionCalls, _ visit: Visit
  ) async throws -> KnownLine? {
    let posts = try await services.call(
      "registry", ListMandates(structure: structure, asOf: today))
    guard let post = posts.mandates.first(where: { KnownLine.topic($0) == topic }) else {
      return nil
    }
    let contacts = try await services.contacts(of: [post.person])
    let name = contacts[post.person]?.name ?? post.person
    let function = StructureText.function(post.function, visit)
    let interim = post.interim ? visit.pick(", par intérim", ", interim") : ""
    return KnownLine(
      topic: topic, subject: visit.pick("Équipe : \(function)", "Team: \(function)"),
      text: "\(name), \(function)\(interim), \(period(post.from, post.to, visit))")
  }

  private func agreement(
    _ topic: String, _ structure: String, _ services: SessionCalls, _ visit: Visit
  ) async throws -> KnownLine? {
    let agreements = try await services.call(
      "registry", ListAgreements(asOf: today, structure: structure, limit: .most))
    guard let row = agreements.rows.first(where: { KnownLine.topic($0) == topic }) else {
      return nil
    }
    let parties = (row.partyNames ?? row.parties).joined(separator: ", ")
    return KnownLine(
      topic: topic, subject: visit.pick("Convention \(row.code)", "Agreement \(row.code)"),
      text: "\(row.title), \(parties), \(period(row.from, row.to, visit))")
  }

  private func training(
    _ topic: String, _ structure: String, _ services: SessionCalls, _ visit: Visit
  ) async throws -> KnownLine? {
    let today = today
    let listed = try await services.call(
      "training",
      ListTrainings(
        structure: structure, from: today.adding(months: -Self.trainedMonths), to: today))
    guard let row = listed.trainings.first(where: { KnownLine.topic($0) == topic }) else {
      return nil
    }
    let contacts = try await services.contacts(of: [row.person])
    let name = contacts[row.person]?.name ?? row.person
    let halfDays = visit.language.count(
      row.halfDaysPresent, .init("demi-journée", "demi-journées"), .init("half-day", "half-days"))
    let presence = visit.pick("\(halfDays) sur \(row.halfDays)", "\(halfDays) of \(row.halfDays)")
    return KnownLine(
      topic: topic, subject: visit.pick("Formation \(row.session)", "Training \(row.session)"),
      text: "\(row.title), \(name), \(day(row.lastDay, visit)), \(presence)")
  }

  private func item(
    _ topic: String, _ structure: String, _ services: SessionCalls, _ visit: Visit
  ) async throws -> KnownLine? {
    let code = String(topic.dropFirst("diagnostic:".count))
    let reply = try await services.call(
      "evaluation", GetDiagnosis(structure: structure, asOf: today))
    guard let item = DiagnosisPage(diagnosis: reply, visit: visit).item(code) else { return nil }
    return KnownLine(
      topic: topic,
      subject: visit.pick("Diagnostic partagé : \(code)", "Shared diagnosis: \(code)"),
      text: item.title)
  }

  /// A question between the cells of a draft. The person shows it to the Caf by writing about it.
  private func rule(
    _ topic: String, _ session: Session, _ visit: Visit
  ) async throws -> KnownLine? {
    let parts = topic.split(separator: ":", maxSplits: 2).map(String.init)
    guard parts.count == 3, let key = draftKey(parts[1], session),
      let fetched = try await form(parts[1], session)
    else { return nil }
    let fields = try await host.database.read { try DraftStore.fields(key, in: $0) }
    let draft = fetched.form.judged(fields)
    guard let remark = draft.remarks.first(where: { $0.isRefusal && $0.field == parts[2] }) else {
      return nil
    }
    let words = FormWords(language: visit.language, form: fetched.form)
    return KnownLine(
      topic: topic, subject: words.label(remark.field),
      text: words.question(remark, draft.values), campaign: parts[1], field: remark.field)
  }
}
