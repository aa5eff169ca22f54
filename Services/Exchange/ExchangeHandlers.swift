import CentreNetwork
import Contracts
import ExchangeDomain
import FactKinds
import Foundation
import RPC
import RPCContract
import ServiceHost
import Storage
import Values

/// The methods of the exchange: subscriptions here, messages, submissions and what partners read of their territories in extensions.
struct ExchangeHandlers: Sendable {
  let host: ServiceHost
  let configuration: ExchangeConfiguration
  let network: KnownNetwork
  let sealing: SealedRows
  let quotas: QuotaKeeper
  /// This process, among those that serve the same database.
  let replica: String
  let delivered = RateMeters()
  let acknowledged = RateMeters()

  func register(in router: inout Router) {
    router.handle(CreateSubscription.self, create)
    router.handle(DeleteSubscription.self, writing: host.writes, delete)
    router.handle(ListSubscriptions.self, reading: host.database, list)
    router.handle(ReplayMessages.self, replay)
    router.handle(PullMessages.self, pull)
    router.handle(stream: FollowMessages.self, follow)
    router.handle(SettleMessages.self, settle)
    router.handle(ListDeadLetters.self, reading: host.database, deadLetters)
    router.handle(SettleDeadLetters.self, writing: host.writes, settleDead)
    router.handle(SubmitFacts.self, submit)
    router.handle(GetSubmission.self, reading: host.database, submission)
    router.handle(GetSchema.self, schema)
    registerTerritory(in: &router)
    router.handle(stream: ExportMessages.self, export)
    router.handle(ImportMessages.self, `import`)
    router.handle(GetExchangeStatistics.self, reading: host.database) { [host] _, _, transaction in
      try ExchangeStore.statistics(now: host.database.now, in: transaction)
    }
  }

  /// Returns a caller's cut (the limits of what it sees), by its key as it stands now.
  func cut(_ context: ServerContext) -> Visibility.Cut {
    let access = context.access
    let people: Visibility.People =
      switch access.people {
      case .none: .none
      case .counted: .counted
      case .all: .all
      }
    return Visibility.Cut(
      principal: access.principal, people: people, territories: access.territories,
      structure: access.own)
  }

  func sight(
    _ subscription: Subscription, _ cut: Visibility.Cut, in transaction: ReadTransaction
  ) throws -> Visibility.Sight {
    let communes = try network.get(in: transaction).communes
    guard !communes.isEmpty || (cut.territories == nil && subscription.terms.territories.isEmpty)
    else {
      throw RPCError(
        .unavailable, reason: "TERRITORIES_UNKNOWN", domain: "vigie.exchange",
        "the registry has not told of its communes yet; try again")
    }
    return Visibility.sight(
      cut, wanted: subscription.terms.territories, of: host.catalogue.messageTypes, in: communes)
  }

  func find(
    _ name: String, _ cut: Visibility.Cut, in transaction: ReadTransaction
  ) throws -> Subscription {
    guard
      let found = try ExchangeStore.subscription(name, of: cut.principal, in: transaction)
    else {
      throw RPCError(
        .notFound, reason: "SUBSCRIPTION_UNKNOWN", domain: "vigie.exchange",
        "you have no subscription \(name); make it with CreateSubscription",
        arguments: ["subscription": name])
    }
    return found
  }

  static func wrong(_ field: String, _ text: String) -> RPCError {
    RPCError(
      .invalidArgument, "\(field): \(text)",
      details: StatusDetails(
        reason: "BAD_FIELD", domain: "vigie.exchange",
        fieldViolations: [.init(field: field, description: text)]))
  }

  // MARK: Subscriptions

  private func create(
    _ request: CreateSubscription, _ context: ServerContext
  ) async throws -> CreateSubscription.Reply {
    try Self.checkName(request.name)
    let terms = SubscriptionTerms(
      types: try Self.checkTypes(request.types, "types"), territories: request.territories,
      urgentTypes: try Self.checkTypes(request.urgentTypes ?? [], "urgentTypes"),
      isOrdered: request.ordered, rules: DeliveryRules(request))
    guard request.territories.count <= Self.mostTerritories else {
      throw Self.wrong("territories", "0 to \(Self.mostTerritories) are allowed")
    }
    let cut = cut(context)
    return try await host.writes.run(request, context) { transaction in
      try checkTerritories(request.territories, cut, in: transaction)
      if let known = try ExchangeStore.subscription(
        request.name, of: cut.principal, in: transaction)
      {
        guard known.terms == terms else {
          throw RPCError(
            .alreadyExists, reason: "SUBSCRIPTION_DIFFERS", domain: "vigie.exchange",
            "\(request.name) is there with other options; delete it first or take another name")
        }
        return CreateSubscription.Reply(existed: true, after: known.reached)
      }
      let after = try start(request.start, in: transaction)
      try checkCount(of: cut.principal, in: transaction)
      try ExchangeStore.add(
        terms, named: request.name, of: cut.principal, after: after, in: transaction)
      return CreateSubscription.Reply(existed: false, after: after)
    }
  }

  /// The most territories of a subscription; the Rhône has fewer communes.
  private static let mostTerritories = 500

  private static func checkName(_ name: String) throws {
    guard DeliveryRules.isName(name) else { throw wrong("name", "1 to 64 of a-z 0-9 - _ .") }
  }

  private static func checkTypes(_ types: [String], _ field: String) throws -> [String] {
    guard types.count <= 50,
      types.allSatisfy({ !$0.isEmpty && !$0.contains(where: \.isWhitespace) })
    else { throw wrong(field, "0 to 50 beginnings of types are allowed, without spaces") }
    return types
  }

  /// Refuses a territory that does not exist, and with the same error one that the key does not see.
  private func checkTerritories(
    _ wanted: [String], _ cut: Visibility.Cut, in transaction: ReadTransaction
  ) throws {
    let communes = try network.get(in: transaction).communes
    for territory in wanted {
      let isThere =
        ["69", "69M", "69D"].contains(territory) || communes.ctcd(of: territory) != nil
      // A structure's key (its list of territories is empty) may name any territory: it sees its own structure alone anyway.
      guard isThere, cut.territories == [] || Visibility.sees(cut, territory, in: communes) else {
        throw RPCError(
          .notFound, reason: "TERRITORY_UNKNOWN", domain: "vigie.exchange",
          "no territory \(territory) is known to you", arguments: ["territory": territory])
      }
    }
  }

  private func start(
    _ start: StartPosition?, in transaction: ReadTransaction
  ) throws -> Int {
    switch start?.from ?? .earliest {
    case .earliest: return try ExchangeStore.firstSequence(in: transaction) - 1
    case .latest: return try ExchangeStore.lastSequence(in: transaction)
    case .sequence:
      guard let sequence = start?.sequence?.value, sequence >= 1 else {
        throw Self.wrong("start.sequence", "a number from 1 is needed")
      }
      return min(sequence - 1, try ExchangeStore.lastSequence(in: transaction))
    case .time:
      guard let time = start?.time else { throw Self.wrong("start.time", "an instant is needed") }
      return try ExchangeStore.sequence(before: time, in: transaction)
    }
  }

  /// Refuses one more subscription to a principal that has as many as it may have.
  private func checkCount(of principal: String, in transaction: ReadTransaction) throws {
    let count = try ExchangeStore.subscriptions(of: principal, in: transaction).count
    guard count < configuration.quota.subscriptions else {
      throw RPCError(
        .resourceExhausted, reason: "TOO_MANY_SUBSCRIPTIONS", domain: "vigie.exchange",
        "you have \(count) subscriptions; delete one first")
    }
  }

  private func delete(
    _ request: DeleteSubscription, _ context: ServerContext, in transaction: WriteTransaction
  ) throws -> DeleteSubscription.Reply {
    let known = try ExchangeStore.subscription(
      request.name, of: context.effectivePrincipal, in: transaction)
    guard let known else { return DeleteSubscription.Reply(existed: false) }
    try ExchangeStore.remove(known.number, in: transaction)
    return DeleteSubscription.Reply(existed: true)
  }

  private func replay(
    _ request: ReplayMessages, _ context: ServerContext
  ) async throws -> ReplayMessages.Reply {
    try Self.checkName(request.name)
    let terms = SubscriptionTerms(
      types: try Self.checkTypes(request.types, "types"), territories: [], urgentTypes: [],
      isOrdered: false,
      rules: DeliveryRules(CreateSubscription(name: request.name)))
    let cut = cut(context)
    return try await host.writes.run(request, context) { transaction in
      guard
        try ExchangeStore.subscription(request.name, of: cut.principal, in: transaction) == nil
      else {
        throw RPCError(
          .alreadyExists, reason: "SUBSCRIPTION_DIFFERS", domain: "vigie.exchange",
          "\(request.name) is there already; take another name for the scratch subscription")
      }
      let last = try ExchangeStore.lastSequence(in: transaction)
      let (after, through) = (
        try start(request.start, in: transaction), min(request.through?.value ?? last, last)
      )
      guard request.through.map({ $0.value > after }) ?? true else {
        throw Self.wrong(
          "through", "a number from \(after + 1) is needed: the range ends before it begins")
      }
      try checkCount(of: cut.principal, in: transaction)
      try ExchangeStore.add(
        terms, named: request.name, of: cut.principal, after: after, through: through,
        rate: request.messagesPerSecond?.value,
        expiresAt: transaction.recordedAt.adding(microseconds: 86_400_000_000), in: transaction)
      return ReplayMessages.Reply(after: after, through: through)
    }
  }

  private func list(
    _ request: ListSubscriptions, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> ListSubscriptions.Reply {
    let cut = cut(context)
    let now = Instant.now
    let rows = try ExchangeStore.subscriptions(of: cut.principal, in: transaction).map {
      subscription in
      let backlog = try ExchangeStore.backlog(
        of: subscription, sight: try sight(subscription, cut, in: transaction),
        in: transaction)
      let waiting = try ExchangeStore.oldestUnsettled(of: subscription.number, in: transaction)
      let oldest = [backlog.oldest, waiting].compactMap { $0 }.min()
      let gaps = try ExchangeStore.gaps(of: subscription.number, in: transaction)
      func count(_ state: String) throws -> Int {
        try ExchangeStore.count(state, of: subscription.number, in: transaction)
      }
      return ListSubscriptions.Subscription(
        name: subscription.name, types: subscription.terms.types,
        territories: subscription.terms.territories,
        urgentTypes: subscription.terms.urgentTypes, ordered: subscription.terms.isOrdered,
        backlog: backlog.count, waiting: try count("waiting"), inFlight: try count("leased"),
        dead: try count("dead"),
        oldestSeconds: oldest.map {
          Int(max(0, now.microseconds.minus($0.microseconds)) / 1_000_000)
        },
        acknowledged: subscription.acknowledged, redelivered: subscription.redelivered,
        stale: subscription.stale,
        deliveredPerSecond: delivered.perSecond(of: subscription.number),
        acknowledgedPerSecond: acknowledged.perSecond(of: subscription.number),
        gaps: gaps.isEmpty ? nil : gaps)
    }
    return ListSubscriptions.Reply(
      subscriptions: rows, lastSequence: try ExchangeStore.lastSequence(in: transaction))
  }
}
