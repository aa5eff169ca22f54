import Contracts
public import Network
public import Values

/// Which messages an event of a service becomes: one a row, each with its subject and its place.
public enum EventMessages {
  /// Where a row belongs.
  private enum Place {
    /// To the structure of this member.
    case structure(String)
    /// To the structure of this member, and it tells of people.
    case person(String?)
    /// To the commune of this member.
    case commune(String)
    /// To the communes of the body of this member.
    case body(String)
    /// To nobody: everybody may see it.
    case nowhere
  }

  private struct Rule {
    let member: String
    let type: String
    let place: Place
  }

  private static let rules: [String: [Rule]] = [
    CommunesRecorded.topic: [
      Rule(
        member: "communes", type: "vigie.registry.v1.commune-recorded", place: .commune("code")),
      Rule(
        member: "movements", type: "vigie.registry.v1.movement-recorded", place: .commune("to")),
    ],
    StructuresRecorded.topic: [
      Rule(
        member: "structures", type: "vigie.registry.v1.structure-recorded",
        place: .structure("code"))
    ],
    ApprovalsRecorded.topic: [
      Rule(
        member: "approvals", type: "vigie.registry.v1.approval-recorded",
        place: .structure("structureCode"))
    ],
    PeopleRecorded.topic: [
      Rule(member: "people", type: "vigie.registry.v1.person-recorded", place: .person(nil))
    ],
    MandatesRecorded.topic: [
      Rule(
        member: "mandates", type: "vigie.registry.v1.mandate-recorded",
        place: .person("structureCode"))
    ],
    "vigie.training.v1.sessions-recorded": [rule("vigie.training.v1.session-recorded", .nowhere)],
    "vigie.training.v1.attendance-recorded": [
      rule("vigie.training.v1.attendance-recorded", .person("structure_code"))
    ],
    "vigie.senacs.v1.campaigns-recorded": [rule("vigie.senacs.v1.campaign-recorded", .nowhere)],
    "vigie.senacs.v1.submissions-recorded": [
      rule("vigie.senacs.v1.questionnaire-submitted", .structure("structure_code"))
    ],
    "vigie.evaluation.v1.answers-recorded": [
      rule("vigie.evaluation.v1.answer-recorded", .person("structure_code"))
    ],
    "vigie.evaluation.v1.diagnoses-recorded": [
      rule("vigie.evaluation.v1.diagnosis-recorded", .person("structure_code"))
    ],
    "vigie.evaluation.v1.bodies-recorded": [
      rule("vigie.evaluation.v1.body-recorded", .body("body_code"))
    ],
    "vigie.evaluation.v1.meetings-recorded": [
      rule("vigie.evaluation.v1.meeting-recorded", .body("body_code"))
    ],
    "vigie.evaluation.v1.invitations-recorded": [
      rule("vigie.evaluation.v1.invitation-recorded", .structure("structure_code"))
    ],
  ]

  /// Every type that the rules make, with whether it tells of people.
  public static var types: [String: Bool] {
    var types: [String: Bool] = [:]
    for rule in rules.values.joined() {
      if case .person = rule.place { types[rule.type] = true } else { types[rule.type] = false }
    }
    return types
  }

  private static func rule(_ type: String, _ place: Place) -> Rule {
    Rule(member: "rows", type: type, place: place)
  }

  /// What the registry's events have not told of yet.
  public enum NotKnownYet: Error, Hashable {
    /// A structure, by its code.
    case structure(String)
    /// Every commune.
    case communes
  }

  /// What an event has that no message can.
  public enum Fault: Error, Hashable {
    /// It is not JSON, or not what its type says.
    case unreadable(String)
    /// A code out of its bounds.
    case badText(String)
  }

  /// The messages of an event; none for types that are not passed on.
  ///
  /// A message's data has the values of its row to the byte, with the members in the order of their names.
  ///
  /// - Parameters:
  ///   - topic: the event's type.
  ///   - payload: the event as JSON text.
  ///   - source: the service.
  ///   - position: the event's place in the service's feed.
  ///   - firstRow: which of the event's rows the payload begins with, from 1.
  ///   - recordedAt: when the service recorded it.
  ///   - network: the structures and communes; a message's territories are those of its day.
  ///   - leftOut: by type, the members that its data lacks where they are empty texts.
  ///   - bodies: the communes of a body, by its code.
  /// - Returns: the messages, in the order of the rows.
  /// - Throws: ``NotKnownYet``, ``Fault``; what `bodies` throws.
  public static func drafts(
    topic: String, payload: String, source: String, position: String, firstRow: Int = 1,
    recordedAt: Instant, network: Network, leftOut: [String: Set<String>] = [:],
    bodies: (String) throws -> [String]
  ) throws -> [LogDraft] {
    guard let rules = rules[topic] else { return [] }
    guard let event = EventText(payload) else { throw Fault.unreadable("it is no JSON object") }
    var drafts: [LogDraft] = []
    for rule in rules {
      guard let rows = event.rows(rule.member) else {
        throw Fault.unreadable("\(rule.member) is no list of objects")
      }
      for row in rows {
        let place = try place(of: row, rule.place, network, recordedAt.parisDay, bodies)
        drafts.append(
          LogDraft(
            id: "\(position)-\(firstRow + drafts.count)", source: source, type: rule.type,
            subject: place.subject, territories: place.territories, scopes: place.scopes,
            recordedAt: recordedAt,
            fictitious: (row["fictitious"] ?? event["fictitious"]) == "true",
            data: row.inOrder { member in
              member.value != "\"\"" || leftOut[rule.type]?.contains(member.name) != true
            }))
      }
    }
    return drafts
  }

  private static func place(
    of row: EventText, _ place: Place, _ network: Network, _ day: CivilDate,
    _ bodies: (String) throws -> [String]
  ) throws -> (subject: String?, territories: [String], scopes: [String]) {
    func cell(_ member: String) throws -> String? {
      guard let value = row[member], value != "null" else { return nil }
      guard let text = row.text(member) else { throw Fault.unreadable("\(member) is no text") }
      if text.isEmpty { return nil }
      if let fault = FactCode.fault(text) {
        throw Fault.badText("\(member) \(text.prefix(100).debugDescription) \(fault)")
      }
      return text
    }
    if case .nowhere = place { return (nil, [], [Visibility.everybody, Visibility.all]) }
    if case .person(nil) = place { return (nil, [], [Visibility.restricted]) }
    // Without them a message would be nobody's, for good.
    guard !network.communes.isEmpty else { throw NotKnownYet.communes }
    switch place {
    case .nowhere: return (nil, [], [Visibility.everybody, Visibility.all])
    case .commune(let member):
      guard let code = try cell(member) else { return (nil, [], [Visibility.all]) }
      let territories = Visibility.territories(of: code, in: network.communes)
      return (code, territories, territories + [Visibility.all])
    case .body(let member):
      guard let code = try cell(member) else { return (nil, [], [Visibility.all]) }
      let territories = try bodies(code).flatMap {
        Visibility.territories(of: $0, in: network.communes)
      }
      let unique = territories.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      return (code, unique, unique + [Visibility.all])
    case .structure(let member):
      guard let code = try cell(member) else { return (nil, [], [Visibility.all]) }
      let territories = try self.territories(of: code, network, day)
      return (code, territories, territories + [Visibility.all, Visibility.structure(code)])
    case .person(let member):
      guard let code = try member.flatMap(cell) else { return (nil, [], [Visibility.restricted]) }
      return (
        code, try territories(of: code, network, day),
        [Visibility.restricted, Visibility.structure(code)]
      )
    }
  }

  private static func territories(
    of code: String, _ network: Network, _ day: CivilDate
  ) throws -> [String] {
    guard let structure = network[code] else { throw NotKnownYet.structure(code) }
    return Visibility.territories(
      of: network.commune(of: structure, on: day), in: network.communes)
  }
}
