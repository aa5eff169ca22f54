import Logging
import PortalDomain
import ServiceHost
import ServiceKit
import Storage

/// Puts the portal together: the methods that other programs call, and the door for browsers.
struct PortalService {
  /// The services that it calls: nobody comes in without the registry.
  static let needed = ["registry"]
  /// Those whose pages are absent where the configuration does not name them.
  static let wanted = ["training", "senacs", "evaluation"]

  private var host: ServiceHost
  private let site: PortalSite
  private let configuration: PortalConfiguration

  init(_ options: ServiceConfiguration) throws {
    configuration = try PortalConfiguration(options)
    host = try ServiceHost(
      name: "portal", configuration: options, migrations: PortalMigrations.all, files: [],
      follows: [])
    site = try PortalSite(host, configuration)
    PortalHandlers(site: site).register(in: &host.router)
  }

  func run() async throws {
    if configuration.mail == .none {
      host.logger.notice("no mail is sent (options sendmail, mailFolder): make links by hand")
    }
    let site = site
    let door = HTTPDoor(
      host: configuration.host, port: configuration.port, proxies: configuration.proxies,
      logger: host.logger,
      limits: { await site.limits(of: $0) }, respond: { await site.respond(to: $0) })
    try await host.run(
      beside: [forget, collect, site.fileRuns.run], doors: [door.service])
  }

  private static let forgetting: [@Sendable (WriteTransaction) throws -> Void] = [
    { try PortalStore.forgetOld(in: $0) }, { try ReminderStore.forgetOld(in: $0) },
    { try MailStore.forgetOld(in: $0) }, { try AttemptStore.forgetOld(in: $0) },
    { try ErasureStore.forgetOldChanges(in: $0) }, { try ErasureStore.forgetOldAnswers(in: $0) },
    { try ConversationStore.forgetOld(in: $0) }, { try FileStore.forgetOld(in: $0) },
  ]

  /// Forgets what has ended, once an hour.
  private func forget() async {
    while !Task.isCancelled {
      // Each in a change of its own: where one fails, the others forget all the same.
      for forgetOld in Self.forgetting {
        do {
          try await host.database.write { try forgetOld($0) }
        } catch {
          host.logger.error("what is over was not forgotten: \(PortalSite.reason(error))")
        }
      }
      // There is no event to wait for, so the loop sleeps; a cancelled sleep ends it.
      try? await Task.sleep(for: .seconds(3600))
    }
  }

  /// Looks once a minute which mails came back.
  private func collect() async {
    guard let bounces = configuration.bounces else { return }
    let folder = BounceFolder(path: bounces.folder, address: bounces.address)
    var wasReadable = true
    while !Task.isCancelled {
      let (mails, isReadable) = folder.look()
      if wasReadable, !isReadable {
        host.logger.error(
          "the folder of mails that come back cannot be read and emptied (option bounceFolder)")
      }
      wasReadable = isReadable
      do {
        let failed = mails.compactMap(\.bounce)
        if !failed.isEmpty {
          try await host.database.write { transaction in
            for bounce in failed {
              try MailStore.fail(bounce.token, status: bounce.status, in: transaction)
            }
          }
        }
        folder.remove(mails)
      } catch {
        host.logger.error("mails that came back were not noted: \(PortalSite.reason(error))")
      }
      // A Maildir tells nobody that a mail came, so the loop sleeps; a cancelled sleep ends it.
      try? await Task.sleep(for: .seconds(60))
    }
  }
}
