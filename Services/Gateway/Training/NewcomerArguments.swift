import ArgumentParser
import Composition
import Contracts
import Texts

/// Somebody who takes part in a training and is not recorded yet.
struct NewcomerArguments: ParsableArguments {
  @OptionGroup var names: NewcomerNames
  @Flag(
    help: .words(
      "Enregistre une nouvelle personne sans demander de confirmation, même si quelqu'un lui ressemble.",
      "Records somebody new without asking, even if somebody is like them."))
  var yes = false

  /// Makes sure that either a code or names are given.
  func check(beside person: String?, _ structure: String?) throws {
    guard person == nil ? names.isComplete && structure != nil : names.isEmpty else {
      throw ValidationError(
        "donnez le code de la personne, ou --family-name, --given-name et --structure pour une personne nouvelle",
        "give the person's code, or --family-name, --given-name and --structure for somebody new")
    }
  }

  /// Records the person. If somebody may be the same person, tells who, and asks first.
  ///
  /// - Returns: the new code; nil where the user did not agree.
  /// - Throws: `ValidationError` where nobody can be asked; what the calls throw.
  func record(in structure: String?, _ gateway: Gateway) async throws -> String? {
    var request = RecordParticipant(
      familyName: names.familyName ?? "", givenName: names.givenName ?? "", email: names.email,
      structure: structure ?? "", despiteLikeness: yes)
    var reply = try await gateway.call("registry", request)
    for one in reply.alike {
      let why = one.reasons.map { Catalogue.reason($0, language) }.joined(separator: ", ")
      Output.line(
        "Peut-être la même personne, déjà enregistrée : \(one.person) (\(why)).",
        "Perhaps the same person, recorded already: \(one.person) (\(why)).")
    }
    if reply.code == nil {
      Output.line(
        "Si c'est la même personne, inscrivez-la sous ce code. Sinon, un nouveau code sera créé.",
        "If it is the same person, register that code. If not, a new code is made.")
      guard try FactWriting.agrees(false) else {
        Output.line("Rien n'a été enregistré.", "Nothing was recorded.")
        return nil
      }
      request.despiteLikeness = true
      reply = try await gateway.call("registry", request)
    }
    guard let code = reply.code else { return nil }
    Output.line("Personne enregistrée : \(code)", "Person recorded: \(code)")
    return code
  }
}
