import ArgumentParser

/// The names of somebody who is not recorded yet, in place of a person's code.
struct NewcomerNames: ParsableArguments {
  @Option(help: .words("Nouvelle personne : nom de famille.", "Somebody new: family name.", .name))
  var familyName: String?
  @Option(help: .words("Nouvelle personne : prénom.", "Somebody new: given name.", .givenName))
  var givenName: String?
  @Option(help: .words("Nouvelle personne : courriel.", "Somebody new: e-mail address.", .email))
  var email: String?

  /// Whether nothing is said.
  var isEmpty: Bool { familyName == nil && givenName == nil && email == nil }
  /// Whether both names are said.
  var isComplete: Bool { familyName != nil && givenName != nil }
}
