import ArgumentParser
import Composition
import Contracts
import FactKinds
import Pages
import Values

/// Who takes which post, and from when: somebody known by their code, or somebody new by their names.
struct ArrivalArguments: ParsableArguments {
  @Argument(help: .structureCode, completion: .structures) var structure: String
  @Argument(
    help: .words(
      "Code de la personne, par exemple P12 ; à omettre pour une nouvelle personne.",
      "Code of the person, such as P12; none for somebody new.", .person))
  var person: String?
  @Option(help: .post) var function: MandateFunction
  @Option(help: .firstDay) var on: CivilDate = .today
  @Option(help: .lastDayOrNone) var until: CivilDate?
  @OptionGroup var names: NewcomerNames
  @Flag(help: .withoutAsking) var yes = false

  func validate() throws {
    guard person == nil ? names.isComplete : names.isEmpty else {
      throw ValidationError(
        "donnez le code de la personne, ou --family-name et --given-name pour une personne nouvelle",
        "give the person's code, or --family-name and --given-name for somebody new")
    }
    // Otherwise somebody new would be recorded before the mandate is refused.
    if let until, until < on {
      throw ValidationError("--until précède --on", "--until lies before --on")
    }
  }

  /// Somebody who is not recorded yet; nil for a person with a code.
  private var newcomer: PrepareArrival.Newcomer? {
    guard let familyName = names.familyName, let givenName = names.givenName else { return nil }
    return .init(familyName: familyName, givenName: givenName, email: names.email)
  }

  /// Tells what is to be looked at, and records the person if they are new, then the mandate: each is shown and asked about.
  ///
  /// - Throws: what ``FactWriting`` and the calls throw.
  func record(isInterim: Bool, _ gateway: Gateway) async throws {
    let told = try await gateway.call(
      "registry",
      PrepareArrival(
        structure: structure, function: function, on: on, isInterim: isInterim, person: person,
        newcomer: newcomer))
    FindingLines.write(refused: [], findings: told.findings, namesFile: true)
    if let newcomer {
      let cells = [
        "person_code": told.freeCode, "family_name": newcomer.familyName,
        "given_name": newcomer.givenName, "email": newcomer.email ?? "",
      ]
      let isRecorded = try await FactWriting(kind: .people, isNew: true, isAgreed: yes)
        .write(cells, gateway)
      guard isRecorded else { return await gateway.close() }
    }
    let cells = [
      "person_code": person ?? told.freeCode, "structure_code": structure,
      "function": function.rawValue, "from": on.iso, "to": until?.iso ?? "",
      "interim": String(isInterim),
    ]
    try await FactWriting(kind: .mandates, isNew: true, isAgreed: yes).run(cells, gateway)
  }
}
