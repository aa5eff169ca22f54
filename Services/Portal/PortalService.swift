import Logging
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
    let door = HTTPDoor(host: configuration.host, port: configuration.port, logger: host.logger) {
      await site.respond(to: $0)
    }
    try await host.run(beside: [forget], doors: [door.service])
  }

  /// Forgets what has ended, once an hour.
  private func forget() async {
    while !Task.isCancelled {
      try? await host.database.write {
        try PortalStore.forgetOld(in: $0)
        try ReminderStore.forgetOld(in: $0)
      }
      // There is no event to wait for, so the loop sleeps; a cancelled sleep ends it.
      try? await Task.sleep(for: .seconds(3600))
    }
  }
}
