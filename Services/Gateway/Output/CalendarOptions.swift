import ArgumentParser
import Pages
import Texts
import Values

/// The days of a list as a calendar, in a file beside what the command prints.
struct CalendarOptions: ParsableArguments {
  @Option(
    help: .words(
      "Enregistre les dates de la liste dans un nouveau fichier de calendrier (iCalendar).",
      "Writes the days of the list to a new calendar file (iCalendar).", .file), completion: .file()
  )
  var ics: String?

  /// Refuses an existing file, before anything is asked.
  func check() throws {
    if let ics { try NewPath.check(ics) }
  }

  /// Writes the calendar where one is asked for. Without an event there is no file, since a calendar must have one.
  ///
  /// What is said about it goes to standard error: standard output has the list, which may be JSON.
  func write(_ events: [ICalendar.Event], isFictitious: Bool?) throws {
    guard let ics else { return }
    guard !events.isEmpty else {
      return Output.error(
        "Aucun jour à noter : le fichier \(ics) n'a pas été créé.",
        "No day to note: the file \(ics) was not made.")
    }
    let calendar = ICalendar(
      events: events, isFictitious: isFictitious == true, language: language, stamp: .now)
    try OutputFile.write(calendar.text, to: ics, isNew: true)
    Output.error(
      language.count(events.count, .init("jour", "jours"), .init("day", "days"))
        + words(" dans \(ics)", " in \(ics)"))
  }
}
