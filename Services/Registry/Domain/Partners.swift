public import Contracts
public import Values

/// Who signs agreements with structures, and gives them money.
public struct Partner: Sendable {
  /// Its code.
  public let code: String
  /// What it is called.
  public let name: String
  /// What it is.
  public let kind: PartnerKind

  /// Makes a partner.
  public init(code: String, name: String, kind: PartnerKind) {
    self.code = code
    self.name = name
    self.kind = kind
  }
}

/// The partners, and what each takes part in.
public enum Partners {
  /// Lists the partners.
  ///
  /// - Parameters:
  ///   - partners: all of them.
  ///   - agreements: those that count.
  ///   - contributions: how many rows of `contributions.csv` name each partner, by its code; nil where that is not told.
  ///   - day: the day on which agreements are in force.
  /// - Returns: the partners, by code.
  public static func rows(
    _ partners: [Partner], agreements: [Agreement], contributions: [String: Int]?,
    on day: CivilDate
  ) -> [ListPartners.Row] {
    func count(_ meant: [Agreement]) -> [String: Int] {
      meant.reduce(into: [:]) { counts, agreement in
        for code in Set(agreement.partners) { counts[code, default: 0] += 1 }
      }
    }
    let all = count(agreements)
    let active = count(agreements.filter { $0.state(on: day) == .active })
    return partners.sorted { $0.code < $1.code }.map { partner in
      ListPartners.Row(
        code: partner.code, name: partner.name, kind: partner.kind.rawValue,
        agreements: all[partner.code] ?? 0, activeAgreements: active[partner.code] ?? 0,
        contributions: contributions.map { $0[partner.code] ?? 0 })
    }
  }
}
