import Contracts
import RPC
import RPCContract
package import Values

extension Handover {
  /// Asks the four services for what a director leaves to the next. A service that does not answer, or refuses this key, is listed
  /// as missing.
  ///
  /// - Throws: `RPCError` when the structure or its diagnosis cannot be read.
  package static func read(
    _ services: any ServiceCalls, structure code: String, day: CivilDate
  ) async throws -> Handover {
    let summary = try await services.call("registry", GetStructure(code: code, asOf: day))
    let diagnosis = try await services.call("evaluation", GetDiagnosis(structure: code, asOf: day))
    var missing = diagnosis.missing
    func tried<T>(_ what: String, _ body: () async throws -> T) async -> T? {
      do {
        return try await body()
      } catch {
        if !missing.contains(what) { missing.append(what) }
        return nil
      }
    }
    let veille = await tried("evaluation") {
      let items = try services.stream(
        "evaluation", ListMeetings(structure: code, from: day.adding(months: -24), to: day))
      var found: ListMeetings.Item?
      for try await item in items { found = item }
      return found
    }
    let portrait = await tried("evaluation") {
      try await services.call("evaluation", GetPortrait(structure: code, asOf: day))
    }
    let answers = await tried("senacs") {
      try await services.call("senacs", ListAnswers(structure: code, asOf: day)).answers
    }
    var sheet: GetFeedbackSheet.Reply?
    if let last = answers?.last {
      do {
        sheet = try await services.call(
          "senacs", GetFeedbackSheet(campaign: last.campaign, structure: code))
      } catch let error as RPCError
        where ["CODEBOOK_MISSING", "ANSWER_MISSING"].contains(error.status.details?.reason)
      {
        // Without a codebook or an answer there is no sheet, and nothing is missing.
      } catch {
        if !missing.contains("senacs") { missing.append("senacs") }
      }
    }
    let query = FigureQuery(
      year: day.factYear, from: day.adding(months: -48), to: day, asOf: day)
    let trained = await tried("training") { () async throws -> (Bool, [String]) in
      let inPost = try await services.call(
        "training", ExplainFigure(code: "I4", scope: "all", query: query, structure: code))
      let reached = try await services.call(
        "training", ExplainFigure(code: "I2d", scope: "all", query: query, structure: code))
      let sessions = reached.members.flatMap(\.facts).filter { $0.file == "sessions.csv" }
        .compactMap(\.key.first)
      return (inPost.members.contains { $0.counts > Quantity(0) }, Array(Set(sessions)).sorted())
    }
    return Handover(
      structure: summary, diagnosis: diagnosis, veille: veille ?? nil, answers: answers ?? [],
      sheet: sheet, portrait: portrait, sessions: trained?.1 ?? [], isTrained: trained?.0,
      missing: missing)
  }
}
