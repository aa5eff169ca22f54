import ArgumentParser

/// The names of somebody who is not recorded yet, in place of a person's code.
struct NewcomerNames: ParsableArguments {
  @Option(help: .words("Personne nouvelle : le nom.", "Somebody new: the family name."))
  var familyName: String?
  @Option(help: .words("Personne nouvelle : le prénom.", "Somebody new: the given name."))
  var givenName: String?
  @Option(help: .words("Personne nouvelle : le courriel.", "Somebody new: the e-mail address."))
  var email: String?

  /// Whether nothing is said.
  var isEmpty: Bool { familyName == nil && givenName == nil && email == nil }
  /// Whether both names are said.
  var isComplete: Bool { familyName != nil && givenName != nil }
}
