public import Values

/// The territories to which somebody is limited, as they are on a day.
///
/// A code may be of any time: one that is no commune's on that day stands for the commune that it became.
public struct TerritoryLimit: Sendable {
  private let codes: Set<String>
  private let communes: CommuneHistory

  /// Takes territories as they are on a day.
  ///
  /// - Parameters:
  ///   - territories: codes of communes, `69M`, `69D` and `69`; none for nothing. Other texts name no place.
  ///   - day: the day.
  ///   - communes: the communes in time.
  public init(_ territories: [String], on day: CivilDate, in communes: CommuneHistory) {
    codes = Set(territories.map { communes.present($0, on: day) })
    self.communes = communes
  }

  /// Returns whether a place lies within; it is named by the code that it has on the day.
  public func includes(_ commune: String) -> Bool {
    !codes.isDisjoint(with: communes.territories(around: commune))
  }
}

extension CommuneHistory {
  /// Returns a commune and the territories that contain it, from small to large; empty outside the perimeter.
  public func territories(around commune: String) -> [String] {
    let whole = self.commune(of: commune)
    guard let ctcd = ctcd(of: whole) else { return [] }
    return (whole == commune ? [] : [commune]) + [whole, ctcd, "69"]
  }
}
