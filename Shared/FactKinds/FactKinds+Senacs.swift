import RPCContract
import Tabular

/// The kinds of senacs.
extension FactKind {
  /// `campaigns.csv`.
  public static let campaigns = FactKind(
    TableForm(
      "campaigns.csv", key: ["campaign"],
      columns: [
        Column("campaign"), Column("data_year", .year),
        Column("reference_date", .date), Column("opens_on", .date), Column("closes_on", .date),
      ], intervals: [.init("opens_on", "closes_on")], isReferredTo: true), owner: "senacs",
    words: ("campagnes SENACS", "SENACS campaigns"),
    tells: .rows(type: "campaign-recorded"))

  /// `submissions.csv`.
  public static let submissions = FactKind(
    TableForm(
      "submissions.csv", key: ["submission_code"],
      columns: [
        Column("campaign", reference: Reference("campaigns", code: "UNKNOWN_CAMPAIGN")),
        Column("structure_code", reference: Reference("structures", code: "UNKNOWN_STRUCTURE")),
        Column("submission_code"), Column("received_at", .instant),
        Column("status", .choice(["draft", "validated"])),
        Column("base_items", count, mayBeEmpty: true),
        Column("base_items_answered", count, mayBeEmpty: true),
      ], parts: [.init("base_items_answered", "base_items")]), owner: "senacs",
    words: (
      "réponses à SENACS, avec leur remplissage",
      "answers to SENACS, with how far they are filled in"
    ),
    tells: .rows(type: "questionnaire-submitted"), place: .structure("structure_code"),
    submittedBy: [.operator, .partner])

  /// `successions.csv`: which structure went on in which; beside the agreed files, and used by the restated rate alone.
  public static let successions = FactKind(
    TableForm(
      "successions.csv", key: ["structure_code"],
      columns: [
        Column("structure_code", reference: Reference("structures", code: "UNKNOWN_STRUCTURE")),
        Column("successor_code", reference: Reference("structures", code: "UNKNOWN_STRUCTURE")),
        Column("merged_on", .date),
      ]), owner: "senacs",
    words: ("structures qui poursuivent l'activité d'une autre", "structures that go on in others"),
    place: .structure("structure_code"))
}
