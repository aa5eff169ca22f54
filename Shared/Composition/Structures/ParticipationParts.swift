package import Contracts

/// Who of a campaign's expected structures answered, to be counted by what they are on the reference date.
///
/// The sums are those of I1: a member of the expected list counts in the denominator, and in the numerator with an answer that counts.
package struct ParticipationParts: Sendable {
  /// An expected structure.
  package struct Member: Hashable, Sendable {
    package let code: String
    /// Whether it has an answer that counts.
    package let hasAnswered: Bool
  }

  /// The expected structures, by code.
  package let members: [Member]

  /// Takes what senacs said.
  package init(_ reply: GetParticipation.Reply) {
    let missing = Set(reply.missing.map(\.code))
    members = reply.expected.map { Member(code: $0, hasAnswered: !missing.contains($0)) }
  }

  /// Counts members by traits.
  ///
  /// - Parameters:
  ///   - traits: one or two that the registry knows.
  ///   - members: those to count.
  ///   - structure: returns what is known of a structure, by its code.
  /// - Returns: the table.
  package static func table(
    _ traits: [CrossTable.Trait], _ members: [Member],
    of structure: (String) -> StructureSummary?
  ) -> CrossTable {
    CrossTable(
      traits,
      members.map { member in
        let known = structure(member.code)
        return CrossTable.Entry(
          values: traits.map { CrossTable.value($0, of: known) ?? CrossTable.unknown },
          counts: member.hasAnswered)
      })
  }

  /// Counts the members of one of the five scopes.
  ///
  /// - Parameters:
  ///   - scope: its name, such as `kind:CS`.
  ///   - members: those to count.
  ///   - structure: returns what is known of a structure, by its code.
  /// - Returns: how many there are, and how many answered.
  package static func part(
    _ scope: String, _ members: [Member], of structure: (String) -> StructureSummary?
  ) -> CrossTable.Tally {
    let parts = scope.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, let trait = CrossTable.Trait(rawValue: parts[0]) else {
      return table([.kind], members, of: structure).tally([nil])
    }
    return table([trait], members, of: structure).tally([parts[1]])
  }
}
