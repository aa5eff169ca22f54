import Foundation
import RPCContract
import Testing

@testable import Contracts

@Suite("The rules of access")
struct AccessRulesTests {
  /// `access.csv` was made by calling each method as each role: the rules must say what the services do.
  @Test("say of each method what calling it as each role shows")
  func table() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Golden/access.csv")
    let records = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .map { $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init) }
    let callers = try #require(records.first).dropFirst(2)
      .map { Role.all.map(\.rawValue).contains($0) ? $0 : "service:\($0)" }
    var recorded: Set<String> = []
    // A record with a space in its method is about a file, not about the method.
    for record in records.dropFirst() where !record[1].contains(" ") {
      for (caller, cut) in zip(callers, record.dropFirst(2)) where cut != "denied" {
        recorded.insert("\(record[0]) \(record[1]) \(caller): \(cut)")
      }
    }
    let difference = recorded.symmetricDifference(
      AccessRules.lines.map { "\($0.service) \($0.method) \($0.role): \($0.cut)" })
    #expect(difference.isEmpty, "\(difference)")
    #expect(recorded.count > 300)
  }

  private func access(
    _ roles: Set<Role>, _ cuts: [Role: AccessCut] = ExchangeRoles.cuts, structure: String? = "S1",
    territories: [String]? = nil
  ) -> Access {
    AccessRules.access(of: "p", roles, cuts, structure: structure, territories: territories)
  }

  @Test("a structure is limited to itself; a key of the role that names none sees nothing")
  func structures() {
    let own = access([.structure])
    #expect(own.includes("S1") && !own.includes("S2") && own.own == "S1")
    #expect(own.territories == [] && own.people == .none && !own.seesCauses)
    let nobody = access([.structure], structure: nil)
    #expect(!nobody.includes("S1") && !nobody.includes("") && nobody.own == nil)
    let refused = #expect(throws: RPCError.self) { try nobody.meant(nil, "d", "rule") }
    #expect(refused?.status.details?.reason == "OTHER_STRUCTURE")
  }

  @Test("who asks for another structure is refused; who asks for none means its own, or all")
  func meant() throws {
    let own = access([.structure])
    #expect(try own.meant(nil, "d", "rule") == "S1" && own.meant("S1", "d", "rule") == "S1")
    let refused = #expect(throws: RPCError.self) { try own.meant("S2", "d", "rule") }
    #expect(refused?.status.code == .permissionDenied)
    let all = access([.operator])
    #expect(try all.meant(nil, "d", "rule") == nil && all.meant("S2", "d", "rule") == "S2")
  }

  @Test("of several roles each shows what is its own; a method without cuts limits nobody")
  func severalRoles() {
    let both = access([.structure, .partner], territories: ["69M"])
    #expect(both.own == "S1" && both.territories == ["69M"] && both.includes("S2"))
    // Without territories the partner's role would show everything: the key counts as the structure's.
    #expect(access([.structure, .partner]).structures == .only("S1"))
    let officer = access([.structure, .operator])
    #expect(officer.includes("S2") && officer.people == .all && officer.own == "S1")
    #expect(access([.structure], [:]).includes("S2"))
    #expect(access([.auditor]).people == .counted && access([.federation]).people == .none)
    #expect(access([.service]).seesCauses && !access([.federation]).seesCauses)
  }

  @Test("who is cut to the federation's members sees these, and its own structure beside them")
  func members() {
    let cuts: [Role: AccessCut] = [.structure: .ownStructure, .federation: .members]
    let federation = access([.federation], cuts, structure: nil)
    #expect(federation.includes("S2", isMember: true) && !federation.includes("S2"))
    // A method that asks for one structure has no way to show several.
    let refused = #expect(throws: RPCError.self) { try federation.meant("S2", "d", "rule") }
    #expect(refused?.status.details?.reason == "OTHER_STRUCTURE")
    let own = access([.structure], cuts)
    #expect(own.includes("S1") && !own.includes("S2", isMember: true))
    let both = access([.structure, .federation], cuts)
    #expect(both.includes("S1") && both.includes("S2", isMember: true) && !both.includes("S2"))
    #expect(access([.operator, .federation], cuts).includes("S2"))
    // In the name of a structure, the federation does no more than both.
    #expect(federation.narrowed(by: own).structures == .only(nil))
    #expect(both.narrowed(by: own).structures == .only("S1"))
    #expect(access([.operator], cuts).narrowed(by: federation).structures == .members(and: nil))
  }

  @Test("what a caller may bring depends on the roles that opened the method")
  func roles() {
    #expect(access([.federation]).roles(among: [.federation, .operator]) == [.federation])
    #expect(access([.partner]).roles(among: [.operator]).isEmpty && access([.service]).isService)
  }

  @Test(
    "methods that need a key have one request and one reply, so that each change has one key")
  func changes() {
    for (service, methods) in AccessRules.methods {
      for type in methods where type.mutates {
        #expect(type is any RPCRequest.Type, "\(service) \(type.method)")
      }
    }
  }

  @Test("no front reaches what copies a store, a log or a feed, brings a log back, or erases")
  func outOfReach() {
    #expect(
      ServiceNeeds.outOfReach == [
        CopyStore.method, ExportMessages.method, ForgetPerson.method, ImportMessages.method,
        ReadFeed.method,
      ])
  }
}
