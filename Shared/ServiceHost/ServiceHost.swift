import Contracts
import CoreMetrics
public import FactKinds
import Foundation
import Locking
public import Logging
public import RPC
import RPCContract
import RPCZeroMQTransport
public import ServiceKit
public import ServiceLifecycle
public import Storage
import Tabular
import UnixSignals
import Values
import ZeroMQ

/// The parts that every service has: a store, an allow-list of keys, files, a feed, health, and an orderly stop.
///
/// A service makes a host, registers its methods on ``router``, and runs it.
public struct ServiceHost: Sendable {
  /// The service's name, such as `registry`.
  public let name: String
  /// The kinds of facts that there are.
  public let catalogue: FactCatalogue
  /// The store.
  public let database: Database
  /// The one way to change the store in a call.
  public let writes: IdempotentWrites
  /// Takes fact rows that come in a call.
  public let rows: FactRows
  /// The log: in the systemd journal where there is one, otherwise on standard error.
  public let logger: Logger
  /// The methods; a service adds its own.
  public var router = Router()
  private let facts: StoredFacts
  private let configuration: ServiceConfiguration
  private let keys: CurveKeyPair
  private let allowList: AllowList
  private let clients: [String: ServiceClient]
  private let followers: [FeedFollower]
  private let backfill: NetworkBackfill?
  private let status: ServiceStatus
  private let copies: StoreCopies
  private let refusals: RefusalAudit
  private let signer: AuditSigner

  /// Opens the store and the keys.
  ///
  /// - Parameters:
  ///   - name: the service's name.
  ///   - configuration: its options.
  ///   - catalogue: the kinds of facts that there are.
  ///   - migrations: its schema, after the host's own.
  ///   - files: the fact files it takes.
  ///   - described: the files it takes that a document describes.
  ///   - follows: the consumers of other services' feeds.
  /// - Throws: `StorageError`, `ConfigurationProblem`: each says what to do.
  public init(
    name: String, configuration: ServiceConfiguration, catalogue: FactCatalogue = .vigie,
    migrations: [Migration], files: [FactFile], described: [DescribedFile] = [],
    follows: [any FeedConsumer]
  ) throws {
    self.name = name
    self.catalogue = catalogue
    self.configuration = configuration
    let errors = ErrorMemory()
    let logger = Self.logger(name, errors)
    self.logger = logger
    let keys = try KeyFile.read(configuration.keyFile)
    self.keys = keys
    let allowList = try AllowList(path: configuration.allowListFile) { problem in
      if let problem {
        logger.error("\(problem.english) The last good list stays in force.")
      } else {
        logger.notice("the allow-list is good again, and in force")
      }
    }
    self.allowList = allowList
    try Self.make(folder: configuration.uploadFolder)
    let followsNetwork = follows.contains { $0.source == NetworkProjection.source }
    let database = try Self.open(
      configuration.database, name: name,
      ImportTables.migrations + SetAsideTable.migrations + AuditTable.migrations
        + (followsNetwork ? NetworkTables.migrations : []) + migrations)
    self.database = database
    let status = ServiceStatus(
      schema: migrations.last?.name ?? "", configuration: configuration, allowList: allowList,
      errors: errors,
      setAside: { try await database.read { try SetAsideTable.count(in: $0) } })
    self.status = status
    let copies = StoreCopies(
      name: name, schema: migrations.last?.name ?? "", database: database,
      folder: configuration.uploadFolder)
    self.copies = copies
    writes = IdempotentWrites(database, service: name)
    refusals = RefusalAudit(database, logger)
    let keyFolder = URL(fileURLWithPath: configuration.keyFile).deletingLastPathComponent().path
    signer = AuditSigner(service: name, keyFile: "\(keyFolder)/\(name)-audit.key")
    copies.add(secretFile: signer.keyFile)
    let config = try ServiceConfig.read(configuration.serviceConfigFile)
    clients = configuration.peers.mapValues {
      ServiceClient(to: $0, keys: keys, config: config)
    }
    let followers = follows.compactMap { [clients] consumer in
      FeedFollower(
        consumer, clients: clients.mapValues(\.client), database: database, logger: logger)
    }
    self.followers = followers
    backfill =
      followsNetwork
      ? clients[NetworkProjection.source].map {
        NetworkBackfill(
          client: $0.client, projection: NetworkProjection(catalogue), database: database,
          logger: logger)
      } : nil
    let tables = Self.tables(name, catalogue, files, followsNetwork: followsNetwork)
    rows = FactRows(
      catalogue: catalogue, files: files, described: described, tables: tables, logger: logger)
    facts = StoredFacts(service: name, files: files, database: database, logger: logger)
    setUpRouter(tables)
    if !files.isEmpty { registerFiles() }
    registerMethods()
  }

  /// Says who may call what, and what stands before every handler.
  private mutating func setUpRouter(_ tables: [String: HistoryTable]) {
    router.memberTexts = MemberTexts.all
    router.services = ServiceNeeds.callers(of: name)
    router.accessRule = { principal, roles, cuts in
      AccessRules.access(
        of: principal.name, roles, cuts, structure: principal.structure,
        territories: principal.territories)
    }
    router.fronts = ServiceNeeds.fronts
    router.outOfReach = ServiceNeeds.outOfReach
    let (grants, database) = (GrantReader(tables: tables), database)
    // What a person may do is looked up once this service knows what the caller has seen: a grant that was ended there is ended here.
    router.stages = [
      SeenPositions(followers: followers),
      OnBehalfOf(allowList: allowList) { person in
        // A service that keeps no copy of the network knows nobody.
        guard tables["people"] != nil else { return nil }
        return try await database.read {
          try grants.rights(of: person, on: database.now.parisDay, in: $0)
        }
      },
      ReadAudit(database: database),
    ]
  }

  /// Returns the tables in which references are looked up: those of the service's own facts, and those of the network that it follows.
  private static func tables(
    _ name: String, _ catalogue: FactCatalogue, _ files: [FactFile], followsNetwork: Bool
  ) -> [String: HistoryTable] {
    let tables = (followsNetwork ? NetworkTables.tables(catalogue) : [:]).merging(
      files.map { ($0.kind.name, $0.table) }, uniquingKeysWith: { $1 })
    for file in files {
      for reference in file.kind.form.columns.compactMap(\.reference) {
        precondition(
          tables[reference.table] != nil,
          "\(name) does not know \(reference.table), to which \(file.kind.file) refers: its kind must be followed"
        )
      }
    }
    return tables
  }

  /// The methods of a service that takes fact files.
  private mutating func registerFiles() {
    rows.register(in: &router, writes)
    ImportUndo(rows: rows, writes: writes).register(in: &router)
    let folder = UploadFolder(folder: configuration.uploadFolder) { [database] in database.now }
    folder.removeAbandoned()
    FileHandlers(database: database, folder: folder, rows: rows, writes: writes)
      .register(in: &router)
    SingleFacts(database: database, rows: rows, writes: writes).register(in: &router)
    let writers = RecordFact.openers(in: name)
    router.open(RecordFact.self, to: writers)
    router.open(RehearseFact.self, to: writers)
    router.open(UndoImport.self, to: writers)
    RehearsedRows(database: database, rows: rows).register(in: &router)
    router.open(RehearseRows.self, to: RehearseRows.openers(in: name))
    let facts = FactReader(rows: rows)
    router.handle(ReadFacts.self, reading: database) { request, _, transaction in
      try facts.read(request, in: transaction)
    }
    router.handle(ListCodes.self, reading: database) { request, _, transaction in
      try facts.codes(request, in: transaction)
    }
    router.handle(ListVersions.self, reading: database) { request, context, transaction in
      try facts.versions(request, context, in: transaction)
    }
    router.open(ListVersions.self, to: ListVersions.openers(in: name))
  }

  /// The methods of every service.
  private mutating func registerMethods() {
    let feed = FeedHandler(database: database)
    router.handle(stream: ReadFeed.self, feed.read)
    router.handle(stream: CopyStore.self, copies.send)
    SetAsideHandlers(database: database, followers: followers, facts: facts)
      .register(in: &router)
    router.handle(ListAudit.self, reading: database) { request, _, transaction in
      try AuditTable.lines(request, in: transaction)
    }
    router.handle(VerifyAudit.self, reading: database) { [signer] _, _, transaction in
      try AuditTable.verify(signer, in: transaction)
    }
    router.handle(ReadPin.self, reading: database) { _, _, transaction in
      FigureQuery.Pin(
        position: try transaction.position().text,
        recordedAt: try transaction.lastRecordedAt() ?? Instant(microseconds: 0))
    }
    router.handle(CheckHealth.self) { [name, database, followers, status] _, _ in
      let position = try await database.read { try $0.position().text }
      return CheckHealth.Reply(
        status: "SERVING", service: name, version: Version.current,
        uptimeSeconds: Int(status.uptime.components.seconds), position: position,
        projections: Dictionary(
          uniqueKeysWithValues: followers.map { ($0.source, $0.reached?.text ?? "") }))
    }
    router.handle(ReadStatus.self) { [status] _, _ in try await status.read() }
    router.handle(ReadMetrics.self) { [name, database, followers, status] _, _ in
      let own = try await database.read { try $0.position().sequence }
      let positions = [(name, own)] + followers.map { ($0.source, $0.reached?.sequence ?? 0) }
      return ReadMetrics.Reply(
        text: try await status.metrics(Version.current, positions: positions))
    }
  }

  private static func logger(_ name: String, _ errors: ErrorMemory) -> Logger {
    var logger = Logger(label: "vigie-\(name)") {
      errors.before(JournalLogHandler.standard(label: $0))
    }
    logger.logLevel = .info
    return logger
  }

  private static func make(folder: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      let reason = error.localizedDescription.trimmingCharacters(in: .punctuationCharacters)
      throw ConfigurationProblem(
        "Impossible de créer \(folder) (\(reason)). Donnez le droit d'écriture à l'utilisateur du programme, ou changez uploadFolder ou databaseFile.",
        "Cannot make the folder \(folder) (\(reason)); let this program's user write there, or change the option uploadFolder or databaseFile."
      )
    }
  }

  private static func open(
    _ location: DatabaseLocation, name: String, _ migrations: [Migration]
  ) throws -> Database {
    switch location {
    case .file(let path):
      try Database(path: path, migrations: migrations, caller: caller)
    case .url(let url):
      try Database(url: url, schema: name, migrations: migrations, caller: caller)
    }
  }

  /// The caller for whom the store works: callers take turns, so a caller's reads and writes wait behind each other.
  private static let caller: @Sendable () -> String? = { ServerContext.current?.turnKey }

  /// The client of a service that this one calls.
  ///
  /// - Throws: `RPCError` with FAILED_PRECONDITION when the configuration does not name it.
  public func client(_ name: String) throws -> Client {
    guard let client = clients[name] else {
      throw RPCError(.failedPrecondition, "the configuration names no peer \(name)")
    }
    return client.client
  }

  /// Returns the feed positions that an answer rests on: this service's own, and how far it has followed each other feed.
  ///
  /// - Throws: `StorageError`.
  public func positions(in transaction: ReadTransaction) throws -> [String: String] {
    var positions = [name: try transaction.position().text]
    for follower in followers {
      positions[follower.source] = try transaction.cursor(of: follower.source)?.text ?? ""
    }
    return positions
  }

  /// Adds a secret's file to each copy of the store, which cannot be fully read without this secret.
  public func copyAlso(_ secretFile: String) { copies.add(secretFile: secretFile) }

  /// Sets the function that counts what else waits in this service, such as work for another service.
  public func countWaiting(_ count: @escaping @Sendable () async throws -> Int) {
    status.backlog.withLock { $0 = .init(count: count) }
  }

  /// The folder of the service's keys.
  public var keyFolder: String { (signer.keyFile as NSString).deletingLastPathComponent }

  /// Serves until SIGTERM or SIGINT, then lets open calls finish.
  ///
  /// - Parameters:
  ///   - work: what the service does beside its calls; cancelled when it stops.
  ///   - doors: what serves others than the callers of methods; asked to stop first, and waited for.
  ///   - stopping: what the service does once no call is open any more.
  /// - Throws: `ConfigurationProblem` when an option is unknown or an address cannot be bound; `ZeroMQError` when the process has no
  ///   descriptors or no memory left for it.
  public func run(
    beside work: [@Sendable () async -> Void] = [], doors: [any Service] = [],
    stopping: @escaping @Sendable () async -> Void = {}
  ) async throws {
    try configuration.refuseOthers()
    let server = Server(
      router: router, codecs: [JSONCodec(), CBORCodec()], lane: { Reactor.lane() },
      observer: CallObserver(logger: logger, refusals: refusals))
    status.server.withLock { $0 = server }
    let listeners = try await Listeners(
      server, directory: allowList, configuration: configuration, logger: logger)
    let manager = ServiceManager()
    var work = work + [{ [configuration] in await listeners.follow(configuration) }]
    if let backfill { work.append(backfill.run) }
    work.append(facts.lookOnce)
    work.append(refusals.run)
    work.append(
      AuditRetention(
        years: configuration.auditYears, database: database, signer: signer, logger: logger
      ).run)
    if manager.isWatched { work.append { await manager.watch() } }
    let group = ServiceGroup(
      configuration: .init(
        services: (followers.map { $0.run } + work).map {
          .init(service: BackgroundService(body: $0))
        }
          + [
            .init(
              service: ServerService(
                server: server, listeners: listeners, database: database,
                grace: configuration.drain, manager: manager, stopping: stopping,
                refusals: refusals))
          ] + doors.map { .init(service: $0) },
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
    for client in clients.values { await client.close() }
    database.settle()
    logger.info("stopped")
  }
}

/// Serves until it is asked to stop, then drains.
private struct ServerService: Service {
  let server: Server
  let listeners: Listeners
  let database: Database
  let grace: Duration
  let manager: ServiceManager
  let stopping: @Sendable () async -> Void
  let refusals: RefusalAudit

  func run() async throws {
    manager.isReady()
    try await gracefulShutdown()
    manager.isStopping()
    // Streams that follow the feed never end by themselves.
    database.endFollowing()
    await server.drain(grace: grace)
    await refusals.write()
    await stopping()
    await listeners.close()
  }
}

/// Runs background work until the service is asked to stop; if the work is done earlier, waits for the stop.
private struct BackgroundService: Service {
  let body: @Sendable () async -> Void

  func run() async throws {
    await cancelWhenGracefulShutdown { await body() }
    // Some work is done once. It must not return by itself, not even while others stop: the group would end the program as a failure.
    try? await gracefulShutdown()
  }
}
