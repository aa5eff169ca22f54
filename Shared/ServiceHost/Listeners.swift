import Foundation
import Locking
import Logging
import RPC
import RPCZeroMQTransport
import ServiceKit
import ZeroMQ

/// The addresses that a service serves, each with its own key: one, or two while the key is being changed.
///
/// The configuration file names them and is read again every second. A new address is served at once. A
/// removed address takes no new calls and lets the open ones end.
@Reactor
final class Listeners {
  private static let interval = Duration.seconds(1)

  private let server: Server
  private let directory: any PrincipalDirectory
  private let connectionsPerKey: Int
  private let grace: Duration
  private let logger: Logger
  private var open: [Listener: ZeroMQServer] = [:]
  /// Why the last address was not served, so that it is logged once; nil where all are.
  private var lastProblem: String?

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
        "Adresse déjà utilisée : \(listener.endpoint). Arrêtez l'autre programme, ou changez l'option endpoint.",
        "Cannot bind \(listener.endpoint): address in use; stop the other program or change the option endpoint."
      )
    } catch let error as ZeroMQError where ![EMFILE, ENFILE, ENOMEM].contains(error.number) {
      throw ConfigurationProblem(
        "Impossible d'écouter sur \(listener.endpoint) : corrigez l'option endpoint. Détail (en anglais) : \(error)",
        "\(error); correct the option endpoint")
    }
  }

  /// Follows the configuration file until it is cancelled.
  func follow(_ configuration: ServiceConfiguration) async {
    var (known, isServed) = (configuration.listeners, true)
    while !Task.isCancelled {
      // The file is polled, since a file has no commit to wait for. Cancelling the task ends the sleep.
      try? await Task.sleep(for: Self.interval)
      guard let wanted = try? await configuration.readAgain().listeners,
        wanted != known || !isServed
      else { continue }
      isServed = await serve(wanted)
      known = wanted
    }
  }

  /// Serves the addresses that are wanted, and no others.
  ///
  /// - Returns: whether it could; it is tried again where not, since an address may become free.
  private func serve(_ wanted: [Listener]) async -> Bool {
    for listener in wanted where open[listener] == nil {
      do {
        try begin(listener)
      } catch {
        // The addresses that are open stay in service; the file can be corrected.
        let text = "\(listener.endpoint) is not served: \(error)"
        if text != lastProblem {
          logger.error("\(text)", metadata: ["endpoint": "\(listener.endpoint)"])
        }
        lastProblem = text
        return false
      }
    }
    for (listener, socket) in open where !wanted.contains(listener) {
      open[listener] = nil
      logger.info(
        "no new calls on \(listener.endpoint)", metadata: ["endpoint": "\(listener.endpoint)"])
      await socket.retire(grace: grace)
    }
    lastProblem = nil
    return true
  }

  func close() {
    for socket in open.values { socket.close() }
    open = [:]
  }
}
