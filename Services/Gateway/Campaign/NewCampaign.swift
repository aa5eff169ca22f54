import ArgumentParser
import Composition
import Contracts
import FactKinds
import Values

/// A campaign that is not recorded yet, and the codebook that it takes over.
struct NewCampaign: ParsableArguments {
  @Option(
    help: .words(
      "Nouvelle campagne : date qui détermine les structures attendues.",
      "New campaign: day that decides which structures are expected.", .day))
  var reference: CivilDate?
  @Option(help: .words("Nouvelle campagne : premier jour.", "New campaign: first day.", .day))
  var opens: CivilDate?
  @Option(help: .words("Nouvelle campagne : dernier jour.", "New campaign: last day.", .day))
  var closes: CivilDate?
  @Option(
    help: .words(
      "Nouvelle campagne : année des données ; par défaut : celle qui précède l'ouverture.",
      "New campaign: year of its data; default: the one before it opens.", .year))
  var dataYear: Int?
  @Option(
    help: .words(
      "Nouvelle campagne : celle dont le questionnaire est repris, par exemple 2025.",
      "New campaign: the one whose codebook is taken over, such as 2025.", .campaign),
    completion: .campaigns)
  var codebookOf: String?

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
