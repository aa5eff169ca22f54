import Contracts
import FactKinds
import RPCContract
import ServiceHost
import Storage
import Tabular
import Texts
import Values

/// The fact files of the evaluation service. Source: acceptance/formats.md.
enum EvaluationFiles {
  static func all(_ catalogue: FactCatalogue) -> [FactFile] {
    catalogue.files(
      of: "evaluation",
      deriving: [
        FactKind.answers.name: { _ in remarkNewCodes },
        FactKind.evidence.name: remarkUnknownSources,
      ],
      own: Dictionary(uniqueKeysWithValues: FactKind.ownKinds.map { ($0.name, own($0)) }))
  }

  /// How a structure writes single rows of a kind about itself.
  private static func own(_ kind: FactKind) -> OwnRows {
    OwnRows(
      cut: { structure, transaction in
        try cut(of: kind.file, to: structure, in: transaction)
      },
      checkBound: { structure, transaction in
        try checkBound(of: structure, in: transaction)
      })
  }

  /// What a structure may write about: itself; in its declarations also the bodies that it knows of.
  static func cut(
    of file: String, to structure: String, in transaction: WriteTransaction
  ) throws -> SubmitRows.Cut {
    guard file == FactKind.declarations.file else {
      return SubmitRows.Cut(structures: [structure], bodies: [])
    }
    return SubmitRows.Cut(
      structures: [structure],
      bodies: try EvaluationHandlers.bodies(seenBy: structure, in: transaction))
  }

  /// Makes sure that what a structure keeps of itself stays within its bound.
  ///
  /// - Throws: `RPCError` with RESOURCE_EXHAUSTED, `DIAGNOSIS_FULL`.
  static func checkBound(of structure: String, in transaction: WriteTransaction) throws {
    let count = try EvaluationStore.rowCount(ofDiagnosis: structure, in: transaction)
    guard count > RecordDiagnosis.maxKept else { return }
    throw RPCError(
      .resourceExhausted, reason: "DIAGNOSIS_FULL", domain: "vigie.evaluation",
      "a diagnosis has \(RecordDiagnosis.maxKept) rows at most; nothing was taken over",
      arguments: ["most": String(RecordDiagnosis.maxKept)])
  }

  /// Remarks on evidence whose source is not known here: the source may come later, or be mistyped.
  private static func remarkUnknownSources(
    _ transaction: ReadTransaction
  ) throws -> (FactRow) -> Derived {
    let meetings = Set(try EvaluationStore.meetingCodes(in: transaction))
    let series = Set(try EvaluationStore.seriesItems(in: transaction).map(\.description.code))
    return { row in
      let source = row.text("source")
      let isKnown =
        switch EvidenceKind(rawValue: row.text("kind")) {
        case .meeting: meetings.contains(source)
        case .series: series.contains(source)
        case .senacs: SenacsQuestion(source) != nil
        case .document, nil: true
        }
      return Derived(remarks: isKnown ? [] : [.init("source", source, "SOURCE_UNKNOWN")])
    }
  }

  /// Remarks on codes of the open lists that the catalogue of texts does not know: they may be new, or mistaken.
  private static func remarkNewCodes(_ row: FactRow) -> Derived {
    let lists = [
      ("training_actions", Catalogue.action.codes), ("senacs_uses", Catalogue.use.codes),
    ]
    return Derived(
      remarks: lists.flatMap { column, known in
        row.list(column).filter { !known.contains($0) }.map {
          Derived.Remark(column, $0, "CODE_UNKNOWN", beside: known)
        }
      })
  }

  /// Values of a described series, in files of any make. They may be real or invented, whatever the network is.
  static let series = DescribedFile(
    SeriesDescription.file, roles: [.operator], isReference: true
  ) { upload, transaction in
    var intake = try SeriesIntake(upload, in: transaction)
    return try intake.run()
  }
}
