public import RPCContract

/// Computes the figures that a service owns, in the five scopes.
public struct ComputeFigures: RPCRequest {
  /// The method's full name; every service that owns figures offers it.
  public static let method = "vigie.figures.v1/Compute"
  /// Who evaluates the sheet.
  public static let roles: Set<Role> = [.operator, .federation, .auditor, .service]
  /// The figures in the five scopes.
  public typealias Reply = FiguresReply

  /// What is asked.
  public var query: FigureQuery
  /// Whether the evaluation service leaves I5 out, and lists it as missing, if the campaign is not known; if absent or false, the call
  /// is refused then. The other services do not look at it.
  public var passesOverCampaign: Bool?

  /// Makes the request.
  public init(query: FigureQuery, passesOverCampaign: Bool? = nil) {
    self.query = query
    self.passesOverCampaign = passesOverCampaign
  }

  /// The method's name at a service of version 0.2. It answers until 0.4.
  public static func formerMethod(of service: String) -> String {
    "vigie.\(service).v1/ComputeFigures"
  }
}
