import Composition
import RPCContract

extension Gateway {
  /// Asks every service that the configuration names, one after the other. One that does not answer is named on the error output, and the
  /// others are asked all the same.
  ///
  /// - Parameter ask: asks a service, by its name.
  /// - Returns: whether all answered.
  /// - Throws: any other error of `ask`, such as a refusal, which would be the same everywhere.
  func askEveryHost(_ ask: (String) async throws -> Void) async throws -> Bool {
    var haveAllAnswered = true
    for service in hosts where clients[service] != nil {
      do {
        try await ask(service)
      } catch let error as RPCError
        where [.unavailable, .deadlineExceeded].contains(error.status.code)
      {
        haveAllAnswered = false
        Output.error("\(service)\(words(" :", ":")) \(Failure.text(error))")
      }
    }
    return haveAllAnswered
  }
}
