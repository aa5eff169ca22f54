import Foundation
import Locking
import Logging
import RPC
import RPCZeroMQTransport
import ServiceKit
import ZeroMQ

/// The addresses that a service serves, each under its key: one, and two while its key is changed.
///
/// They are those of the configuration file, which is looked at again every second: an address that comes
/// is served at once, one that goes takes no new calls and lets the open ones end.
@Reactor
final class Listeners {
  private static let interval = Duration.seconds(1)

  private let server: Server
  private let directory: any PrincipalDirectory
  private let connectionsPerKey: Int
  private let grace: Duration
  private let logger: Logger
  private var open: [Listener: ZeroMQServer] = [:]

  init(
    _ server: Server, directory: any PrincipalDirectory, configuration: ServiceConfiguration,
    logger: Logger
  ) throws {
    self.server = server
    self.directory = directory
    self.logger = logger
    connectionsPerKey = configuration.connectionsPerKey
    grace = configuration.drain
    for listener in configuration.listeners { try begin(listener) }
  }

  private func begin(_ listener: Listener) throws {
    do {
      let socket = try ZeroMQServer(
        server, at: listener.endpoint, secretKey: try KeyFile.read(listener.keyFile).secretKey,
        directory: directory, connectionsPerKey: connectionsPerKey)
      open[listener] = socket
      logger.info(
        "serving on \(socket.endpoint)", metadata: ["endpoint": "\(socket.endpoint)"])
    } catch let error as ZeroMQError where error.isAddressInUse {
      throw ConfigurationProblem(
        "l'adresse \(listener.endpoint) est déjà prise ; arrêter l'autre programme ou changer "
          + "l'option endpoint",
        "cannot bind \(listener.endpoint): address in use; "
          + "stop the other program or change the option endpoint")
    } catch let error as ZeroMQError where ![EMFILE, ENFILE, ENOMEM].contains(error.number) {
      throw ConfigurationProblem(
        "\(error) ; corriger l'option endpoint", "\(error); correct the option endpoint")
    }
  }

  /// Follows the configuration file until it is cancelled.
  func follow(_ configuration: ServiceConfiguration) async {
    var known = configuration.listeners
    while !Task.isCancelled {
      // Ends with its task; a file has no commit to wait for.
      try? await Task.sleep(for: Self.interval)
      guard let wanted = try? await configuration.readAgain().listeners, wanted != known else {
        continue
      }
      known = wanted
      await serve(wanted)
    }
  }

  private func serve(_ wanted: [Listener]) async {
    for listener in wanted where open[listener] == nil {
      do {
        try begin(listener)
      } catch {
        // What is served goes on: the file can be mended.
        return logger.error(
          "\(listener.endpoint) is not served: \(error)",
          metadata: ["endpoint": "\(listener.endpoint)"])
      }
    }
    for (listener, socket) in open where !wanted.contains(listener) {
      open[listener] = nil
      logger.info(
        "no new calls on \(listener.endpoint)", metadata: ["endpoint": "\(listener.endpoint)"])
      await socket.retire(grace: grace)
    }
  }

  func close() {
    for socket in open.values { socket.close() }
    open = [:]
  }
}
