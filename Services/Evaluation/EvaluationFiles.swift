import Contracts
import FactForms
import RPCContract
import ServiceHost
import Tabular
import Texts

/// The fact files of the evaluation service. Source: acceptance/formats.md.
enum EvaluationFiles {
  static let all: [FactFile] = [
    FactFile(
      FactForms.answers, into: EvaluationStore.answers, derive: { _ in { tellNewCodes(in: $0) } },
      publish: FactFile.telling(
        EvaluationEvents.answers, FactForms.answers, keeping: ["training_text", "senacs_text"])),
    FactFile(
      FactForms.diagnoses, into: EvaluationStore.diagnoses,
      publish: FactFile.telling(EvaluationEvents.diagnoses, FactForms.diagnoses)),
    FactFile(
      FactForms.bodies, into: EvaluationStore.bodies,
      publish: FactFile.telling(EvaluationEvents.bodies, FactForms.bodies)),
    FactFile(
      FactForms.meetings, into: EvaluationStore.meetings,
      publish: FactFile.telling(EvaluationEvents.meetings, FactForms.meetings)),
    FactFile(
      FactForms.invitations, into: EvaluationStore.invitations,
      publish: FactFile.telling(EvaluationEvents.invitations, FactForms.invitations)),
    // What follows is read here and published nowhere.
    FactFile(
      FactForms.evidence, into: EvaluationStore.evidence,
      derive: { transaction in
        let meetings = Set(try EvaluationStore.meetingCodes(in: transaction))
        let series = Set(try EvaluationStore.seriesItems(in: transaction).map(\.description.code))
        return { row in
          let source = row.text("source")
          let isKnown =
            switch row.text("kind") {
            case "meeting": meetings.contains(source)
            case "series": series.contains(source)
            case "senacs": source.wholeMatch(of: /[^: ]+:[^: ]+/) != nil
            default: true
            }
          return Derived(remarks: isKnown ? [] : [.init("source", source, "SOURCE_UNKNOWN")])
        }
      }),
    FactFile(FactForms.participants, into: EvaluationStore.participants),
    FactFile(FactForms.elements, into: EvaluationStore.elements),
    FactFile(FactForms.revisions, into: EvaluationStore.revisions),
    FactFile(FactForms.steps, into: EvaluationStore.steps),
  ]

  /// Tells codes of the open lists that nobody has used before: they may be new, or mistaken.
  private static func tellNewCodes(in row: FormRow) -> Derived {
    let lists = [("training_actions", Catalogue.actionCodes), ("senacs_uses", Catalogue.useCodes)]
    return Derived(
      remarks: lists.flatMap { column, known in
        row.list(column).filter { !known.contains($0) }.map {
          Derived.Remark(column, $0, "CODE_UNKNOWN", beside: known)
        }
      })
  }

  /// Values of a series that is described, in files of anyone's; true or invented whatever the network is.
  static let series = DescribedFile(
    SeriesDescription.file, roles: [.operator], isReference: true
  ) { upload, transaction in
    var intake = try SeriesIntake(upload, in: transaction)
    return try intake.run()
  }
}
