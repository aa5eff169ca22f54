import Contracts
import ExchangeDomain
import Foundation
import Testing

/// The document that partners build on: it may grow, never shrink.
@Suite("The AsyncAPI document")
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
    for (type, isAboutPeople) in EventMessages.types {
      let message = try #require(messages[type] as? Object, "\(type)")
      #expect(message["x-about-people"] as? Bool == isAboutPeople, "\(type)")
    }
    // Every reference leads somewhere.
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

  /// What of an older document a newer one has lost or changed; what is new is no matter.
  private func losses(_ old: Any, _ new: Any?, at path: String) -> [String] {
    if let old = old as? Object {
      guard let new = new as? Object else { return ["\(path) is gone"] }
      // A member that becomes required breaks who submits without it.
      if let wanted = new["required"] as? [String], !path.contains("messages") {
        let before = old["required"] as? [String] ?? []
        let added = Set(wanted).subtracting(before)
        if !added.isEmpty { return ["\(path) now requires \(added.sorted())"] }
      }
      return old.sorted { $0.key < $1.key }.filter {
        !["description", "required", "version"].contains($0.key)
      }
      .flatMap { losses($0.value, new[$0.key], at: "\(path)/\($0.key)") }
    }
    if let old = old as? [Any] {
      let new = new as? [Any] ?? []
      if let texts = old as? [String] {
        let lost = Set(texts).subtracting(new as? [String] ?? [])
        return lost.isEmpty ? [] : ["\(path) lost \(lost.sorted())"]
      }
      guard new.count >= old.count else { return ["\(path) is shorter"] }
      return zip(old, new).enumerated().flatMap { losses($1.0, $1.1, at: "\(path)/\($0)") }
    }
    guard let new else { return ["\(path) is gone"] }
    return "\(old)" == "\(new)" ? [] : ["\(path) was \(old), is \(new)"]
  }

  @Test("it breaks nothing of what is recorded: no type, member or form is gone or another")
  func compatible() throws {
    let path = RunningSystem.root.appending(path: "Tests/Golden/asyncapi-1.json")
    let recorded = try JSONSerialization.jsonObject(with: try Data(contentsOf: path))
    let found = losses(recorded, try printed(), at: "")
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
    #expect(losses(recorded, same, at: "").isEmpty)
    for broken in [gone, retyped, stricter] { #expect(losses(recorded, broken, at: "").count == 1) }
  }
}
