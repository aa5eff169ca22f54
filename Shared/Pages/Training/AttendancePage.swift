package import Composition
import Contracts
package import Texts
import Values

/// The sheet of attendance to print and to sign: A4, landscape, a column a half-day.
package struct AttendancePage: Bilingual {
  /// The most half-days beside each other; others go to further tables, each on paper of its own.
  private static let mostColumns = 8
  /// How many empty lines there are for those who come without having enrolled.
  private static let spareLines = 5

  let file: SessionPeople
  let language: Language

  /// Makes the page.
  package init(file: SessionPeople, language: Language) {
    self.file = file
    self.language = language
  }

  /// The page.
  package var html: String {
    let session = file.session
    let place = session.place.map { pick(" ; lieu : \($0)", "; place: \($0)") } ?? ""
    return HTMLPage(
      title: pick(
        "Feuille d'émargement : \(session.title)", "Sheet of attendance: \(session.title)"),
      language: language, banner: HTMLPage.Banner.network(file.fictitious, language),
      css: Self.css,
      subject: """
        <p class="subject">\(session.course) · \(session.sessionCode) · \(days(of: session) + place)</p>
        """,
      content: parts.html(separator: "\n", table)
    ).html
  }

  private static let css: HTML = """
    @media screen { body { max-width: 80rem; } }
    table.sign { border-collapse: collapse; }
    .sign th, .sign td { border: 1px solid #8496a8; height: 2.4rem; text-align: left; vertical-align: middle; }
    .sign thead th { font-weight: 600; }
    /* The sheet is for paper; on a phone its headings stand upright, so that all half-days are seen. */
    @media screen and (max-width: 48rem) { .sign thead th + th + th { height: auto; padding: .4rem 0; white-space: nowrap;
      writing-mode: vertical-rl; } }
    @page { size: A4 landscape; }
    @media print { .part + .part { break-before: page; } }
    """

  /// The numbers of the half-days of each table.
  private var parts: [ClosedRange<Int>] {
    stride(from: 1, through: file.session.halfDays, by: Self.mostColumns).map { first in
      first...min(first + Self.mostColumns - 1, file.session.halfDays)
    }
  }

  private func table(_ part: ClosedRange<Int>) -> HTML {
    let heads = part.html { number in "<th scope=\"col\">\(heading(number))</th>" }
    let empty = part.html { _ in "<td></td>" }
    let rows = file.expected.html(separator: "\n") { one in
      """
      <tr><th scope="row">\(file.name(of: one.personCode) ?? one.personCode)</th>\
      <td>\(one.structureCode ?? "")</td>\(empty)</tr>
      """
    }
    let spare = (0..<Self.spareLines).html { _ in "<tr><td></td><td></td>\(empty)</tr>" }
    let name = pick("Demi-journées", "Half-days") + " \(part.lowerBound)-\(part.upperBound)"
    return """
      <section class="part"><div class="scroll" role="region" tabindex="0" aria-label="\(name)">
      <table class="sign">
      <thead><tr><th scope="col">\(pick("Nom", "Name"))</th>\
      <th scope="col">\(pick("Structure", "Structure"))</th>\(heads)</tr></thead>
      <tbody>\(rows)\(spare)</tbody></table></div></section>
      """
  }

  /// The heading of a half-day's column: its number, and its day and hours where they are known.
  private func heading(_ number: Int) -> String {
    let time = file.session.slots.first { $0.halfDay == number }
    let when =
      time.map { slot in
        " · \(day(slot.day)) \(language.clock(slot.starts))–\(language.clock(slot.ends))"
      } ?? ""
    return pick("Demi-journée \(number)", "Half-day \(number)") + when
  }
}
