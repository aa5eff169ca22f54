import Contracts
import FactKinds
public import Values

/// A message before it has its place in the log.
public struct LogDraft: Sendable, Hashable {
  /// The id, unique together with ``source``: the event's place in the service's feed, then the row's place in the event.
  public let id: String
  /// The service, such as `training`.
  public let source: String
  /// The type, such as `vigie.training.v1.attendance-recorded`.
  public let type: String
  /// What the message is about, usually a structure's code. Messages of one subject can be kept in order.
  public let subject: String?
  /// The commune of the message's structure on the event's day (for a body, its communes), with the territories around it.
  public let territories: [String]
  /// Who may see it; see ``Visibility``.
  public let scopes: [String]
  /// When the service recorded it.
  public let recordedAt: Instant
  /// Whether it tells of invented facts.
  public let fictitious: Bool
  /// The data, a JSON object as text.
  public let data: String
  /// Attributes that this program does not know, as JSON, by their names: they pass through.
  public let extensions: [String: String]

  /// Makes a draft.
  public init(
    id: String, source: String, type: String, subject: String?, territories: [String],
    scopes: [String], recordedAt: Instant, fictitious: Bool = false, data: String,
    extensions: [String: String] = [:]
  ) {
    self.id = id
    self.source = source
    self.type = type
    self.subject = subject
    self.territories = territories
    self.scopes = scopes
    self.recordedAt = recordedAt
    self.fictitious = fictitious
    self.data = data
    self.extensions = extensions
  }

  /// Reads an envelope that an exchange has written; nil for any other text.
  public init?(envelope: String, scopes: [String]) {
    guard let event = EventText(envelope), event.text("specversion") == "1.0",
      let id = event.text("id"), let type = event.text("type"),
      let source = event.text("source"), source.hasPrefix(Self.sources),
      let recordedAt = event.text("time").flatMap({ Instant($0) }), let data = event["data"]
    else { return nil }
    let extensions = event.members.filter { !Self.known.contains($0.name) }
    self.init(
      id: id, source: String(source.dropFirst(Self.sources.count)), type: type,
      subject: event.text("subject"),
      territories: (event.text("territories") ?? "").split(separator: " ").map(String.init),
      scopes: scopes, recordedAt: recordedAt, fictitious: event["fictitious"] == "true", data: data,
      extensions: Dictionary(uniqueKeysWithValues: extensions.map { ($0.name, $0.value) }))
  }

  private static let sources = "/vigie/"
  private static let known: Set = [
    "commune", "data", "datacontenttype", "dataschema", "epoch", "fictitious", "id", "sequence",
    "source",
    "specversion", "subject", "territories", "time", "type",
  ]

  /// Returns the CloudEvent (1.0, structured JSON) of the message at a place in the log.
  ///
  /// Numbers of 64 bits are text, since CloudEvents' integers have 32 bits (spec.md, “Type system”). A sequence has leading
  /// zeros, so that sorting as text sorts by number (CloudEvents' extension “Sequence”). Members stand in the order of their
  /// names, so that equal events have equal bytes.
  public func envelope(sequence: Int, epoch: String) -> String {
    var texts = [
      ("datacontenttype", "application/json"), ("dataschema", MessageType.schema(of: type)),
      ("epoch", epoch), ("id", id), ("sequence", Self.padded(sequence)),
      ("source", Self.sources + source), ("specversion", "1.0"), ("time", recordedAt.iso),
      ("type", type),
    ]
    if let commune = territories.first {
      texts += [("commune", commune), ("territories", territories.joined(separator: " "))]
    }
    if let subject { texts.append(("subject", subject)) }
    var members: [(String, String)] = [("data", data)] + texts.map { ($0, JSONText.quoted($1)) }
    if fictitious { members.append(("fictitious", "true")) }
    members += extensions.map { ($0.key, $0.value) }
    let text = members.sorted { $0.0 < $1.0 }.map { "\(JSONText.quoted($0.0)):\($0.1)" }
    return "{" + text.joined(separator: ",") + "}"
  }

  /// The number of digits of a sequence: as many as the greatest `Int` has.
  private static let digits = 19

  private static func padded(_ sequence: Int) -> String {
    let text = String(sequence)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
