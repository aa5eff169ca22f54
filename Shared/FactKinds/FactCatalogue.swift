import Contracts
import RPCContract

/// The kinds of facts, in the order in which a folder of fact files is loaded: kinds that others refer to come first.
public struct FactCatalogue: Sendable {
  /// All of them.
  public let kinds: [FactKind]

  /// The types of messages: for each kind that is told to partners one for recorded and one for withdrawn rows, and those of the
  /// outcomes of submissions.
  public let messageTypes: [MessageType]
  /// The files whose rows can be submitted: those of the kinds that some role may submit, by name, then answers by a codebook.
  public let submitted: [SubmittedFile]

  /// Makes a catalogue.
  public init(_ kinds: [FactKind]) {
    self.kinds = kinds
    messageTypes =
      kinds.flatMap(MessageType.of)
      + [SubmissionState.accepted, .refused].map {
        MessageType(
          name: MessageType.ofOutcome($0), row: .contract(SubmissionOutcome.self),
          isAboutPeople: false, isConfided: false)
      }
    let files = kinds.filter { !$0.submittedBy.isEmpty }.map {
      SubmittedFile(name: $0.file, service: $0.owner, roles: $0.submittedBy)
    }
    let answers = SubmittedFile(
      name: AnswersFile.name, service: "senacs", roles: [.operator, .partner])
    submitted = files.sorted { $0.name < $1.name } + [answers]
  }

  /// Vigie's own catalogue. Source of the order: acceptance/formats.md, then year.md; a kind that they do not have comes behind those that
  /// the kind refers to.
  public static let vigie = FactCatalogue([
    .communes, .movements, .structures, .approvals, .people, .merges, .mandates, .grants,
    .sessions, .halfDays, .attendance, .satisfaction, .campaigns, .submissions, .successions,
    .answers, .diagnoses, .bodies, .meetings, .invitations, .declarations, .evidence,
    .participants, .elements, .revisions, .steps, .partners, .agreements, .agreementParties,
    .agreementCommunes, .contributions, .tools, .toolUses, .enrolments,
  ])

  /// Returns the kinds that a service owns.
  public func kinds(of service: String) -> [FactKind] { kinds.filter { $0.owner == service } }

  /// The kinds that an event tells partners of, as recorded or as withdrawn; none for an event that stays among the services.
  public func kinds(in topic: String) -> [FactKind] {
    kinds.filter { kind in
      !kind.isInternal
        && kind.event.map { [$0.topic, $0.withdrawnTopic].contains(topic) } ?? false
    }
  }

  /// The kind of a file such as `sessions.csv`; nil where there is none.
  public func kind(ofFile file: String) -> FactKind? { kinds.first { $0.file == file } }

  /// Returns the file whose rows a schema describes; nil for an unknown schema, or an unknown version of one.
  public func submitted(by schema: String) -> SubmittedFile? {
    submitted.first { $0.schema == schema }
  }
}

extension FactKind {
  /// The kinds that a structure may load about itself: its diagnosis, its answers to the sheet's questions, and what it says of meetings.
  public static let ownKinds = [evidence, participants, elements, revisions, answers, declarations]
}
