public import RPCContract

/// Computes the figures that the evaluation service owns: I0, I5, I6 and I7.
public struct ComputeEvaluationFigures: RPCRequest {
  /// The method's full name.
  public static let method = "vigie.evaluation.v1/ComputeFigures"
  /// Who evaluates the sheet.
  public static let roles: Set<Role> = [.operator, .federation, .auditor]
  /// The figures in the five scopes.
  public typealias Reply = FiguresReply

  /// What is asked.
  public var query: FigureQuery
  /// Whether I5 is left out, and told as missing, if the campaign is not known; if absent or false, the call is refused then.
  public var passesOverCampaign: Bool?

  /// Makes the request.
  public init(query: FigureQuery, passesOverCampaign: Bool? = nil) {
    self.query = query
    self.passesOverCampaign = passesOverCampaign
  }
}
