public import RPCContract
import ServiceKit
import Texts
public import Values

extension RPCError {
  /// Makes the refusal of a document by its faults: INVALID_ARGUMENT. The faults go along in words, in English as the argument `fault`
  /// and in French as `fault.fr`, since a caller has no words for the faults of a newer service.
  ///
  /// - Parameters:
  ///   - text: what cannot be done, for developers.
  ///   - faults: what is wrong, one at least.
  ///   - reason: the stable reason.
  ///   - domain: who defines the reason.
  ///   - field: the member of the request that has the document.
  ///   - name: the name of the argument that has the faults.
  ///   - arguments: the reason's other arguments.
  /// - Returns: the error to throw.
  public static func faulty(
    _ text: String, _ faults: [DocumentFault], reason: String, domain: String, field: String,
    name: String = "fault", arguments: [String: String] = [:]
  ) -> RPCError {
    let english = faults.map { $0.text(.english) }.joined(separator: "; ")
    let french = faults.map { $0.text(.french) }.joined(separator: " ; ")
    return RPCError(
      .invalidArgument, reason: reason, domain: domain, "\(text): \(english)",
      arguments: arguments.merging([name: english, "\(name).fr": french]) { $1 }, field: field)
  }
}
