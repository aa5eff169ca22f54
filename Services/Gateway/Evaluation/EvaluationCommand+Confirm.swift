import ArgumentParser
import Composition
import Contracts
import Texts
import Values

extension EvaluationCommand {
  struct Confirm: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Confirme la présence qu'une structure déclare à une réunion : elle compte alors comme si l'instance l'avait constatée.",
      "Confirms what a structure declares of a meeting: records it as the body would have, and it counts.",
      discussion: words(
        """
        vigie evaluation confirm S02 B03 2025-05-15
        Si personne n'a noté de réunion de l'instance ce jour-là, elle est ajoutée sous le code INSTANCE-JOUR.
        Les déclarations : vigie evaluation meetings --declared --year 2025. Le résultat est montré avant d'être enregistré.
        """,
        """
        vigie evaluation confirm S02 B03 2025-05-15
        If nobody noted a meeting of the body on that day, it is added under the code BODY-DAY.
        The declarations: vigie evaluation meetings --declared --year 2025. The result is shown before it is recorded.
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .structureCode, completion: .structures) var structure: String
    @Argument(help: .words("Le code de l'instance.", "The body's code.")) var body: String
    @Argument(help: .words("Le jour, AAAA-MM-JJ.", "The day, YYYY-MM-DD.")) var day: CivilDate
    @Flag(help: .withoutAsking) var yes = false

    func run() async throws {
      let gateway = try options.gateway()
      let row = try await declaration(gateway)
      // A declaration that is not known is left to the service, which says so.
      if let row {
        guard row.state != "confirmed" else {
          await gateway.close()
          return Output.line("Présence déjà confirmée.", "Confirmed already.")
        }
        show(row)
        guard try FactWriting.agrees(yes) else {
          await gateway.close()
          return Output.line("Rien n'a été enregistré.", "Nothing was recorded.")
        }
      }
      let done = try await gateway.call(
        "evaluation", ConfirmMeeting(structure: structure, body: body, heldOn: day))
      await gateway.close()
      let response = Catalogue.diagnosis(done.response, language)
      Output.line(
        "Enregistré : \(structure) \(response), réunion \(done.meeting).",
        "Recorded: \(structure) \(response), meeting \(done.meeting).")
      if let importID = done.importID {
        Output.line(
          "Pour annuler cet enregistrement : vigie undo \(importID)",
          "To undo it: vigie undo \(importID)")
      }
    }

    /// What the structure declares of the meeting; nil for nothing.
    private func declaration(_ gateway: Gateway) async throws -> ListDeclaredMeetings.Row? {
      let first = ListDeclaredMeetings(
        year: day.factYear, structure: structure, limit: .most)
      let pages = try await gateway.pages("evaluation", first, after: \.after) {
        $0.hasMore ? $0.rows.last?.place : nil
      }
      return pages.flatMap(\.rows).first { $0.body == body && $0.heldOn == day }
    }

    private func show(_ row: ListDeclaredMeetings.Row) {
      func cell(_ response: String?) -> String {
        response.map { Catalogue.diagnosis($0, language) } ?? "–"
      }
      let meeting = row.meeting ?? words("à ajouter", "to be added")
      Output.line(
        "À confirmer : \(structure), instance \(body), réunion du \(language.day(day.iso))",
        "To be confirmed: \(structure), body \(body), meeting of \(day.iso)")
      Output.table(
        headings(
          ["réunion", "déclaré", "noté avant", "noté après"],
          ["meeting", "declared", "recorded before", "recorded after"]),
        [[meeting, cell(row.response), cell(row.observed), cell(row.response)]])
    }
  }
}
