package import Composition
package import Contracts
package import Texts
package import Values

/// The certificates of a session as pages to print: one page a person, and one for all.
package struct CertificatePages: Bilingual {
  let file: SessionPeople
  let rows: [ListCertificates.Row]
  let language: Language
  /// The day on which they are made.
  let today: CivilDate

  /// Makes the pages.
  ///
  /// - Parameters:
  ///   - file: the session, and the names.
  ///   - rows: who qualified.
  ///   - language: the language of the pages.
  ///   - today: the day on which they are made.
  package init(
    file: SessionPeople, rows: [ListCertificates.Row], language: Language, today: CivilDate
  ) {
    self.file = file
    self.rows = rows
    self.language = language
    self.today = today
  }

  /// The codes of those whose name is not known, so that somebody has to write it on the paper.
  package var unnamed: [String] {
    rows.map(\.personCode).filter { file.name(of: $0) == nil }
  }

  /// One page with a sheet of paper for everybody.
  package var all: String {
    page(pick("Attestations de formation", "Certificates of training"), of: rows)
  }

  /// Somebody's page.
  package func page(of row: ListCertificates.Row) -> String {
    page(pick("Attestation de formation", "Certificate of training"), of: [row])
  }

  private func page(_ title: String, of rows: [ListCertificates.Row]) -> String {
    HTMLPage(
      title: "\(title)\(pick(" :", ":")) \(file.session.sessionCode)", language: language,
      banner: HTMLPage.Banner.network(file.fictitious, language), css: Self.css, subject: "",
      content: rows.html(separator: "\n", certificate)
    ).html
  }

  /// The heading of the page is for the screen; on paper each certificate has its own.
  private static let css: HTML = """
    .certificate { border: 1px solid #1f5f8b; margin: 1.5rem 0; padding: 1.5rem 2rem; }
    .certificate h2 { margin-top: 0; }
    .holder { font-size: 1.5rem; font-weight: 600; }
    .signature { margin-top: 2rem; min-height: 6rem; }
    @media screen and (max-width: 30rem) { .certificate { padding: 1rem; } }
    @media print {
      header { display: none; }
      .certificate { border: 0; break-after: page; font-size: 14px; margin: 0; padding: 2rem 0; }
      .certificate:last-child { break-after: auto; }
    }
    """

  /// A line that somebody fills in by hand.
  private static let blank = String(repeating: "…", count: 24)

  private func certificate(_ row: ListCertificates.Row) -> HTML {
    let session = file.session
    let number = CertificateNumber.make(session, row)
    let facts: [(String, String)] = [
      (pick("Formation", "Course"), session.title), ("Session", session.sessionCode),
      (pick("Dates", "Days"), days(of: session)),
      (pick("Lieu", "Place"), session.place ?? Self.blank),
      (
        pick("Présence", "Attendance"),
        pick(
          "\(halfDays(row.halfDaysPresent)) sur \(row.halfDays)",
          "\(row.halfDaysPresent) of \(halfDays(row.halfDays))")
      ),
      (pick("Délivrée par", "Issued by"), organiser(of: session) ?? Self.blank),
      (pick("Numéro", "Number"), number),
    ]
    let lines = facts.html(separator: "\n") { name, value in
      "<div><dt>\(name)</dt><dd>\(value)</dd></div>"
    }
    return """
      <article class="certificate">
      <h2>\(pick("Attestation de formation", "Certificate of training"))</h2>
      <p>\(pick("Il est attesté que", "This is to certify that"))</p>
      <p class="holder">\(file.name(of: row.personCode) ?? Self.blank)</p>
      <p>\(pick("a suivi la formation suivante.", "attended the following training."))</p>
      <dl>\(lines)</dl>
      <p class="signature">\(pick("Fait le", "Made on")) \(day(today)). \(pick("Signature :", "Signature:"))</p>
      <p class="meta">\(verification(number))</p>
      </article>
      """
  }

  private func verification(_ number: String) -> String {
    pick(
      "Pour vérifier cette attestation, donnez le numéro \(number) à l'organisme qui l'a délivrée. Il vous indiquera son titulaire et si elle est encore valable.",
      "To verify this certificate, tell the number \(number) to whoever issued it. They say whose it is and whether it is still valid."
    )
  }
}
