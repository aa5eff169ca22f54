import ArgumentParser
import Composition
import Contracts
import FactKinds
import Pages
import Texts
import Values

struct PeopleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people",
    "Cherche une personne par son nom, réunit deux codes d'une même personne, ou annule cette fusion.",
    "Finds people by name, merges two codes of one person, or takes a merge back.",
    subcommands: [Find.self, Merge.self, Unmerge.self, Merges.self])

  /// Shows entries side by side, each as it was recorded: names, address, mandates, trainings.
  ///
  /// - Returns: what is recorded; a code that nobody has is missing.
  static func show(_ codes: [String], _ gateway: Gateway) async throws -> [GetEntries.Entry] {
    let reply = try await gateway.call("registry", GetEntries(people: codes))
    let counts = try await gateway.call("training", CountTrainings(people: codes))
    let rows = reply.entries.map { entry -> [String] in
      let own = counts.rows.first { $0.person == entry.code }
      let (present, sessions) = (own?.present ?? 0, own?.sessions ?? 0)
      return [
        entry.code, entry.familyName, entry.givenName, entry.email ?? "–",
        entry.mandates.map(post).joined(separator: " ; "),
        language.part(present, of: sessions),
      ]
    }
    Output.table(
      headings(
        ["code", "nom", "prénom", "courriel", "postes", "formations suivies"],
        ["code", "family name", "given name", "e-mail", "mandates", "trainings attended"]), rows,
      isFictitious: reply.fictitious)
    return reply.entries
  }

  private static func post(_ post: GetEntries.Post) -> String {
    let function =
      post.function == MandateFunction.other.rawValue
      ? words("autre", "other") : Catalogue.reason(post.function, language)
    let interim = post.interim ? words(" (intérim)", " (interim)") : ""
    let span =
      post.to.map { language.days(post.from.iso, $0.iso) }
      ?? words("depuis le ", "since ") + language.day(post.from.iso)
    return "\(post.structure), \(function)\(interim), \(span)"
  }

  /// Records into which entry one is merged, or that it is not merged any more.
  ///
  /// - Throws: as ``FactWriting/run(_:_:)``.
  static func record(
    _ entry: String, into kept: String, isAgreed: Bool, _ gateway: Gateway
  ) async throws {
    let file = FactKind.merges.file
    let known = try await gateway.call("registry", ListVersions(file: file, key: [entry]))
    // Taking back what was never merged is refused by the registry.
    let isNew = !kept.isEmpty && !known.versions.contains(where: \.isCurrent)
    try await FactWriting(kind: .merges, isNew: isNew, isAgreed: isAgreed)
      .run(["person_code": entry, "kept_code": kept], gateway)
  }
}
