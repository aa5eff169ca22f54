import ArgumentParser
import Composition
import Contracts
import Pages
import RPCContract
import Texts
import Values

extension TrainingCommand {
  struct Certificates: AsyncParsableCommand, PrintsJSON {
    static let configuration = CommandConfiguration(
      "Liste les personnes qui ont droit à l'attestation d'une session tenue : au moins quatre cinquièmes des demi-journées.",
      "Lists who qualified in a session that was held: four fifths of its half-days or more.",
      discussion: words(
        """
        --html crée les attestations à imprimer. --verify affiche le titulaire de l'attestation qui porte ce numéro, et si elle \
        est encore valable (code de sortie 1 sinon). Elle l'est tant que les données actuelles donnent le même numéro.
        """,
        """
        --html makes certificates to print. --verify shows whose certificate has a number and whether it is still valid (exit \
        code 1 otherwise). It is as long as today's facts give the same number.
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .sessionCode, completion: .sessions) var session: String
    @Option(
      help: .words(
        "Crée les attestations, une page par personne et une pour toutes, dans un nouveau dossier.",
        "Makes the certificates, a page a person and one for all, in a new folder.", .folder),
      completion: .directory)
    var html: String?
    @Option(
      help: .words(
        "Vérifie l'attestation qui porte ce numéro.",
        "Verifies the certificate that has this number.", .number))
    var verify: String?
    @Option(help: .listFormat) var format = OutputFormat.List.text

    func validate() throws {
      guard verify != nil, html != nil else { return }
      throw ValidationError(
        "indiquez --html ou --verify, pas les deux", "give --html or --verify, not both")
    }

    static var jsonSchema: JSONSchema { .listing(columns) }

    func run() async throws {
      if let html { try NewPath.check(html) }
      let gateway = try options.gateway()
      let first = ListCertificates(sessionCode: session, limit: .most)
      let pages = try await gateway.pages("training", first, after: \.after) {
        $0.hasMore ? $0.rows.last?.personCode : nil
      }
      let rows = pages.flatMap(\.rows)
      let isAsked = html != nil || verify != nil
      let file =
        isAsked
        ? try await SessionPeople.read(gateway, session: session, needsNames: true) : nil
      await gateway.close()
      if let file, let verify { return try tell(verify, file, rows) }
      try format.write(rows, Self.columns, isFictitious: pages.last?.fictitious)
      if let file, let html { try write(file, rows, to: html) }
    }

    /// Tells whose certificate a number is.
    private func tell(
      _ number: String, _ file: SessionPeople, _ rows: [ListCertificates.Row]
    ) throws {
      let meant = rows.first {
        CertificateNumber.isMeant(number, CertificateNumber.make(file.session, $0))
      }
      guard let row = meant else {
        Output.line(
          "Aucune attestation de la session \(session) ne porte aujourd'hui le numéro \(number).",
          "No certificate of session \(session) has the number \(number) today.")
        throw ExitCode(1)
      }
      let name = file.name(of: row.personCode) ?? row.personCode
      let right = CertificateNumber.make(file.session, row)
      if file.fictitious == true { Output.line(Words.fictitious(language)) }
      Output.line(
        "L'attestation \(right) est valable : \(name), \(file.session.title), demi-journées suivies : \(row.halfDaysPresent) sur \(row.halfDays).",
        "The certificate \(right) is valid: \(name), \(file.session.title), half-days attended: \(row.halfDaysPresent) of \(row.halfDays)."
      )
    }

    /// Writes the pages, and says on standard error what was written: standard output has the list.
    private func write(
      _ file: SessionPeople, _ rows: [ListCertificates.Row], to folder: String
    ) throws {
      let pages = CertificatePages(file: file, rows: rows, language: language, today: .today)
      try NewFolder.make(folder)
      let whole = words("tous.html", "all.html")
      try OutputFile.write(pages.all, to: "\(folder)/\(whole)", isNew: true)
      for row in rows {
        let path = "\(folder)/\(NewFolder.fileName(row.personCode)).html"
        try OutputFile.write(pages.page(of: row), to: path, isNew: true)
      }
      let count = language.count(
        rows.count, .init("attestation", "attestations"), .init("certificate", "certificates"))
      Output.error(
        "\(count) dans \(folder) ; ensemble à imprimer : \(whole)",
        "\(count) in \(folder); all of them to print: \(whole)")
      if !pages.unnamed.isEmpty {
        Output.error(
          words("Noms à écrire à la main : ", "Names to be written by hand: ")
            + pages.unnamed.joined(separator: ", "))
      }
    }

    private static var columns: [ListingColumn<ListCertificates.Row>] {
      [
        .text("person_code", "personne", "person") { $0.personCode },
        .text("structure_code", "structure", "structure") { $0.structureCode },
        .number("half_days_present", "demi-journées suivies", "half-days present") {
          $0.halfDaysPresent
        },
        .number("half_days", "demi-journées de la session", "half-days of the session") {
          $0.halfDays
        },
      ]
    }
  }
}
