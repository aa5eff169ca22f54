import Contracts
import FactKinds
import Foundation
import RPC
import RPCContract
import TestSupport
import Testing

/// Compares `Tests/Golden/access.csv` with the running services. For each method, and each file that can be brought, the table
/// says who may use it and with which cut. This test wrote it by calling each method as each caller:
/// `VIGIE_RECORD=1 swift test --filter AccessTableTests` writes it anew.
@Suite("The table of access", .onWaitingThreads, .serialized, .timeLimit(.minutes(10)))
struct AccessTableTests {
  private typealias Object = [String: Any]

  private static let file = "\(RunningSystem.golden)/access.csv"
  private static let roles = ["operator", "federation", "auditor", "structure", "partner"]
  private static let services = RunningSystem.services + ["portal"]
  /// The portal's key has the name of the front.
  private static let callers = roles + RunningSystem.services + ["web", "unknown-service"]
  /// The structure of the structure's key, and a structure outside Villeurbanne, the partner's territory.
  private static let (own, other) = ("S06", "S02")
  /// The files by the service that takes them.
  private static let files = [
    "registry": [
      "communes-69.csv", "mouvements-69.csv", "structures.csv", "approvals.csv", "people.csv",
      "mandates.csv", "grants.csv", "partners.csv", "agreements.csv", "agreement_parties.csv",
      "agreement_communes.csv", "contributions.csv", "tools.csv", "tool_uses.csv",
      "merges.csv", "published-sheets.csv",
    ],
    "training": [
      "sessions.csv", "half_days.csv", "attendance.csv", "satisfaction.csv", "enrolments.csv",
    ],
    "senacs": ["campaigns.csv", "submissions.csv", "successions.csv", AnswersFile.name],
    "evaluation": [
      "evaluation_answers.csv", "diagnoses.csv", "veille_bodies.csv", "veille_meetings.csv",
      "veille_attendance.csv", "veille_declarations.csv", "diagnosis_evidence.csv",
      "diagnosis_participants.csv", "diagnosis_elements.csv", "diagnosis_revisions.csv",
      "action_steps.csv",
      SeriesDescription.file,
    ],
  ]

  private struct Method {
    let service: String
    let name: String
    let isUnary: Bool
    let request: Object
  }

  let system: RunningSystem

  init() throws {
    system = try RunningSystem(portal: true)
    try system.load()
  }

  @Test("every method, called as every role, is open or denied, and cut, as the table says")
  func table() async throws {
    var callers: [String: Caller] = [:]
    for name in Self.callers { callers[name] = try await join(name) }
    var sights: [String: String] = [:]
    for name in Self.roles { sights[name] = try await sight(#require(callers[name])) }

    let recorded = try String(contentsOfFile: Self.file, encoding: .utf8)
      .split(separator: "\n").map(String.init)
    var lines = ["service;method;" + Self.callers.joined(separator: ";")]
    for service in Self.services {
      for method in try await methods(of: service, callers) {
        var cells: [String] = []
        let known = recorded.first { $0.hasPrefix("\(service);\(method.name);") }
        let denials = known?.split(separator: ";").dropFirst(2).map { $0 == "denied" } ?? []
        for (place, name) in Self.callers.enumerated() {
          cells.append(
            try await cut(
              of: method, #require(callers[name]), sights[name] ?? "none",
              expectsDenial: place < denials.count && denials[place]))
        }
        lines.append(([service, method.name] + cells).joined(separator: ";"))
        lines += try await files(of: method, callers)
      }
    }
    for caller in callers.values { await caller.close() }

    if ProcessInfo.processInfo.environment["VIGIE_RECORD"] != nil {
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(
        to: URL(fileURLWithPath: Self.file))
    }
    for line in Set(lines).symmetricDifference(recorded).sorted() {
      Issue.record("\(recorded.contains(line) ? "was" : "is"): \(line)")
    }
  }

  private func join(_ name: String) async throws -> Caller {
    switch name {
    case "structure":
      try await Caller.join(system, as: "a-structure", .structure, structure: Self.own)
    case "partner":
      try await Caller.join(system, as: "a-partner", .partner, territories: ["69266"])
    case _ where Self.roles.contains(name):
      try await Caller.join(system, as: "a-\(name)", Role(rawValue: name))
    default: try await Caller.join(system, as: name, .service)
    }
  }

  /// Returns how the exchange cuts the structures that a key sees: none, to the territory, or to the own structure.
  private func sight(_ caller: Caller) async throws -> String {
    let events = try await AccessTests.messages(of: caller)
    let structures = Set(events.compactMap(\.subject).filter { $0.hasPrefix("S") })
    if structures != [Self.own] { return "none" }
    // S06 is the only structure of its territory, so both keys see it alone; only the structure's own key sees answers.
    return events.contains { $0.type.hasSuffix("answer-recorded") } ? "own structure" : "territory"
  }

  /// Returns the methods that reflection shows to any of the callers, each once.
  private func methods(
    of service: String, _ callers: [String: Caller]
  ) async throws -> [Method] {
    var found: [String: Method] = [:]
    for caller in callers.values {
      guard
        let text = try? await caller.raw(service, "vigie.reflection.v1/ListMethods", "{}"),
        let reply = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object
      else { continue }
      for method in reply["methods"] as? [Object] ?? [] {
        let name = method["name"] as? String ?? ""
        found[name] = Method(
          service: service, name: name, isUnary: method["shape"] as? String == "unary",
          request: method["request"] as? Object ?? [:])
      }
    }
    // Reflection shows nothing to a front, which may call it in nobody's name: what it asks so is added.
    for line in AccessRules.lines where line.service == service && line.role == "service:web" {
      found[line.method] = Method(service: service, name: line.method, isUnary: true, request: [:])
    }
    return found.values.sorted { $0.name < $1.name }
  }

  // MARK: Calls

  private func cut(
    of method: Method, _ caller: Caller, _ sight: String, expectsDenial isDenied: Bool
  ) async throws -> String {
    // The member that names a structure.
    let member = method.name == GetStructure.method ? "code" : "structure"
    var first = await outcome(of: method, caller, [member: Self.own])
    // On a busy machine a refusal may come later than the short wait for a stream that never ends.
    if first.isLate, isDenied { first = await outcome(of: method, caller, [:], wait: .seconds(30)) }
    if first.isDenied { return "denied" }
    if method.service == "exchange", method.name.hasPrefix("vigie.exchange.") { return sight }
    let names = (method.request["properties"] as? Object).map { Set($0.keys) } ?? []
    if names.contains(member) {
      let second = await outcome(of: method, caller, [member: Self.other])
      if second.reason == "OTHER_STRUCTURE" { return "own structure" }
      // S06 and S02 are members of the federation, S12 is none.
      let third = await outcome(of: method, caller, [member: "S12"])
      if third.reason == "OTHER_STRUCTURE" { return "members" }
    }
    switch method.name {
    case RecordDiagnosis.method, RecordFact.method, RehearseFact.method:
      return first.reply.contains("UNKNOWN_STRUCTURE") ? "own structure" : "none"
    case UndoImport.method, RehearseRows.method, ListVersions.method:
      // Here they find no import, no row and no file. That a structure's key keeps to its own rows, `OwnFactTests` and `SenacsFormsTests` show.
      return sight == "own structure" ? sight : "none"
    case ReadLatestAnswers.method:
      let items = try await caller.read(method.service, ReadLatestAnswers())
      return items.map(\.structureCode) == [Self.own] ? "own structure" : "none"
    case GetContacts.method:
      // P24 had a post in S06 alone; S02, where P26 works, is a member of the federation, and S12, where P09 worked, is none.
      let people = ["P24", "P26", "P09"]
      let told = try await caller.call(method.service, GetContacts(people: people)).contacts
      return switch told.map(\.code) {
      case ["P24"]: "own structure"
      case ["P24", "P26"]: "members"
      default: "none"
      }
    default: return "none"
    }
  }

  private struct Outcome {
    var isDenied = false
    /// Whether nothing came within the wait.
    var isLate = false
    var reason: String?
    var reply = ""
  }

  private func outcome(
    of method: Method, _ caller: Caller, _ more: Object, wait: Duration = .milliseconds(400)
  ) async -> Outcome {
    let value = Self.value(of: method.request, "", more.merging(Self.special(method)) { $1 })
    let request = value as? Object ?? [:]
    let data = try? JSONSerialization.data(withJSONObject: request)
    do {
      return Outcome(
        reply: try await caller.raw(
          method.service, method.name, String(decoding: data ?? Data(), as: UTF8.self),
          // Some streams never end, so the wait is short; the gate refuses at once.
          timeout: method.isUnary ? .seconds(60) : wait))
    } catch let error as RPCError {
      // These are the gate's own words. A method may be open and still refuse a file.
      return Outcome(
        isDenied: error.status.code == .permissionDenied
          && error.status.message.contains("may not call"),
        isLate: error.status.code == .deadlineExceeded, reason: error.status.details?.reason)
    } catch {
      return Outcome()
    }
  }

  /// Returns the members with which a structure's key tries to write a row about another structure.
  private static func special(_ method: Method) -> Object {
    let row = ["year": "2025", "structure_code": other, "answered_on": "2025-12-01"]
    switch method.name {
    case RecordDiagnosis.method: return ["file": "evaluation_answers.csv", "rows": [row]]
    case RecordFact.method, RehearseFact.method:
      guard method.service == "evaluation" else { return [:] }
      return ["file": "evaluation_answers.csv", "cells": row, "isNew": true]
    default: return [:]
    }
  }

  /// Builds a value that is right by a schema, with the required members and those in `said`.
  private static func value(of schema: Object, _ name: String, _ said: Object) -> Any {
    if let value = said[name] { return value }
    let known: Object = [
      "structure": own, "code": "I1", "campaign": "2025", "scope": "all", "year": 2025,
      "from": "2025-01-01", "to": "2025-12-31", "asOf": "2025-12-31", "limit": 10,
      "file": "attendance.csv", "maxMessages": 1,
    ]
    if let value = known[name] { return value }
    switch schema["type"] as? String {
    case "object":
      let members = schema["properties"] as? [String: Object] ?? [:]
      let wanted = Set(schema["required"] as? [String] ?? []).union(said.keys)
      return members.filter { wanted.contains($0.key) }.reduce(into: Object()) {
        $0[$1.key] = value(of: $1.value, $1.key, said)
      }
    case "array": return [Any]()
    case "boolean": return false
    case "integer", "number": return schema["minimum"] ?? 0
    default:
      if let values = schema["enum"] as? [String], let first = values.first { return first }
      return schema["format"] as? String == "date" ? "2025-12-31" : "x"
    }
  }

  // MARK: Files

  /// Returns a line for each file of the methods that bring files: who may bring it.
  private func files(
    of method: Method, _ callers: [String: Caller]
  ) async throws -> [String] {
    let requests: [(name: String, request: Object)]
    let digest = String(repeating: "0", count: 64)
    switch method.name {
    case "vigie.files.v1/BeginImport":
      requests = (Self.files[method.service] ?? []).map {
        ($0, ["file": $0, "byteCount": 1, "sha256": digest, "fictitious": true])
      }
    case "vigie.files.v1/SubmitRows":
      requests = (Self.files[method.service] ?? []).map {
        ($0, ["file": $0, "rows": [], "fictitious": true, "cause": "submission/1/x"])
      }
    case "vigie.exchange.v1/SubmitFacts":
      requests = FactCatalogue.vigie.submitted.map {
        ($0.name, ["schema": $0.schema, "rows": [["a": "b"]], "fictitious": true])
      }
    default: return []
    }
    var lines: [String] = []
    for (file, request) in requests {
      let text = String(
        decoding: try JSONSerialization.data(withJSONObject: request), as: UTF8.self)
      var cells: [String] = []
      for name in Self.callers {
        let caller = try #require(callers[name])
        let refused = await status {
          try await caller.raw(method.service, method.name, text)
        }
        // What a partner brings, or the exchange for it, is cut to the submitter's territory.
        let isCut = name == "partner" || name == "exchange"
        cells.append(
          refused?.details?.reason == "ROLE_NEEDED" ? "denied" : isCut ? "territory" : "none")
      }
      lines.append(([method.service, "\(method.name) \(file)"] + cells).joined(separator: ";"))
    }
    return lines
  }
}
