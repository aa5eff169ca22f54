import Contracts
import FactKinds
import RPC
import RPCContract
import ServiceHost
import Storage
import Tabular
import Values

/// What a structure sends of its own: its answers to the sheet's questions, and its own reading of its diagnosis.
extension EvaluationHandlers {
  /// The rows of one file that a structure sends.
  private struct OwnPart {
    let kind: FactKind
    let row: [String: String]

    /// Takes cells. Every column stands in the row, with what is the service's to say.
    init(_ kind: FactKind, _ cells: [String: String], _ known: [String: String]) {
      self.kind = kind
      row = Dictionary(
        kind.form.columns.map { ($0.name, known[$0.name] ?? cells[$0.name] ?? "") },
        uniquingKeysWith: { first, _ in first })
    }
  }

  func sendSheetAnswers(
    _ request: SendSheetAnswers, _ context: ServerContext, in transaction: WriteTransaction
  ) throws -> SendSheetAnswers.Reply {
    _ = try meant(request.structure, context)
    let count = request.answers.count + request.reading.count
    guard count > 0, count <= SendSheetAnswers.mostCells else {
      throw RPCError.badField(
        "answers", "\(count) cells came, 1 to \(SendSheetAnswers.mostCells) are allowed")
    }
    let today = transaction.recordedAt.parisDay.iso
    var parts: [OwnPart] = []
    if !request.answers.isEmpty {
      parts.append(
        OwnPart(
          .answers, request.answers,
          [
            "year": String(request.year.value), "structure_code": request.structure,
            "answered_on": today,
          ]))
    }
    if !request.reading.isEmpty {
      // A reading in another assessor's name would settle what two assessors differ in.
      parts.append(
        OwnPart(
          .diagnoses, request.reading,
          [
            "structure_code": request.structure, "assessor": Assessor.first.rawValue,
            "assessed_on": today,
          ]))
    }
    let cause = Cause.call(by: context.effectivePrincipal)
    let cut = SubmitRows.Cut(structures: [request.structure], bodies: [])
    func take() throws -> [SubmitRows.Reply] {
      try parts.map { part in
        try host.rows.take(
          [part.row], of: part.kind.file, cause: cause, cut: cut, in: transaction)
      }
    }
    // Tried first: where one part is refused, the other is not taken either.
    let refused = try transaction.rehearse(take).flatMap(\.refused)
    guard refused.isEmpty else {
      return SendSheetAnswers.Reply(
        isTaken: false, receivedAt: transaction.recordedAt, refused: refused, findings: [])
    }
    let taken = try take()
    try EvaluationFiles.checkBound(of: request.structure, in: transaction)
    return SendSheetAnswers.Reply(
      isTaken: true, receivedAt: transaction.recordedAt, refused: [],
      findings: taken.flatMap(\.findings))
  }
}
