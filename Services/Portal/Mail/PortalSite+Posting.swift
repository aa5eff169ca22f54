import Pages
import PortalDomain
import ServiceHost
import Storage
import Values

/// The one way in which mails go to people: each is noted before it goes, so that the officer is told which did not arrive.
extension PortalSite {
  /// Notes a mail and sends it.
  ///
  /// - Parameters:
  ///   - posting: whom it goes to, and what for.
  ///   - now: the time.
  ///   - make: makes the message for a sender's address, nil where it goes into a folder.
  /// - Throws: what keeps it from going, once that is noted; `StorageError`.
  func post(
    _ posting: Posting, at now: Instant, _ make: (String?) -> MailMessage?
  ) async throws {
    try await host.database.write { try MailStore.add(posting, in: $0) }
    try await deliver(posting, at: now, make)
  }

  /// Sends a mail that is noted already, as ``post(_:at:_:)`` does.
  func deliver(
    _ posting: Posting, at now: Instant, _ make: (String?) -> MailMessage?
  ) async throws {
    let sender = MailSender(configuration.mail, bounces: configuration.bounces?.address)
    let token = posting.token
    do {
      try await sender.send(at: now, as: token, make)
    } catch {
      let status = (error as? MailFailure)?.status ?? MailReason.ownProgram
      try await host.database.write { try MailStore.fail(token, status: status, in: $0) }
      throw error
    }
  }
}
