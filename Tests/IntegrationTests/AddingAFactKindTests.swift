import Composition
import Contracts
import FactKinds
import Foundation
import RPC
import RPCContract
import ServiceHost
import ServiceKit
import Spreadsheet
import Storage
import Tabular
import TestSupport
import Testing
import Texts
import Values

@testable import vigie
@testable import vigie_exchange
@testable import vigie_training

extension FactKind {
  /// Visits by the inhabitants of a structure: a kind of fact invented for these tests.
  fileprivate static let visits = FactKind(
    TableForm(
      "visits.csv", key: ["structure_code", "visited_on"],
      columns: [
        Column("structure_code", reference: Reference("structures", code: "UNKNOWN_STRUCTURE")),
        Column("visited_on", .date), Column("people", .integer(atLeast: 1, atMost: 999)),
        Column("open", .flag), Column("note", .freeText, mayBeEmpty: true),
      ]), owner: "training", words: ("visites", "visits"), event: .rows(type: "visit-recorded"),
    place: .structure("structure_code"), personal: ["note"],
    submittedBy: [.operator, .partner])
}

/// A new kind of fact needs two places: its declaration, which stands above, and its migration, which stands in ``init()``.
@Suite(
  "A kind of fact that is declared is loaded, listed, explained, told, submitted and described",
  .onWaitingThreads,
  .serialized)
struct AddingAFactKindTests {
  private static let catalogue = FactCatalogue(FactCatalogue.vigie.kinds + [.visits])

  private let system: RunningSystem
  private let services: [Task<Void, any Error>]

  init() async throws {
    system = try RunningSystem()
    try system.load()
    for service in ["training", "exchange"] { system.stop(service) }
    let (home, catalogue) = (system.home, Self.catalogue)
    services = [
      Task {
        try await TrainingService(
          .read("\(home)/training.json", peers: TrainingService.peers), catalogue,
          migrations: TrainingMigrations.all
            + [Migration("training-visits", HistoryTable(.visits).creation)]
        ).run()
      },
      Task {
        try await ExchangeService(
          .read("\(home)/exchange.json", peers: ExchangeService.peers), catalogue
        ).run()
      },
    ]
    let status = try system.vigie("status", "--wait", "60")
    try #require(status.code == 0, "\(status.output) \(status.errors)")
  }

  private func stop() async {
    for service in services { service.cancel() }
    for service in services { _ = await service.result }
  }

  /// Loads a file with a gateway that knows the new kind.
  private func load(_ name: String) async throws -> ImportReport {
    let gateway = try Gateway(configurationFile: "\(system.home)/vigie.json")
    defer { Task { await gateway.close() } }
    return try await FactCatalogue.$known.withValue(Self.catalogue) {
      try await Upload(services: gateway, fictitious: true).send("\(system.home)/\(name)")
    }
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(system.home)/\(name)"))
  }

  @Test("and nothing else was written for it")
  func everywhere() async throws {
    let reader = try await Partner.join(system, as: "reader", role: "operator")
    _ = try await reader.call(
      CreateSubscription(name: "visits", types: ["vigie.training.v1.visit"]))
    let pilot = try await Caller.join(system, as: "pilot", .operator)

    // Loaded from CSV, as a French spreadsheet saves it; a row with an unknown structure is refused.
    try write(
      "visits.csv",
      "structure_code;visited_on;people;open;note\nS01;1/3/2025;12;VRAI;M. X est venu\nS99;1/3/2025;1;non;\n"
    )
    let first = try await load("visits.csv")
    #expect(first.loaded == 1 && first.refused.map(\.code) == ["UNKNOWN_STRUCTURE"])

    // Loaded from XLSX, with a true date and a true flag: one correction and one new record.
    let book = try WorkbookWriter(
      path: "\(system.home)/visits.xlsx", title: "", created: .now)
    try book.addSheet(
      SheetLayout(
        "visits",
        columns: ["structure_code", "visited_on", "people", "open"].map { ColumnLayout($0) }))
    let day = try #require(CivilDate("2025-03-01"))
    try book.append([.text("S01"), .date(day), .number(13, written: "13"), .flag(true)])
    try book.append([.text("S02"), .date(day), .number(1, written: "1"), .flag(false)])
    try book.close()
    let second = try await load("visits.xlsx")
    #expect(second.loaded == 2 && second.refused.isEmpty)
    #expect(
      second.corrections.map { "\($0.row) \($0.column) \($0.old) \($0.new)" } == ["2 people 12 13"])

    // Listed: the absent column left the note as it was, so no version shows it as changed.
    let versions = try await pilot.call(
      "training", ListVersions(file: "visits.csv", key: ["S01", "2025-03-01"])
    ).versions
    #expect(versions.map { $0.cells["people"] } == ["12", "13"])
    #expect(versions.map(\.file) == ["visits.csv", "visits.xlsx"])
    #expect(versions.allSatisfy { $0.cells["note"] == nil })

    // Explained: a fact is given with its file and row.
    let fact = try await pilot.call(
      "training", ReadFacts(facts: [FactReference("visits.csv", "S02", "2025-03-01")])
    ).facts[0]
    #expect(fact.cells["open"] == "false" && fact.file == "visits.xlsx" && fact.row == 3)

    // Told to partners: each row is a message about its structure.
    let events = try await reader.take("visits", 3)
    #expect(events.map(\.subject) == ["S01", "S01", "S02"])
    #expect(events.map { $0.data["people"] as? String } == ["12", "13", "1"])
    #expect(
      events.allSatisfy { $0.type == "vigie.training.v1.visit-recorded" && $0.data["note"] == nil })
    let schema = try await reader.call(
      GetSchema(id: "urn:vigie:schema:vigie.training.v1.visit-recorded:1")
    ).schema
    #expect(schema.contains("visited_on") && !schema.contains("note"))

    // Submitted through the exchange.
    let receipt = try await reader.call(
      SubmitFacts(
        schema: "urn:vigie:file:visits.csv:1",
        rows: [
          ["structure_code": "S03", "visited_on": "2025-03-02", "people": "4", "open": "true"]
        ],
        fictitious: true))
    let submitted = try await reader.take("visits", 1)
    #expect(submitted.map(\.subject) == ["S03"])
    let origin = try await pilot.call(
      "training", ListVersions(file: "visits.csv", key: ["S03"])
    ).versions
    #expect(origin.first?.cause.hasPrefix("submission/\(receipt.submission)/") == true)

    // Described to partners in the AsyncAPI document.
    let document = try FactCatalogue.$known.withValue(Self.catalogue) {
      try AsyncAPIDocument(exchange: nil).json()
    }
    #expect(document.contains("vigie.training.v1.visit-recorded"))
    #expect(document.contains("urn:vigie:file:visits.csv:1"))
    await reader.close()
    await pilot.close()
    await stop()
  }
}
