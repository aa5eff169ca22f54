import Tabular

extension FactKind {
  /// `campaigns.csv`.
  public static let campaigns = FactKind(
    TableForm(
      "campaigns.csv", key: ["campaign"],
      columns: [
        Column("campaign", example: "2025")
          .fr("campagne", "Le code de la campagne SENACS, par exemple 2025")
          .en("campaign", "The code of the SENACS campaign, such as 2025"),
        Column("data_year", .year)
          .fr("année des données", "L'année sur laquelle portent les données")
          .en("data year", "The year that the campaign's data are about"),
        Column("reference_date", .date)
          .fr("date de référence", "Le jour qui détermine quelles structures doivent répondre")
          .en("reference date", "The day as of which structures are expected to answer"),
        Column("opens_on", .date)
          .fr("ouverture", "Le premier jour de la campagne")
          .en("opens on", "The first day of the campaign"),
        Column("closes_on", .date)
          .fr("clôture", "Le dernier jour de la campagne")
          .en("closes on", "The last day of the campaign"),
      ], intervals: [("opens_on", "closes_on")], isReferredTo: true), owner: "senacs",
    words: ("campagnes SENACS", "SENACS campaigns"),
    event: .rows(type: "campaign-recorded"))
}
