import Contracts
import RPCContract

/// The kinds of facts that there are, in the order in which a folder of them is loaded: what is referred to comes first.
public struct FactCatalogue: Sendable {
  /// All of them.
  public let kinds: [FactKind]

  /// Every type of message: a row of each kind that is told, and what the exchange tells of submissions.
  public let messageTypes: [MessageType]
  /// What can be submitted: rows of the kinds that somebody may, in the order of their names, and answers by a codebook.
  public let submitted: [SubmittedFile]

  /// Makes a catalogue.
  public init(_ kinds: [FactKind]) {
    self.kinds = kinds
    messageTypes =
      kinds.flatMap(MessageType.of)
      + ["accepted", "refused"].map {
        MessageType("vigie.exchange.v1.submission-\($0)", .contract(SubmissionOutcome.self))
      }
    let files = kinds.filter { !$0.submittedBy.isEmpty }.map {
      SubmittedFile(name: $0.file, service: $0.owner, roles: $0.submittedBy)
    }
    let answers = SubmittedFile(
      name: AnswersFile.name, service: "senacs", roles: [.operator, .partner])
    submitted = files.sorted { $0.name < $1.name } + [answers]
  }

  /// Vigie's. Source of the order: acceptance/formats.md.
  public static let vigie = FactCatalogue([
    .communes, .movements, .structures, .approvals, .people, .mandates, .sessions, .attendance,
    .campaigns, .submissions, .successions, .answers, .diagnoses, .bodies, .meetings, .invitations,
    .evidence, .participants, .elements, .revisions, .steps,
  ])

  /// Those that a service owns.
  public func kinds(of service: String) -> [FactKind] { kinds.filter { $0.owner == service } }

  /// The kinds that an event tells of, as recorded or as withdrawn.
  public func kinds(in topic: String) -> [FactKind] {
    kinds.filter { $0.event.map { [$0.topic, $0.withdrawnTopic].contains(topic) } ?? false }
  }

  /// The kind of a file such as `sessions.csv`; nil where there is none.
  public func kind(ofFile file: String) -> FactKind? { kinds.first { $0.file == file } }

  /// What is submitted by a schema; nil for a schema, or a version of one, that is not known.
  public func submitted(by schema: String) -> SubmittedFile? {
    submitted.first { $0.schema == schema }
  }
}
