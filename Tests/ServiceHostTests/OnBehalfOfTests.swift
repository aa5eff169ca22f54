import CentreNetwork
import Contracts
import Foundation
import RPC
import RPCContract
import RPCInProcessTransport
import ServiceKit
import TestSupport
import Testing
import Values
import ZeroMQ

@testable import ServiceHost

/// What a handler sees of its caller's access.
private struct Seen: Codable, Sendable, Equatable {
  var principal: String
  var roles: [String]
  /// `all`, or the one structure.
  var structures: String
  var seesCauses: Bool
}

private struct Look: RPCRequest {
  static let method = "behalf.v1/Look"
  static let roles: Set<Role> = [.operator, .structure, .service]
  static let cuts: [Role: AccessCut] = [.structure: .ownStructure]
  typealias Reply = Seen
}

/// Open to services alone, as what the evaluation asks of others for everybody.
private struct Combine: RPCRequest {
  static let method = "behalf.v1/Combine"
  static let roles: Set<Role> = [.operator, .service]
  typealias Reply = Seen
}

private struct Trainers: RPCRequest {
  static let method = "behalf.v1/Trainers"
  static let roles: Set<Role> = [.federation]
  typealias Reply = Seen
}

/// Limits the federation to its members, within their territories.
private struct Members: RPCRequest {
  static let method = "behalf.v1/Members"
  static let roles: Set<Role> = [.federation]
  static let cuts: [Role: AccessCut] = [.federation: .members]
  typealias Reply = Seen
}

/// Brings rows, under the name of the method by which the exchange does.
private struct Bring: RPCRequest {
  static let method = SubmitRows.method
  static let roles: Set<Role> = [.service]
  typealias Reply = Seen
}

/// Keeps to the territories of a partner in whose name a service asks.
private struct Places: RPCRequest {
  static let method = "behalf.v1/Places"
  static let roles: Set<Role> = [.operator, .service]
  static let cuts: [Role: AccessCut] = [.partner: .territory]
  struct Reply: Codable, Sendable { let territories: [String] }
}

/// Finds who signs in.
private struct Enter: RPCRequest {
  static let method = "behalf.v1/Enter"
  static let roles: Set<Role> = [.service]
  static let isForSigningIn = true
  typealias Reply = Seen
}

private struct Copy: RPCRequest {
  static let method = "behalf.v1/Copy"
  static let roles: Set<Role> = [.operator]
  typealias Reply = Seen
}

@Suite("A call in somebody's name", .timeLimit(.minutes(5)))
struct OnBehalfOfTests {
  private let router: Router
  /// Its folder has the allow-list.
  private let store: Store

  init() throws {
    store = try Store([])
    let path = store.folder.appending(path: "allow-list.json").path
    func key() throws -> String { try CurveKeyPair.generate().publicKey.text }
    try AllowListFile.write(
      [
        AllowedKey(key: try key(), name: "pilot", roles: [.operator]),
        AllowedKey(key: try key(), name: "centre", roles: [.structure], structure: "S1"),
        AllowedKey(key: try key(), name: "trainer", roles: [.federation]),
        AllowedKey(key: try key(), name: "bron", roles: [.partner], territories: ["69029"]),
        AllowedKey(
          key: try key(), name: "centre-and-partner", roles: [.partner, .structure],
          structure: "S1"),
      ], to: path)
    // P1 directs S1; P2 is the Caf's officer; P3 has no post any more; P4 directs S1 and S2, and trains in Lyon.
    let day = CivilDate("2026-01-01")!
    let always = Period(from: day, to: nil)!
    func post(_ structure: String) -> Mandate {
      Mandate(
        personCode: "P", structureCode: structure, function: .director, period: always,
        interim: false)
    }
    func grant(_ role: GrantRole, in territory: String? = nil) -> PersonRights.Grant {
      PersonRights.Grant(role: role, territory: territory, structure: nil, period: always)
    }
    func rights(_ grants: [PersonRights.Grant], _ posts: [Mandate]) -> PersonRights {
      PersonRights(grants: grants, mandates: posts, on: day)
    }
    let people = [
      "P1": rights([], [post("S1")]), "P2": rights([grant(.operator)], []), "P3": rights([], []),
      "P/5": rights([], [post("S1")]),
      "P4": rights([grant(.federation, in: "69123")], [post("S1"), post("S2")]),
    ]
    var router = Router()
    router.services = [
      "evaluation": [Look.method, Combine.method],
      "exchange": [Look.method, Bring.method, Places.method],
    ]
    router.fronts = ["web"]
    router.outOfReach = [Copy.method]
    router.accessRule = { principal, roles, cuts in
      AccessRules.access(
        of: principal.name, roles, cuts, structure: principal.structure,
        territories: principal.territories)
    }
    router.stages = [OnBehalfOf(allowList: try AllowList(path: path)) { people[$0] }]
    @Sendable func seen(_ context: ServerContext) -> Seen {
      let access = context.access
      let structures =
        switch access.structures {
        case .all: "all"
        case .only(let one): one ?? "none"
        case .members(let one): "members and \(one ?? "none")"
        }
      return Seen(
        principal: access.principal, roles: access.roleNames, structures: structures,
        seesCauses: access.seesCauses)
    }
    router.handle(Look.self) { _, context in seen(context) }
    router.handle(Combine.self) { _, context in seen(context) }
    router.handle(Trainers.self) { _, context in seen(context) }
    router.handle(Members.self) { _, context in
      #expect(context.access.territories == ["69123"])
      return seen(context)
    }
    router.handle(Copy.self) { _, context in seen(context) }
    router.handle(Enter.self) { _, context in seen(context) }
    router.handle(Bring.self) { _, context in seen(context) }
    router.handle(Places.self) { _, context in
      Places.Reply(territories: context.access.territories ?? ["all"])
    }
    self.router = router
  }

  private func call<Request: RPCRequest>(
    _ request: Request, as name: String, _ roles: Set<Role> = [.service], for other: String?
  ) async throws -> Request.Reply {
    let client = Client(
      InProcessConnection(
        to: Server(router: router), as: Principal(name: name, roles: roles)
      ).client)
    var options = CallOptions()
    if let other { options.metadata.set(other, for: MetadataName.onBehalfOf) }
    return try await client.call(request, options: options)
  }

  @Test("a service in somebody's name may do no more than that somebody")
  func narrower() async throws {
    let pilot = try await call(Combine(), as: "evaluation", for: "pilot")
    #expect(
      pilot == Seen(principal: "pilot", roles: ["service"], structures: "all", seesCauses: true))
    // A structure's key sees its structure only, also by a method that does not name structures.
    let centre = try await call(Combine(), as: "evaluation", for: "centre")
    #expect(centre.structures == "S1" && !centre.seesCauses)
    // A trainer does not see the causes of departures, which the service itself sees.
    let trainer = try await call(Combine(), as: "evaluation", for: "trainer")
    #expect(trainer.structures == "all" && !trainer.seesCauses)
    let person = try await call(Look(), as: "evaluation", for: "person:P1")
    #expect(person.structures == "S1" && person.principal == "person:P1")
    // In its own name it may do what the service may.
    #expect(try await call(Combine(), as: "evaluation", for: nil).seesCauses)
  }

  @Test("a name that is not known here opens nothing", arguments: ["boss", "person:P9", "person:"])
  func unknown(name: String) async throws {
    let refused = await status { try await call(Look(), as: "evaluation", for: name) }
    #expect(refused?.code == .permissionDenied && refused?.details?.reason == "ON_BEHALF_UNKNOWN")
  }

  @Test("somebody without a role may do nothing, in whoever's call")
  func nobody() async throws {
    for name in ["evaluation", "web"] {
      let refused = await status { try await call(Look(), as: name, for: "person:P3") }
      #expect(refused?.details?.reason == "ROLE_NEEDED")
    }
  }

  @Test(
    "only a service speaks for others; the exchange says what rows may be about, and nothing else"
  )
  func whoSpeaks() async throws {
    let own = try await call(Look(), as: "centre", [.structure], for: "pilot")
    #expect(own.principal == "centre")
    let exchange = try await call(Bring(), as: "exchange", for: "villeurbanne")
    #expect(exchange.roles == ["service"] && exchange.structures == "all")
    let unknown = await status { try await call(Look(), as: "exchange", for: "villeurbanne") }
    #expect(unknown?.details?.reason == "ON_BEHALF_UNKNOWN")
    #expect(try await call(Places(), as: "exchange", for: "bron").territories == ["69029"])
    // Without territories a partner's role would show all; a key that stands for a structure is limited to that.
    let both = try await call(Places(), as: "exchange", for: "centre-and-partner")
    #expect(both.territories == [])
    // The exchange asks for partners only.
    let officer = await status { try await call(Places(), as: "exchange", for: "pilot") }
    #expect(officer?.details?.reason == "ROLE_NEEDED")
  }

  @Test("a front finds who signs in while nobody has, and in nobody's name; nobody else does")
  func signingIn() async throws {
    #expect(try await call(Enter(), as: "web", for: nil).principal == "web")
    for name in ["person:P1", "web", ""] {
      let refused = await status { try await call(Enter(), as: "web", for: name) }
      #expect(refused?.details?.reason == "ROLE_NEEDED", "\(name)")
    }
    for name in ["evaluation", "exchange"] {
      let refused = await status { try await call(Enter(), as: name, for: nil) }
      #expect(refused?.details?.reason == "ROLE_NEEDED", "\(name)")
    }
  }

  @Test("a front may do what the person may, and nothing in its own name or in a key's")
  func front() async throws {
    let director = try await call(Look(), as: "web", for: "person:P1")
    #expect(
      director
        == Seen(principal: "person:P1", roles: ["structure"], structures: "S1", seesCauses: false))
    let officer = try await call(Look(), as: "web", for: "person:P2")
    #expect(officer.roles == ["operator"] && officer.structures == "all" && officer.seesCauses)
    // Not named by the method: no role is left.
    let refused = await status { try await call(Combine(), as: "web", for: "person:P1") }
    #expect(refused?.details?.reason == "ROLE_NEEDED")
    let alone = await status { try await call(Look(), as: "web", for: nil) }
    #expect(alone?.details?.reason == "ROLE_NEEDED")
    let itself = await status { try await call(Look(), as: "web", for: "web") }
    #expect(itself?.details?.reason == "ROLE_NEEDED")
    let key = await status { try await call(Look(), as: "web", for: "pilot") }
    #expect(key?.details?.reason == "ON_BEHALF_UNKNOWN")
  }

  @Test("no front reaches what is out of reach, whoever signs in")
  func outOfReach() async throws {
    let refused = await status { try await call(Copy(), as: "web", for: "person:P2") }
    #expect(refused?.details?.reason == "ROLE_NEEDED")
  }

  @Test("who may act in several ways says in which, and then has the rights of that one alone")
  func ways() async throws {
    for name in ["person:P4", "person:P4/structure"] {
      let refused = await status { try await call(Look(), as: "web", for: name) }
      #expect(refused?.details?.reason == "ON_BEHALF_UNCLEAR")
    }
    // P4 trains in Lyon only; this method knows no territories.
    let limited = await status {
      try await call(Trainers(), as: "web", for: "person:P4/federation")
    }
    #expect(limited?.details?.reason == "TERRITORY_ONLY")
    let kept = try await call(Members(), as: "web", for: "person:P4/federation")
    #expect(kept.roles == ["federation"])
    let second = try await call(Look(), as: "web", for: "person:P4/structure/S2")
    #expect(second.structures == "S2" && second.principal == "person:P4/structure/S2")
    // A code may have a stroke of its own.
    let encoded = try await call(Look(), as: "web", for: "person:P%2F5")
    #expect(encoded.structures == "S1")
    for name in [
      "person:P/5", "person:P4/structure/S3", "person:P4/operator", "person:P1/federation",
    ] {
      let refused = await status { try await call(Look(), as: "web", for: name) }
      #expect(["ROLE_NEEDED", "ON_BEHALF_UNKNOWN"].contains(refused?.details?.reason), "\(name)")
    }
  }
}
