import RPCContract
import ServiceKit
import Texts

/// A failed call in words: what happened and what to do, then the code by which programs and administrators know it. gRPC's names of
/// statuses are for JSON.
enum Failure {
  /// The sentences, and the code in square brackets.
  static func text(_ error: any Error) -> String {
    if let problem = error as? ConfigurationProblem {
      return words(problem.french, problem.english)
    }
    guard let status = (error as? RPCError)?.status else { return "\(error)" }
    return "\(sentence(status)) [\(code(status))]"
  }

  /// What happened and what to do.
  static func sentence(_ status: Status) -> String {
    let details = status.details
    let known = details?.reason.flatMap {
      Catalogue.refusal($0, details?.arguments ?? [:], language)
    }
    return known ?? Catalogue.failure(status.code.name, message: status.message, language)
  }

  /// The reason; of a record that is refused, the code of its fault; the status's name where there is no reason.
  private static func code(_ status: Status) -> String {
    guard let reason = status.details?.reason else { return status.code.name }
    return reason == "ROW_REFUSED" ? status.details?.arguments?["code"] ?? reason : reason
  }
}
