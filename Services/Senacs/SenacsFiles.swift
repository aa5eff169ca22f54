import ServiceHost
import Tabular

/// The fact files of the senacs service. Source: acceptance/formats.md.
enum SenacsFiles {
  static let campaigns = TableForm(
    "campaigns.csv", key: ["campaign"],
    columns: [
      Column("campaign"), Column("data_year", .integer(atLeast: 0)),
      Column("reference_date", .date), Column("opens_on", .date), Column("closes_on", .date),
    ], intervals: [.init("opens_on", "closes_on")])

  static let submissions = TableForm(
    "submissions.csv", key: ["submission_code"],
    columns: [
      Column("campaign", reference: Reference("campaigns", code: "UNKNOWN_CAMPAIGN")),
      Column("structure_code", reference: Reference("structures", code: "UNKNOWN_STRUCTURE")),
      Column("submission_code"), Column("received_at", .instant),
      Column("status", .choice(["draft", "validated"])),
      Column("base_items", .integer(atLeast: 0), mayBeEmpty: true),
      Column("base_items_answered", .integer(atLeast: 0), mayBeEmpty: true),
    ], parts: [.init("base_items_answered", "base_items")])

  static let all: [FactFile] = [
    FactFile(
      campaigns, into: SenacsStore.campaigns,
      publish: FactFile.telling(SenacsEvents.campaigns, campaigns)),
    FactFile(
      submissions, into: SenacsStore.submissions,
      publish: FactFile.telling(SenacsEvents.submissions, submissions)),
  ]
}
