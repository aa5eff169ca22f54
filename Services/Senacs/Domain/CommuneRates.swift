import CentreNetwork
public import Contracts
import Disclosure
import Values

/// Participation by commune.
///
/// The totals in the five scopes are published in full, so a commune is secret where it has few expected structures, and where it would
/// leave few of a total.
public enum CommuneRates {
  /// Counts in each commune in which a structure is expected, as it is on the campaign's reference date.
  ///
  /// - Parameters:
  ///   - participation: who is expected and who answered, in the whole network: which communes are secret depends on all of them.
  ///   - territories: those to which the caller is limited; nil for all.
  /// - Returns: the communes in these territories, by code.
  public static func rows(
    _ participation: Participation, within territories: [String]?
  ) -> [GetCommuneParticipation.Row] {
    let (network, day) = (participation.network, participation.campaign.referenceDate)
    let byCommune = Dictionary(grouping: participation.expectation.places) {
      network.commune(at: $0, on: day)
    }
    let secret = GroupSecrecy.secret(
      byCommune.mapValues { places in
        Dictionary(
          uniqueKeysWithValues: network.byScope(places, at: places, on: day).map {
            ($0.scope.name, $0.values.count)
          })
      }, whole: Scope.all.name,
      halves: [Scope.kind(.centreSocial), Scope.kind(.espaceDeVieSociale)].map(\.name))
    let limit = territories.map { TerritoryLimit($0, on: day, in: network.communes) }
    return byCommune.filter { limit?.includes($0.key) ?? true }.sorted { $0.key < $1.key }
      .map { commune, places in
        let isSecret = secret.contains(commune)
        return .init(
          commune: commune, name: network.communes.name(of: commune, on: day),
          expected: isSecret ? nil : places.count,
          answered: isSecret ? nil : places.count { participation.standing(at: $0).counts },
          secret: isSecret ? Suppression.text : nil)
      }
  }
}
