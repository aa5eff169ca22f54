import Contracts
import Foundation
public import Values

/// A message before it has its place in the log.
public struct LogDraft: Sendable, Hashable {
  /// Unique with its source: the event's place in its service's feed, and the row's in the event.
  public let id: String
  /// The service, such as `training`.
  public let source: String
  /// The type, such as `vigie.training.v1.attendance-recorded`.
  public let type: String
  /// What it is about, usually a structure's code: messages of one subject can be kept in order.
  public let subject: String?
  /// The commune of its structure at the time, and what that lies in.
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
    let json = try? JSONSerialization.jsonObject(with: Data(envelope.utf8))
    guard let members = json as? [String: Any], members["specversion"] as? String == "1.0",
      let id = members["id"] as? String, let type = members["type"] as? String,
      let source = members["source"] as? String, source.hasPrefix(Self.sources),
      let recordedAt = (members["time"] as? String).flatMap({ Instant($0) }),
      let data = members["data"].flatMap(Self.json)
    else { return nil }
    self.init(
      id: id, source: String(source.dropFirst(Self.sources.count)), type: type,
      subject: members["subject"] as? String,
      territories: (members["territories"] as? String ?? "").split(separator: " ").map(String.init),
      scopes: scopes, recordedAt: recordedAt, fictitious: members["fictitious"] as? Bool ?? false,
      data: data,
      extensions: members.filter { !Self.known.contains($0.key) }.compactMapValues(Self.json))
  }

  private static let sources = "/vigie/"
  private static let known: Set = [
    "commune", "data", "datacontenttype", "dataschema", "epoch", "fictitious", "id", "sequence",
    "source",
    "specversion", "subject", "territories", "time", "type",
  ]

  private static func json(_ value: Any) -> String? {
    let data = try? JSONSerialization.data(
      withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed])
    return data.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The CloudEvent (1.0, structured JSON) at a place in the log.
  ///
  /// Numbers of 64 bits are text, since CloudEvents' integers have 32 (spec.md, “Type system”). Members
  /// stand in the order of their names, so that equal events have equal bytes.
  public func envelope(sequence: Int, epoch: String) -> String {
    var members: [(String, String)] = [
      ("data", data), ("datacontenttype", Self.quoted("application/json")),
      ("dataschema", Self.quoted(MessageType.schema(of: type))), ("epoch", Self.quoted(epoch)),
      ("id", Self.quoted(id)), ("sequence", Self.quoted(String(sequence))),
      ("source", Self.quoted(Self.sources + source)), ("specversion", Self.quoted("1.0")),
      ("time", Self.quoted(recordedAt.iso)), ("type", Self.quoted(type)),
    ]
    if let commune = territories.first { members.append(("commune", Self.quoted(commune))) }
    if fictitious { members.append(("fictitious", "true")) }
    if let subject { members.append(("subject", Self.quoted(subject))) }
    if !territories.isEmpty {
      members.append(("territories", Self.quoted(territories.joined(separator: " "))))
    }
    members += extensions.map { ($0.key, $0.value) }
    let text = members.sorted { $0.0 < $1.0 }.map { "\"\($0.0)\":\($0.1)" }
    return "{" + text.joined(separator: ",") + "}"
  }

  /// A JSON string (RFC 8259, §7).
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
