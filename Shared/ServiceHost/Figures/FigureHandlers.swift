import CentreNetwork
public import Contracts
public import RPC
import RPCContract
public import Storage

/// Answers calls about the figures that a service owns: computes them, and explains them by their members.
public struct FigureHandlers<Facts: FigureFacts>: Sendable {
  /// What is asked.
  public struct Question: Sendable {
    /// The years, days and instants.
    public let query: FigureQuery
    /// The one figure; nil for all.
    public let code: String?
    /// Whether figures whose campaign is not known are told as missing.
    public let passesOverCampaign: Bool
  }

  /// Reads what figures rest on.
  public typealias Read = @Sendable (ReadTransaction) throws -> Facts

  private let host: ServiceHost
  private let prepare:
    @Sendable (Question, ServerContext) async throws -> (read: Read, missing: [MissingPart])

  /// Makes the handlers.
  ///
  /// - Parameters:
  ///   - host: the service.
  ///   - prepare: asks other services for what the figures need, and says how the rest is read and which figures cannot be had.
  public init(
    _ host: ServiceHost,
    _ prepare:
      @escaping @Sendable (Question, ServerContext) async throws -> (
        read: Read, missing: [MissingPart]
      )
  ) {
    self.host = host
    self.prepare = prepare
  }

  /// Makes the handlers of a service whose figures rest on its own store alone.
  public init(
    _ host: ServiceHost,
    reading read: @escaping @Sendable (FigureQuery, ReadTransaction) throws -> Facts
  ) {
    self.init(host) { question, _ in ({ try read(question.query, $0) }, []) }
  }

  /// Offers both methods, explaining to the roles to which this service is open, and computing under the name that it had in
  /// version 0.2.
  public func register(in router: inout Router) {
    router.handle(ComputeFigures.self, compute)
    router.offer(ComputeFigures.self, as: ComputeFigures.formerMethod(of: host.name))
    router.handle(ExplainFigure.self, explain)
    router.open(ExplainFigure.self, to: ExplainFigure.openers(in: host.name))
  }

  /// Computes the figures.
  ///
  /// - Throws: `RPCError`: INVALID_ARGUMENT, `RULES_UNKNOWN`; what reading throws.
  public func compute(
    _ request: ComputeFigures, _ context: ServerContext
  ) async throws -> FiguresReply {
    let query = request.query
    let rules = try query.ruleBook()
    let (read, missing) = try await prepare(
      Question(
        query: query, code: nil, passesOverCampaign: request.passesOverCampaign ?? false), context)
    return try await host.database.read { [host] transaction in
      FiguresReply(
        figures: try read(transaction).figures(query, rules), missing: missing,
        positions: try host.positions(in: transaction),
        fictitious: try NetworkReader().isFictitious(in: transaction), rules: rules.version)
    }
  }

  private func explain(
    _ request: ExplainFigure, _ context: ServerContext
  ) async throws -> ExplainFigure.Reply {
    guard let scope = Scope(name: request.scope) else { throw Scope.unknown(request.scope) }
    let query = request.query
    let rules = try query.ruleBook()
    let (read, _) = try await prepare(
      Question(query: query, code: request.code, passesOverCampaign: false), context)
    let reply = try await host.database.read { [host] transaction in
      let facts = try read(transaction)
      let only = try Explanation.structure(request, context.access)
      return try Explanation.reply(
        facts.members(of: request.code, scope, query, rules, in: only),
        request, context.access, network: facts.network,
        positions: try host.positions(in: transaction),
        fictitious: try NetworkReader().isFictitious(in: transaction))
    }
    context.note(subjects: reply.members.compactMap(\.person))
    return reply
  }
}
