import Contracts
import PortalDomain
import RPCContract
import ServiceHost
import Values

/// The form of the action sheet's questions: where it comes from, and where its answer goes. All else is as in a campaign's form.
extension PortalSite {
  /// `/fiche`: the present year's.
  func presentSheetForm(_ visit: Visit) -> WebResponse {
    .redirect(Questionnaire.sheet(year: today.year).parts)
  }

  /// Asks for what a structure answered last. The form of the year before stays open: who began late can end it.
  ///
  /// - Returns: the form; nil for a year that is not asked about.
  /// - Throws: `RPCError`; `EncodingError`.
  func fetchSheet(
    _ year: Int, _ key: DraftStore.Key, _ session: Session
  ) async throws -> KeptForm? {
    guard (today.year - 1...today.year).contains(year) else { return nil }
    let last = try await latestAnswers(nil, of: key.structure, session)
    return KeptForm(
      campaign: key.campaign, document: try SheetQuestions.document(), dataYear: year,
      opensOn: .firstDay(of: year), closesOn: .lastDay(of: year), isExpected: true,
      lastYear: SheetQuestions.lastYear(last), known: SheetQuestions.known(last))
  }

  /// Returns a structure's last answers to the sheet's questions, of a year or of all; nil without any.
  ///
  /// - Throws: `RPCError`.
  func latestAnswers(
    _ year: Int?, of structure: String, _ session: Session
  ) async throws -> ReadLatestAnswers.Item? {
    try await calls.items(
      "evaluation", ReadLatestAnswers(year: year.flatMap { Year($0) }), for: session, most: 1
    ).first { $0.structureCode == structure }
  }

  /// Sends an answer to the service that takes it; the key makes it the same call whenever it is tried again.
  ///
  /// - Throws: `RPCError`.
  func deliver(
    _ sending: SendingStore.Sending, of key: DraftStore.Key, _ form: CampaignForm,
    _ session: Session
  ) async throws -> SendAnswer.Reply {
    guard case .sheet(let number) = form.kept.questionnaire, let year = Year(number) else {
      return try await calls.call(
        "senacs",
        SendAnswer(campaign: key.campaign, structure: key.structure, cells: sending.said.cells),
        for: session, key: sending.callKey)
    }
    let reply = try await calls.call(
      "evaluation",
      SheetQuestions.request(sending.said.cells, structure: key.structure, year: year),
      for: session, key: sending.callKey)
    let refused = reply.refused.map { finding in
      var finding = finding
      finding.column = SheetQuestions.field(ofColumn: finding.column)
      return finding
    }
    return SendAnswer.Reply(
      isTaken: reply.isTaken, receivedAt: reply.receivedAt,
      isLate: reply.receivedAt.parisDay > form.kept.closesOn, refused: refused,
      findings: reply.findings)
  }
}
