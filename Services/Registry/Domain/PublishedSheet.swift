import CentreNetwork
public import Values

/// A sheet of a structure as SENACS publishes it, with each cell cleaned where it can be.
///
/// Source: reference/domain.md §9. The lists of labels are not exhaustive: an unknown label is kept and gets a remark, and is
/// never refused.
public struct PublishedSheet: Sendable, Hashable {
  /// A remark on a field.
  public struct Remark: Sendable, Hashable {
    /// The field's name in the file.
    public let field: String
    /// The cell as published.
    public let value: String
    /// Such as `SIRET_LENGTH`.
    public let code: String
  }

  /// The fields of a sheet, in the file's order.
  public static let fields = [
    "source_url", "kind", "name", "street", "postal_code", "commune", "website", "siret",
    "first_approval_date", "population_of_zone", "management_mode", "territory_type",
    "territory_size", "qpv_answer", "federation_member", "other_federation", "travellers",
    "multi_site", "itinerant", "axes_count", "created_year",
  ]

  /// Cells after cleaning; empty where nothing could be made of the published form.
  public private(set) var cleaned: [String: String] = [:]
  /// The remarks on the cells, in the fields' order, then those on commune and federation.
  public private(set) var remarks: [Remark] = []
  /// The INSEE code of the commune, where it lies in 69 and could be resolved.
  public private(set) var commune: String?
  /// What tells sheets apart: kind, folded name and postal code, as proposed in domain.md §9.
  public let identity: String

  /// Cleans the cells of a sheet; a field that the file lacks is taken for empty.
  ///
  /// - Parameters:
  ///   - published: the cells by field.
  ///   - communes: the communes of 69.
  ///   - today: dates and years after it are not believed.
  public init(_ published: [String: String], communes: CommuneNames, today: CivilDate) {
    let kind = SheetCells.kind(published["kind"] ?? "").cleaned
    identity = [
      kind, SheetCells.folded(published["name"] ?? ""),
      SheetCells.postalCode(published["postal_code"] ?? "").cleaned,
    ].joined(separator: "|")
    for field in Self.fields {
      let cell = published[field] ?? ""
      let result = SheetCells.clean(field, cell, today: today)
      cleaned[field] = result.cleaned
      for code in result.codes { remarks.append(Remark(field: field, value: cell, code: code)) }
    }
    locate(published, communes)
    compareFederations(published)
  }

  /// Finds the commune by its name within 69. A sheet of another department is kept, with a remark and without a commune.
  private mutating func locate(_ published: [String: String], _ communes: CommuneNames) {
    let name = published["commune"] ?? ""
    let postalCode = cleaned["postal_code"] ?? ""
    if !postalCode.isEmpty, !postalCode.hasPrefix("69") {
      return report("postal_code", published, "OUT_OF_PERIMETER")
    }
    commune = communes.code(of: name, postalCode: postalCode)
    if let commune {
      cleaned["commune"] = communes.name(of: commune) ?? cleaned["commune"]
      if postalCode.isEmpty { report("postal_code", published, "POSTAL_CODE_MISSING") }
    } else if !name.isEmpty || !postalCode.isEmpty {
      report("commune", published, "COMMUNE_UNRESOLVED")
    } else {
      report("commune", published, "COMMUNE_MISSING")
    }
  }

  private mutating func compareFederations(_ published: [String: String]) {
    let other = published["other_federation"] ?? ""
    guard SheetCells.folded(other).contains("CENTRES SOCIAUX") else { return }
    let isMember = cleaned["federation_member"] == "true"
    report(
      "other_federation", published, isMember ? "FEDERATION_REPEATED" : "FEDERATION_CONTRADICTED")
  }

  private mutating func report(_ field: String, _ published: [String: String], _ code: String) {
    remarks.append(Remark(field: field, value: published[field] ?? "", code: code))
  }
}

/// The names of the communes of 69, now and in former days, folded for comparison.
public struct CommuneNames: Sendable {
  private let codes: [String: String]
  private let names: [String: String]

  /// Takes the names, code → name; arrondissements of Lyon among them.
  public init(_ names: [String: String]) {
    self.names = names
    codes = Dictionary(
      names.sorted { $0.key < $1.key }.map { (SheetCells.foldedCommune($0.value), $0.key) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The code of a published name; an arrondissement of Lyon is found by its number or its postal
  /// code, 69001 to 69009.
  func code(of name: String, postalCode: String) -> String? {
    let folded = SheetCells.foldedCommune(name)
    if folded == "LYON" || folded.hasPrefix("LYON ") {
      let number = folded.split(separator: " ").dropFirst().lazy
        .compactMap { Int($0.prefix { $0.isNumber }) }.first
      let byPost = postalCode.hasPrefix("6900") ? Int(postalCode.suffix(1)) : nil
      if let arrondissement = number ?? byPost, (1...9).contains(arrondissement) {
        return "6938\(arrondissement)"
      }
      return CommuneHistory.lyon
    }
    return codes[folded]
  }

  func name(of code: String) -> String? { names[code] }
}
