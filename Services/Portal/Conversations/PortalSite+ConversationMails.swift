import Composition
import Contracts
import Logging
import PortalDomain
import RPCContract
import ServiceHost
import Storage
import Texts
import Values

/// Mails that say that somebody wrote: to the people in post of the structure, or to the officers of the conversation.
extension PortalSite {
  /// Somebody who is told.
  private struct Reader {
    let person: String
    let name: String
    let address: String

    /// Who gets a mail, and for which structure where it goes to one.
    func receiver(_ conversation: Conversation, _ side: Conversation.Side) -> Posting.Receiver {
      guard side == .structure else { return Posting.Receiver(person: person) }
      return Posting.Receiver(
        person: person, structure: conversation.structure,
        structureName: conversation.structureName)
    }
  }

  /// Tells the other side of a message. What was written is kept whether a mail goes or not, so nothing of this fails the page.
  func tellOthers(of number: Int, by session: Session, from side: Conversation.Side) async {
    guard MailSender(configuration.mail).isThere else { return }
    do {
      let found = try await host.database.read { try ConversationStore.find(number, in: $0) }
      guard let found else { return }
      switch side {
      case .caf:
        let link = "\(configuration.publicAddress)/messages/\(number)"
        let readers = try await people(of: found.structure, session)
        try await tell(readers, .structure, link, found, session)
      case .structure:
        let link = "\(configuration.publicAddress)/questions/\(number)"
        try await tell(try await officers(of: number), .caf, link, found, session)
      }
    } catch {
      host.logger.error("nobody was told of a message: \(Self.reason(error))")
    }
  }

  private func tell(
    _ readers: [Reader], _ side: Conversation.Side, _ link: String,
    _ conversation: Conversation, _ session: Session
  ) async throws {
    let (host, number, now) = (host, conversation.number, host.database.now)
    for reader in readers where reader.person != session.person {
      let mayGo = try await host.database.write {
        try ConversationStore.takeMail(to: reader.person, of: number, in: $0)
      }
      guard mayGo else { continue }
      // Who is told reads French, whatever the writer's page is in.
      let mail = ConversationMail(
        reader: side, link: link, name: reader.name, address: reader.address,
        isFictitious: session.isFictitious, language: .french)
      do {
        let posting = Posting(
          receivers: [reader.receiver(conversation, side)], purpose: .message)
        try await post(posting, at: now) { mail.message(written: now, by: $0) }
      } catch {
        host.logger.error("a mail about a message did not go: \(Self.reason(error))")
        try await host.database.write {
          try ConversationStore.giveMailBack(to: reader.person, of: number, in: $0)
        }
      }
    }
  }

  /// The people in post of a structure, as the registry tells them to the officer.
  private func people(of structure: String, _ session: Session) async throws -> [Reader] {
    let today = today
    let posts = try await calls.call(
      "registry", ListMandates(structure: structure, asOf: today), for: session
    ).mandates.filter { $0.function != MandateFunction.other.rawValue }
    let services = SessionCalls(calls: calls, session: session)
    let contacts = try await services.contacts(of: Set(posts.map(\.person)).sorted())
    return contacts.values.compactMap { contact in
      contact.email.map { Reader(person: contact.code, name: contact.name, address: $0) }
    }.sorted { $0.person < $1.person }
  }

  /// The officers of a conversation, of those who are officers still. Who is one, the registry tells to nobody but the portal itself.
  private func officers(of number: Int) async throws -> [Reader] {
    let known = try await host.database.read {
      try ConversationStore.officers(of: number, in: $0)
    }
    var readers: [Reader] = []
    for person in known {
      let found = try await calls.ask(FindSignIns(person: person)).people.first
      guard let found, let address = found.email,
        found.ways.contains(where: { $0.role == Role.operator.rawValue })
      else { continue }
      readers.append(
        Reader(
          person: found.code, name: "\(found.givenName) \(found.familyName)", address: address))
    }
    return readers
  }
}
