import Contracts
import Crypto
import Foundation
import RPC
import RPCContract
import ServiceHost
import Storage
import Values

/// Reports that were frozen: kept as they are, found by their digest.
extension EvaluationHandlers {
  func registerReports(in router: inout Router) {
    router.handle(KeepReport.self, keepReport)
    router.handle(GetReport.self, getReport)
    router.handle(ListReports.self, listReports)
  }

  private func keepReport(
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
      throw ReportCheck.wrong("it is no report of a kind that is known")
    }
    // Else it could say one thing to one reader and another to the next, or more than was looked over.
    guard try report.canonical() == data else {
      throw ReportCheck.wrong("it is not written in the one way that reports are")
    }
    try await ReportCheck(handlers: self, report: report, context: context).run()
    let digest = hexadecimal(SHA256.hash(data: data))
    return try await host.writes.run(request, context) { transaction in
      try transaction.execute(
        """
        INSERT INTO reports (digest, kind, name, document, cause, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (digest) DO NOTHING
        """,
        [
          .text(digest), .text(report.kind), .text(last.name), .text(request.document),
          .text(context.effectivePrincipal), .integer(transaction.recordedAt.microseconds),
        ])
      return KeepReport.Reply(digest: digest)
    }
  }

  private func getReport(
    _ request: GetReport, _ context: ServerContext
  ) async throws -> GetReport.Reply {
    let prefix = request.digest.lowercased()
    let digits = "0123456789abcdef"
    guard (GetReport.leastDigits...64).contains(prefix.count), prefix.allSatisfy(digits.contains)
    else {
      throw RPCError.badField(
        "digest", "a digest has \(GetReport.leastDigits) to 64 hexadecimal digits")
    }
    let found = try await host.database.read { transaction in
      // Up to the digit after the last one.
      try transaction.rows(
        "SELECT * FROM reports WHERE digest >= $1 AND digest <= $2 LIMIT 2",
        [.text(prefix), .text(prefix + "g")]
      ).map {
        GetReport.Reply(
          digest: $0.text("digest"), document: $0.text("document"),
          keptAt: Instant(microseconds: Int64($0.integer("recorded_at"))))
      }
    }
    guard found.count == 1 else {
      throw RPCError(
        Status(
          .notFound, reason: "REPORT_UNKNOWN", domain: "vigie.evaluation",
          "\(found.count) reports begin with \(prefix); see: vigie report list",
          arguments: ["digest": prefix]))
    }
    return found[0]
  }

  private func listReports(
    _ request: ListReports, _ context: ServerContext
  ) async throws -> ListReports.Reply {
    try await host.database.read { transaction in
      ListReports.Reply(
        reports: try transaction.rows(
          """
          SELECT digest, kind, name, recorded_at FROM reports ORDER BY recorded_at DESC LIMIT $1
          """, [.integer(ListReports.most)]
        ).map {
          .init(
            digest: $0.text("digest"), kind: $0.text("kind"), name: $0.text("name"),
            keptAt: Instant(microseconds: Int64($0.integer("recorded_at"))))
        })
    }
  }
}
