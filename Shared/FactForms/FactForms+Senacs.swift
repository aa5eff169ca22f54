public import Tabular

/// The forms of senacs' files.
extension FactForms {
  /// `campaigns.csv`.
  public static let campaigns = TableForm(
    "campaigns.csv", key: ["campaign"],
    columns: [
      Column("campaign"), Column("data_year", .year),
      Column("reference_date", .date), Column("opens_on", .date), Column("closes_on", .date),
    ], intervals: [.init("opens_on", "closes_on")], isReferredTo: true)

  /// `submissions.csv`.
  public static let submissions = TableForm(
    "submissions.csv", key: ["submission_code"],
    columns: [
      Column("campaign", reference: Reference("campaigns", code: "UNKNOWN_CAMPAIGN")),
      Column("structure_code", reference: Reference("structures", code: "UNKNOWN_STRUCTURE")),
      Column("submission_code"), Column("received_at", .instant),
      Column("status", .choice(["draft", "validated"])),
      Column("base_items", count, mayBeEmpty: true),
      Column("base_items_answered", count, mayBeEmpty: true),
    ], parts: [.init("base_items_answered", "base_items")])

  /// `successions.csv`: which structure went on in which; beside the agreed files, and used by the restated rate alone.
  public static let successions = TableForm(
    "successions.csv", key: ["structure_code"],
    columns: [
      Column("structure_code", reference: Reference("structures", code: "UNKNOWN_STRUCTURE")),
      Column("successor_code", reference: Reference("structures", code: "UNKNOWN_STRUCTURE")),
      Column("merged_on", .date),
    ])
}
