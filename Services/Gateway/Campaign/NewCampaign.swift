import ArgumentParser
import Composition
import Contracts
import FactKinds
import Values

/// A campaign that is not recorded yet, and the codebook that it takes over.
struct NewCampaign: ParsableArguments {
  @Option(
    help: .words(
      "Campagne nouvelle : le jour qui détermine quelles structures sont attendues, AAAA-MM-JJ.",
      "A new campaign: the day as of which structures are expected, YYYY-MM-DD."))
  var reference: CivilDate?
  @Option(
    help: .words(
      "Campagne nouvelle : le premier jour, AAAA-MM-JJ.",
      "A new campaign: the first day, YYYY-MM-DD.")) var opens: CivilDate?
  @Option(
    help: .words(
      "Campagne nouvelle : le dernier jour, AAAA-MM-JJ.",
      "A new campaign: the last day, YYYY-MM-DD.")) var closes: CivilDate?
  @Option(
    help: .words(
      "Campagne nouvelle : l'année des données ; sinon celle qui précède l'ouverture.",
      "A new campaign: the year of its data; default the one before it opens."))
  var dataYear: Int?
  @Option(
    help: .words(
      "La campagne dont le questionnaire est repris tel quel, par exemple 2025.",
      "The campaign whose codebook is taken over as it is, such as 2025."),
    completion: .campaigns) var codebookOf: String?

  func validate() throws {
    let given = [reference, opens, closes].compactMap { $0 }.count
    guard given == 3 || (given == 0 && dataYear == nil) else {
      throw ValidationError(
        "Pour une campagne nouvelle, indiquez --reference, --opens et --closes.",
        "For a new campaign give --reference, --opens and --closes.")
    }
  }

  /// Records the campaign where its days are given, and gives it the codebook that it takes over. Nothing is recorded where there is no
  /// such codebook.
  ///
  /// - Throws: what ``FactWriting`` and the calls throw.
  func record(_ campaign: String, _ gateway: Gateway) async throws {
    var document: String?
    if let codebookOf {
      let state = try await gateway.call("senacs", GetCodebook(campaign: codebookOf))
      document = try TakenCodebook.document(state.document)
    }
    if let reference, let opens, let closes {
      let cells = [
        "campaign": campaign, "data_year": String(dataYear ?? opens.year - 1),
        "reference_date": reference.iso, "opens_on": opens.iso, "closes_on": closes.iso,
      ]
      _ = try await FactWriting(kind: .campaigns, isNew: true, isAgreed: true)
        .write(cells, gateway)
    }
    guard let codebookOf, let document else { return }
    _ = try await gateway.call("senacs", SetCodebook(campaign: campaign, document: document))
    Output.line(
      "Questionnaire repris de la campagne \(codebookOf).",
      "Codebook taken over from campaign \(codebookOf).")
  }
}
