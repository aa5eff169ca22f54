import Composition
import Contracts
import FactKinds
import Foundation
import RPC
import RPCContract
import Schemas
import ServiceKit
import ZeroMQ

/// The exchange as an AsyncAPI 3 document, made from the contracts and the forms of the fact files.
///
/// It is written from the exchange's side: it sends messages and receives submissions. ZeroMQ has no
/// binding among AsyncAPI's, so what a socket needs stands under `x-zmq`.
struct AsyncAPIDocument {
  private typealias Object = [String: Any]

  /// Where the exchange is; nil for a document that names no host.
  let exchange: ServiceAddress?
  let catalogue = FactCatalogue.known

  /// The document as JSON, its members in the order of their names.
  ///
  /// - Throws: what writing JSON throws.
  func json() throws -> String {
    let data = try JSONSerialization.data(
      withJSONObject: try document(),
      options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
  }

  private func document() throws -> Object {
    [
      "asyncapi": "3.0.0",
      "info": [
        "title": "Vigie exchange", "version": "1.0.0",
        "description": "Durable queues for partner systems: CloudEvents out, fact rows in. "
          + "Members are only added; a type whose rows change their meaning gets a new name (v2).",
      ],
      "defaultContentType": "application/json",
      "servers": servers,
      "channels": [
        "messages": [
          "address": "vigie.exchange.v1/PullMessages",
          "description": "What a subscription delivers; the events stand as text in `event`.",
          "messages": Self.references(catalogue.messageTypes.map(\.name)),
        ],
        "submissions": [
          "address": SubmitFacts.method,
          "description": "Fact rows for one of the services.",
          "messages": Self.references(["submit-facts"]),
        ],
      ],
      "operations": [
        "sendMessages": ["action": "send", "channel": ["$ref": "#/channels/messages"]],
        "receiveSubmissions": ["action": "receive", "channel": ["$ref": "#/channels/submissions"]],
      ],
      "components": ["messages": messages, "schemas": try schemas()],
    ]
  }

  private var servers: Object {
    let text = exchange?.endpoints.first?.text ?? "tcp://exchange.example:7105"
    return [
      "exchange": [
        "host": text.replacingOccurrences(of: "tcp://", with: ""), "protocol": "zmq",
        "x-zmq": [
          "socket": "DEALER", "security": "CURVE",
          "serverKey": exchange?.serverKey.text ?? "",
          "wire": "version 1, see Shared/RPC/README.md",
          "methods": [
            "subscribe": CreateSubscription.method, "pull": PullMessages.method,
            "follow": FollowMessages.method, "answer": SettleMessages.method,
            "submit": SubmitFacts.method, "replay": ReplayMessages.method,
          ],
        ],
      ]
    ]
  }

  private static func references(_ names: [String]) -> Object {
    Dictionary(
      uniqueKeysWithValues: names.map { ($0, ["$ref": "#/components/messages/\($0)"]) })
  }

  private var messages: Object {
    var messages: Object = [
      "submit-facts": [
        "name": "submit-facts", "contentType": "application/json",
        "payload": ["$ref": "#/components/schemas/SubmitFacts"],
      ]
    ]
    for type in catalogue.messageTypes {
      let own: Object = [
        "type": "object",
        "properties": [
          "type": ["const": type.name],
          "data": ["$ref": "#/components/schemas/\(type.name)"],
        ],
      ]
      let parts: [Object] = [["$ref": "#/components/schemas/CloudEvent"], own]
      let message: Object = [
        "name": type.name, "contentType": "application/cloudevents+json",
        "x-about-people": type.isAboutPeople,
        "payload": ["allOf": parts],
      ]
      messages[type.name] = message
    }
    return messages
  }

  private func schemas() throws -> Object {
    var schemas: Object = ["CloudEvent": Self.cloudEvent]
    for type in catalogue.messageTypes {
      schemas[type.name] = try MessageSchemas(catalogue).data(of: type)
    }
    var submit = try MessageSchemas.object(JSONSchema(of: SubmitFacts.self, texts: MemberTexts.all))
    var properties = submit["properties"] as? Object ?? [:]
    properties["schema"] = ["enum": catalogue.submitted.map(\.schema)]
    submit["properties"] = properties
    submit["allOf"] = catalogue.submitted.map { file in
      [
        "if": ["properties": ["schema": ["const": file.schema]]],
        "then": [
          "properties": [
            "rows": ["type": "array", "items": MessageSchemas(catalogue).row(of: file)]
          ]
        ],
      ]
    }
    schemas["SubmitFacts"] = submit
    return schemas
  }

  private static let cloudEvent: [String: any Sendable] = {
    let text: [String: any Sendable] = ["type": "string", "minLength": 1]
    let names = [
      "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "sequence",
      "epoch", "commune", "territories",
    ]
    var properties: [String: any Sendable] = [:]
    for name in names { properties[name] = text }
    properties["specversion"] = ["const": "1.0"]
    properties["data"] = ["type": "object"]
    let required = ["id", "source", "specversion", "type", "time", "sequence", "epoch", "data"]
    return ["type": "object", "properties": properties, "required": required]
  }()
}
