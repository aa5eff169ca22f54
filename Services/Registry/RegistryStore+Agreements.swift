import FactKinds
import RegistryDomain
import ServiceHost
import Storage
import Values

/// Partners, agreements and contributions.
extension RegistryStore {
  static let partners = HistoryTable(.partners)
  static let agreements = HistoryTable(.agreements)
  static let agreementParties = HistoryTable(.agreementParties)
  static let agreementCommunes = HistoryTable(.agreementCommunes)
  static let contributions = HistoryTable(.contributions)

  /// Returns the partners, by their codes.
  static func readPartners(in transaction: ReadTransaction) throws -> [String: Partner] {
    var found: [String: Partner] = [:]
    try partners.forEach(in: transaction) { row in
      guard let kind = PartnerKind(rawValue: row.text("kind")) else { return }
      let code = row.text("partner_code")
      found[code] = Partner(code: code, name: row.text("name"), kind: kind)
    }
    return found
  }

  /// Returns how many contributions, of all years, name each partner, by its code.
  static func countContributions(in transaction: ReadTransaction) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    try contributions.forEach(in: transaction) { row in
      counts[row.text("partner_code"), default: 0] += 1
    }
    return counts
  }

  static func readAgreements(in transaction: ReadTransaction) throws -> [Agreement] {
    // Agreement → its parties of either sort, and its communes.
    var ofStructures: [String: [String]] = [:]
    var ofPartners: [String: [String]] = [:]
    var ofCommunes: [String: [Agreement.Place]] = [:]
    try agreementParties.forEach(in: transaction) { row in
      let (code, structure) = (row.text("agreement_code"), row.text("structure_code"))
      if structure.isEmpty {
        ofPartners[code, default: []].append(row.text("partner_code"))
      } else {
        ofStructures[code, default: []].append(structure)
      }
    }
    try agreementCommunes.forEach(in: transaction) { row in
      guard let day = CivilDate(row.text("commune_as_of")) else { return }
      ofCommunes[row.text("agreement_code"), default: []].append(
        Agreement.Place(code: row.text("commune_code"), asOf: day))
    }
    return try agreements.compactMap(in: transaction) { row -> Agreement? in
      let code = row.text("agreement_code")
      guard let kind = AgreementKind(rawValue: row.text("kind")), let period = row.period else {
        return nil
      }
      return Agreement(
        code: code, kind: kind, title: row.text("title"),
        signedOn: CivilDate(row.text("signed_on")), period: period,
        endedOn: CivilDate(row.text("ended_on")), structures: ofStructures[code] ?? [],
        partners: ofPartners[code] ?? [], communes: ofCommunes[code] ?? [])
    }
  }

  /// Returns the contributions of a year.
  static func readContributions(
    of year: Year, _ partners: [String: Partner], in transaction: ReadTransaction
  ) throws -> [Contribution] {
    try contributions.compactMap(in: transaction) { row -> Contribution? in
      guard Int(row.text("year")) == year.value, let partner = partners[row.text("partner_code")],
        let purpose = ContributionPurpose(rawValue: row.text("purpose"))
      else { return nil }
      return Contribution(
        structureCode: row.text("structure_code"), partner: partner.kind,
        partnerCode: partner.code, purpose: purpose,
        promised: Quantity(row.text("promised")), paid: Quantity(row.text("paid")))
    }
  }
}
