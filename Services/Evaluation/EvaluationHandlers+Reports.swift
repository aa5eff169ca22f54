import Contracts
import Crypto
import Foundation
import RPC
import RPCContract
import ServiceHost
import Storage
import Values

/// Frozen reports: kept as they are, and found by their digest.
extension EvaluationHandlers {
  func keepReport(
    _ request: KeepReport, _ context: ServerContext
  ) async throws -> KeepReport.Reply {
    let data = Data(request.document.utf8)
    guard data.count <= KeepReport.maxBytes else {
      throw RPCError.badField("document", "a report has \(KeepReport.maxBytes) bytes at most")
    }
    guard let report = try? JSONDecoder().decode(Report.self, from: data),
      let last = report.parts.last,
      Report.kinds.contains(report.kind)
    else {
      throw ReportCheck.wrong("REPORT_KIND")
    }
    // A document in another form could say different things to different readers, or more than was checked.
    guard try report.canonical() == data else {
      throw ReportCheck.wrong("REPORT_FORM")
    }
    try await ReportCheck(handlers: self, report: report, context: context).run()
    let digest = hexadecimal(SHA256.hash(data: data))
    context.note(subjects: [digest])
    return try await host.writes.run(request, context) { transaction in
      try EvaluationStore.keep(
        report, named: last.name, document: request.document, digest: digest,
        by: context.effectivePrincipal, in: transaction)
      return KeepReport.Reply(digest: digest)
    }
  }

  func getReport(
    _ request: GetReport, _ context: ServerContext, in transaction: ReadTransaction
  ) throws -> GetReport.Reply {
    let prefix = request.digest.lowercased()
    let digits = "0123456789abcdef"
    guard (GetReport.leastDigits...64).contains(prefix.count), prefix.allSatisfy(digits.contains)
    else {
      throw RPCError.badField(
        "digest", "a digest has \(GetReport.leastDigits) to 64 hexadecimal digits")
    }
    let found = try EvaluationStore.reports(beginning: prefix, in: transaction)
    guard found.count == 1 else {
      throw RPCError(
        .notFound, reason: "REPORT_UNKNOWN", domain: "vigie.evaluation",
        "\(found.count) reports begin with \(prefix); see: vigie report list",
        arguments: ["digest": prefix])
    }
    return found[0]
  }
}
