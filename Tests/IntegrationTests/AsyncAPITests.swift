import Contracts
import FactKinds
import Foundation
import TestSupport
import Testing

/// The document on which partners build: it may grow, but never shrink.
@Suite("The AsyncAPI document", .onWaitingThreads)
struct AsyncAPITests {
  private typealias Object = [String: Any]

  private func printed() throws -> Object {
    let result = try RunningSystem.vigie(["describe", "--asyncapi"])
    try #require(result.code == 0, "\(result.errors)")
    return try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? Object)
  }

  @Test("it names every type that the exchange delivers, and what may be submitted")
  func complete() throws {
    let document = try printed()
    let components = try #require(document["components"] as? Object)
    let messages = try #require(components["messages"] as? Object)

    #expect(document["asyncapi"] as? String == "3.0.0")
    for type in FactCatalogue.vigie.messageTypes {
      let message = try #require(messages[type.name] as? Object, "\(type.name)")
      #expect(message["x-about-people"] as? Bool == type.isAboutPeople, "\(type.name)")
    }
    // What a person may do stays among the services, and so do agreements and tools; nobody is told of contributions.
    let schemas = try #require(components["schemas"] as? Object)
    let names = Array(messages.keys) + Array(schemas.keys)
    for word in ["grant", "agreement", "registry.v1.partner", "tool", "contribution"] {
      #expect(!names.contains { $0.contains(word) }, "\(word)")
    }
    // Every reference must lead to something in the document.
    for reference in references(in: document) {
      var place: Any? = document
      for part in reference.dropFirst(2).split(separator: "/") {
        place = (place as? Object)?[String(part)]
      }
      #expect(place != nil, "\(reference)")
    }
  }

  private func references(in value: Any) -> [String] {
    if let object = value as? Object {
      return (object["$ref"] as? String).map { [$0] } ?? object.values.flatMap(references)
    }
    return (value as? [Any])?.flatMap(references) ?? []
  }

  @Test("it breaks nothing of what is recorded: no type, member or form is gone or another")
  func compatible() throws {
    let path = RunningSystem.root.appending(path: "Tests/Golden/asyncapi-1.json")
    let recorded = try JSONSerialization.jsonObject(with: try Data(contentsOf: path))
    let found = Compatibility.losses(recorded, try printed())
    #expect(found.isEmpty, "a breaking change; give the type a new name (v2) instead")
  }

  @Test("a member that is taken away, retyped or newly required is seen as breaking")
  func breaking() throws {
    let recorded: Object = [
      "schemas": ["a": ["properties": ["b": ["type": "string"]], "required": ["b"]]]
    ]
    let same: Object = [
      "schemas": [
        "a": [
          "properties": ["b": ["type": "string"], "c": ["type": "string"]], "required": ["b"],
        ],
        "z": ["type": "object"],
      ]
    ]
    let gone: Object = ["schemas": ["a": ["properties": Object(), "required": ["b"]]]]
    let retyped: Object = [
      "schemas": ["a": ["properties": ["b": ["type": "integer"]], "required": ["b"]]]
    ]
    let stricter: Object = [
      "schemas": ["a": ["properties": ["b": ["type": "string"]], "required": ["b", "c"]]]
    ]
    #expect(Compatibility.losses(recorded, same).isEmpty)
    func parts(_ names: String...) -> Object { ["allOf": names.map { ["const": $0] }] }
    #expect(Compatibility.losses(parts("a", "c"), parts("a", "b", "c")).isEmpty)
    #expect(Compatibility.losses(parts("a", "c"), parts("a", "b", "d")).count == 1)
    for broken in [gone, retyped, stricter] {
      #expect(Compatibility.losses(recorded, broken).count == 1)
    }
  }
}
