public import CentreNetwork
import Contracts
public import FactKinds
public import Values

/// Turns an event of a service into messages: one for each row, with its subject and its territories.
public enum EventMessages {
  /// Why an event makes no messages.
  public enum Fault: Error, Hashable {
    /// The event is not JSON, or not of the form of its type.
    case unreadable(String)
    /// A code out of its bounds.
    case badText(String)
    /// The registry's events have not brought a structure yet; by its code.
    case unknownStructure(String)
    /// The registry's events have brought no communes yet.
    case unknownCommunes
  }

  /// Returns the messages of an event; none for types that are not passed on.
  ///
  /// A message's data has the values of its row to the byte, with the members in the order of their names.
  ///
  /// - Parameters:
  ///   - catalogue: the kinds of facts that there are.
  ///   - topic: the event's type.
  ///   - payload: the event as JSON text.
  ///   - source: the service.
  ///   - position: the event's place in the service's feed.
  ///   - firstRow: which of the event's rows the payload begins with, from 1.
  ///   - recordedAt: when the service recorded it.
  ///   - network: the structures and communes; a message's territories are those of its day.
  ///   - bodies: the communes of a body, by its code.
  /// - Returns: the messages, in the order of the rows.
  /// - Throws: ``Fault``; what `bodies` throws.
  public static func drafts(
    _ catalogue: FactCatalogue, topic: String, payload: String, source: String, position: String,
    firstRow: Int = 1, recordedAt: Instant, network: Network,
    bodies: (String) throws -> [String]
  ) throws -> [LogDraft] {
    let kinds = catalogue.kinds(in: topic)
    guard !kinds.isEmpty else { return [] }
    guard let text = EventText(payload) else { throw Fault.unreadable("it is no JSON object") }
    var drafts: [LogDraft] = []
    for kind in kinds {
      guard let event = kind.event else { continue }
      guard let rows = text.rows(event.list) else {
        throw Fault.unreadable("\(event.list) is no list of objects")
      }
      let leftOut = kind.leftOutWhenEmpty
      for row in rows {
        let place = try place(of: row, kind.place, event, network, recordedAt.parisDay, bodies)
        drafts.append(
          LogDraft(
            id: "\(position)-\(firstRow + drafts.count)", source: source,
            type: topic == event.withdrawnTopic ? event.withdrawnType : event.type,
            subject: place.subject, territories: place.territories, scopes: place.scopes,
            recordedAt: recordedAt,
            fictitious: (row["fictitious"] ?? text["fictitious"]) == "true",
            data: row.inOrder { $0.value != "\"\"" || !leftOut.contains($0.name) }))
      }
    }
    return drafts
  }

  private static func place(
    of row: EventText, _ place: FactKind.Place, _ event: FactEvent, _ network: Network,
    _ day: CivilDate,
    _ bodies: (String) throws -> [String]
  ) throws -> (subject: String?, territories: [String], scopes: [String]) {
    func cell(_ column: String) throws -> String? {
      let member = event.member(of: column) ?? column
      guard let value = row[member], value != "null" else { return nil }
      guard let text = row.text(member) else { throw Fault.unreadable("\(member) is no text") }
      if text.isEmpty { return nil }
      if let fault = FactCode.fault(text) {
        throw Fault.badText("\(member) \(text.prefix(100).debugDescription) \(fault)")
      }
      return text
    }
    let column: String
    switch place {
    case .everybody: return (nil, [], [Visibility.everybody, Visibility.all])
    case .people(nil): return (nil, [], [Visibility.restricted])
    case .commune(let name), .body(let name), .structure(let name), .people(let name?):
      column = name
    }
    // A message that is logged before the communes are known would lack its territories for good.
    guard !network.communes.isEmpty else { throw Fault.unknownCommunes }
    let isOfPeople = if case .people = place { true } else { false }
    let scope = isOfPeople ? Visibility.restricted : Visibility.all
    guard let code = try cell(column) else { return (nil, [], [scope]) }
    switch place {
    case .commune:
      let territories = Visibility.territories(of: code, in: network.communes)
      return (code, territories, territories + [scope])
    case .body:
      let territories = try bodies(code).flatMap {
        Visibility.territories(of: $0, in: network.communes)
      }
      let unique = territories.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      return (code, unique, unique + [scope])
    default:
      guard let structure = network[code] else { throw Fault.unknownStructure(code) }
      let territories = Visibility.territories(
        of: network.commune(of: structure, on: day), in: network.communes)
      let shown = isOfPeople ? [] : territories
      return (code, territories, shown + [scope, Visibility.structure(code)])
    }
  }
}
