package import Contracts
import RPC
package import RPCContract
import Values

/// Asks the four services for their figures at the same time, and lists those that could not be had.
package struct Evaluator {
  /// The services that keep facts and compute figures. The registry comes first, so that the services read after it have followed
  /// it at least as far.
  package static let services = ["registry", "training", "senacs", "evaluation"]
  /// The figures that each service owns (design.md §2).
  package static let owned: [String: [String]] = [
    "registry": ["I3a-director", "I3a-family_referent", "I3c-director", "I3c-family_referent"],
    "training": ["I2a", "I2b", "I2c", "I2d", "I2e", "I4"],
    "senacs": ["I1", "I1-restated", "I1-on-time"],
    "evaluation": [
      "I0", "I5a", "I5b", "I5-response", "I6", "I6-coverage", "I7a", "I7b", "I7c",
    ],
  ]

  package let services: any ServiceCalls
  /// Whether an unknown campaign makes its figures missing, with NOT_FOUND, instead of refusing the question.
  package var passesOverCampaign = false

  package init(services: any ServiceCalls, passesOverCampaign: Bool = false) {
    self.services = services
    self.passesOverCampaign = passesOverCampaign
  }

  /// Collects figures.
  ///
  /// - Throws: `RPCError` when a service refuses the question itself, such as an unknown campaign.
  package func figures(_ query: FigureQuery) async throws -> FiguresReply {
    try await withThrowingTaskGroup(of: FiguresReply.self) { group in
      for service in Self.services {
        group.addTask { try await ask(service, query) }
      }
      var whole = FiguresReply(figures: [], positions: [:], fictitious: nil)
      for try await part in group {
        whole.figures += part.figures
        whole.missing += part.missing.filter { new in
          !whole.missing.contains { $0.service == new.service && $0.figures == new.figures }
        }
        whole.positions.merge(part.positions) { $1 }
        whole.fictitious = whole.fictitious ?? part.fictitious
      }
      whole.missing.sort { $0.service < $1.service }
      whole.figures.sort {
        (FigureOrder.rank($0.code), $0.code, FigureOrder.scope($0.scope))
          < (FigureOrder.rank($1.code), $1.code, FigureOrder.scope($1.scope))
      }
      return whole
    }
  }

  /// The service that owns a figure; nil for an unknown code.
  package static func owner(of code: String) -> String? {
    owned.first { $1.contains { MeasureCatalogue.measure($0, holds: code) } }?.key
  }

  /// Whether an error means that the service was unavailable, not that it refused the question.
  package static func isDown(_ error: RPCError) -> Bool {
    let codes: Set<Status.Code> = [
      .unavailable, .deadlineExceeded, .unauthenticated, .internal, .unknown, .resourceExhausted,
    ]
    return codes.contains(error.status.code)
  }

  private func isPassedOver(_ error: RPCError) -> Bool {
    passesOverCampaign
      && ["CAMPAIGN_UNKNOWN", "CAMPAIGN_OTHER_YEAR"].contains(error.status.details?.reason ?? "")
  }

  private func ask(_ service: String, _ query: FigureQuery) async throws -> FiguresReply {
    var query = query
    query.rules = query.rules ?? RuleBook.inForce
    func missing(_ status: String, _ message: String) -> FiguresReply {
      let part = MissingPart(
        service: service, figures: Self.owned[service] ?? [], status: status, message: message)
      return FiguresReply(figures: [], missing: [part], positions: [:], fictitious: nil)
    }
    do {
      let reply = try await services.call(
        service,
        ComputeFigures(query: query, passesOverCampaign: passesOverCampaign ? true : nil),
        formerly: ComputeFigures.formerMethod(of: service), timeout: .seconds(15), key: nil)
      // A service of an earlier version ignores rules that it does not know, and counts by its own.
      let rules = reply.rules ?? "1"
      guard rules == query.rules else {
        return missing("FAILED_PRECONDITION", "counts by rules \(rules), not \(query.rules ?? "")")
      }
      return reply
    } catch let error as RPCError where Self.isDown(error) || isPassedOver(error) {
      return missing(error.status.code.name, error.status.message)
    }
  }
}
