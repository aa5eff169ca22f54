import ArgumentParser
import Composition
import Contracts
import Texts
import Values

extension EvaluationCommand {
  struct Confirm: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      "Confirme la présence déclarée par une structure à une réunion : elle compte alors comme constatée par l'instance.",
      "Confirms what a structure declares of a meeting: it then counts as if the body had recorded it.",
      discussion: words(
        """
        Exemple : vigie evaluation confirm S02 B03 2025-05-15
        Si aucune réunion de l'instance n'est enregistrée ce jour-là, elle est ajoutée sous le code INSTANCE-JOUR.
        Déclarations à confirmer : vigie evaluation meetings --declared --year 2025
        Le résultat est affiché avant d'être enregistré.
        """,
        """
        Example: vigie evaluation confirm S02 B03 2025-05-15
        If no meeting of the body is recorded on that day, it is added under the code BODY-DAY.
        Declarations to confirm: vigie evaluation meetings --declared --year 2025
        The result is shown before it is recorded.
        """))

    @OptionGroup var options: GatewayOptions
    @Argument(help: .structureCode, completion: .structures) var structure: String
    @Argument(
      help: .words("Code de l'instance, par exemple B03.", "Code of the body, such as B03.", .body))
    var body: String
    @Argument(help: .words("Date de la réunion.", "Day of the meeting.", .day)) var day: CivilDate
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
          "Pour l'annuler : vigie undo \(importID)",
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
          ["réunion", "déclarée", "enregistrée avant", "enregistrée après"],
          ["meeting", "declared", "recorded before", "recorded after"]),
        [[meeting, cell(row.response), cell(row.observed), cell(row.response)]])
    }
  }
}
