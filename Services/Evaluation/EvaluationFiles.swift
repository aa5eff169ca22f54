import Contracts
import FactKinds
import RPCContract
import ServiceHost
import Storage
import Tabular
import Texts

/// The fact files of the evaluation service. Source: acceptance/formats.md.
enum EvaluationFiles {
  static func all(_ catalogue: FactCatalogue) -> [FactFile] {
    catalogue.files(
      of: "evaluation",
      deriving: [
        FactKind.answers.name: { _ in tellNewCodes },
        FactKind.evidence.name: tellUnknownSources,
      ])
  }

  /// Tells a source of evidence that is not there: it may come later, or be mistyped.
  private static func tellUnknownSources(
    _ transaction: ReadTransaction
  ) throws -> (FactRow) -> Derived {
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
  }

  /// Tells codes of the open lists that nobody has used before: they may be new, or mistaken.
  private static func tellNewCodes(_ row: FactRow) -> Derived {
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
