import Pages
import Values

/// The last day of a SENACS campaign in a calendar: the same event whichever command writes it.
enum CampaignEvent {
  /// The last day as an event.
  ///
  /// - Parameters:
  ///   - campaign: the campaign's code.
  ///   - day: its last day; nil where the service does not tell it.
  ///   - description: what to say beside it.
  /// - Returns: one event, or none without a day.
  static func closing(
    _ campaign: String, on day: CivilDate?, description: String
  ) -> [ICalendar.Event] {
    guard let day else { return [] }
    return [
      ICalendar.Event(
        about: "campaign-closing-\(campaign)", on: day,
        summary: words(
          "SENACS \(campaign) : dernier jour pour répondre",
          "SENACS \(campaign): last day to answer"), description: description)
    ]
  }
}
