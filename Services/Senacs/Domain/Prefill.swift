public import CentreNetwork
public import CodebookRules
public import Contracts
import Values

/// The values with which a form is prefilled: the last answer, overwritten by what the registry knows.
///
/// Source: reference/domain.md, §6 idea 5: prefill from registry and last year, only ask what changed.
public struct Prefill: Sendable, Hashable {
  /// The cells by field, in canonical text; what is not known is not there.
  public let values: [String: String]
  /// The fields whose value comes from the registry → what the last answer said there, empty for nothing.
  public let fromRegistry: [String: String]

  /// Puts together what is known.
  ///
  /// - Parameters:
  ///   - structure: the structure.
  ///   - campaign: the campaign that is to be answered.
  ///   - codebook: its codebook.
  ///   - last: the last answer that counts, under the names of this codebook.
  ///   - commune: the commune's code on the campaign's reference date.
  ///   - approvals: the structure's approvals.
  public init(
    for structure: Structure, _ campaign: Campaign, _ codebook: Codebook, last: Answer?,
    commune: String, approvals: ArraySlice<Approval>
  ) {
    let answered = Set(codebook.fields.filter { $0.section == "answer" }.map(\.name))
    var values = (last?.values ?? [:]).filter { !answered.contains($0.key) }
    var fromRegistry: [String: String] = [:]
    let periods = approvals.map(\.period)
    let known: [String: String?] = [
      AnswersFile.campaign: campaign.code, AnswersFile.dataYear: String(campaign.dataYear),
      AnswersFile.structure: structure.code, AnswersFile.kind: structure.kind.rawValue,
      "nom": structure.name, "code_insee": commune, "qpv": structure.qpv.map(String.init),
      "date_premier_agrement": periods.map(\.from).min()?.iso,
      "date_fin_agrement": periods.filter { $0.contains(campaign.referenceDate) }
        .compactMap(\.to).max()?.iso,
      "zone": structure.zone.flatMap { ["urban": "urbain", "rural": "rural"][$0] },
    ]
    let names = Set(codebook.fields.map(\.name))
    for case (let field, let value?) in known where names.contains(field) {
      fromRegistry[field] = values[field] ?? ""
      values[field] = value
    }
    (self.values, self.fromRegistry) = (values, fromRegistry)
  }
}
