public import CodebookRules
public import Contracts
public import Values

/// What an answer declares of a structure's funding, by kind of partner. Source: reference/domain.md, §1.3, finances.
public enum DeclaredFunding {
  /// A field, and the kinds of partner whose funding it adds up. A kind that no field stands for is not asked by SENACS.
  ///
  /// `autres` is left out: it has receipts of all sorts, not what other partners give.
  public static let fields: [(field: String, kinds: [PartnerKind])] = [
    ("subv_caf", [.caf]), ("subv_commune", [.commune]),
    ("subv_epci_metropole", [.epci, .metropole]), ("subv_departement", [.departement]),
    ("subv_etat_pv", [.state]), ("subv_msa", [.msa]), ("subv_carsat", [.carsat]),
  ]

  /// Returns what an answer declares in the fields that its codebook has.
  public static func amounts(
    _ answer: Answer, _ codebook: Codebook
  ) -> [ListDeclaredFunding.Amount] {
    fields.compactMap { field, kinds -> ListDeclaredFunding.Amount? in
      guard let asked = codebook.fields.first(where: { $0.name == field }) else { return nil }
      return ListDeclaredFunding.Amount(
        field: field, labels: asked.labels, kinds: kinds.map(\.rawValue),
        euros: answer.amount(field).flatMap { Quantity($0.text) })
    }
  }
}
