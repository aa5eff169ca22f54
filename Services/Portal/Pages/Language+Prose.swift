import Composition
import PortalDomain
import Texts
import Values

extension Language {
  /// What a mail begins with: that its data are invented, where they are, and whom it greets; no name where an address is that of several
  /// people.
  func opening(of name: String, isFictitious: Bool) -> [String] {
    let greeting =
      name.isEmpty ? pick("Bonjour,", "Good day,") : pick("Bonjour \(name),", "Dear \(name),")
    return (isFictitious ? [Words.fictitious(self)] : []) + [greeting]
  }

  /// How long a link to come in serves, and what spends it; for the page of the link, and for mails with one.
  var linkTerms: String {
    pick(
      "Ce lien ne sert qu'une fois et reste valable un jour. L'ouvrir ne suffit pas à l'utiliser : il faut appuyer sur le bouton de la page.",
      "This link serves once, and for one day. Opening it does not use it: pressing the page's button does."
    )
  }

  /// How far a form is, such as `12 réponses sur 40`.
  func progress(_ progress: DraftForm.Progress) -> String {
    count(
      progress.answered, .init("réponse", "réponses"), .init("answer", "answers"))
      + pick(" sur ", " of ") + number(progress.asked)
  }

  /// What a screen reader calls the pages above a page.
  var crumbsLabel: String { pick("Fil d'Ariane", "Breadcrumb") }

  /// A day in prose, such as `4 juin` or `1er juin 2026`; in tables it is in digits.
  func prose(_ day: CivilDate, year: Bool = true) -> String {
    let french = [
      "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
      "octobre", "novembre", "décembre",
    ]
    let english = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    let number = day.day == 1 ? pick("1er", "1") : String(day.day)
    return "\(number) \(pick(french[day.month - 1], english[day.month - 1]))"
      + (year ? " \(day.year)" : "")
  }
}
