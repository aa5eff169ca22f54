import Contracts
import ExchangeDomain
import FactKinds
import Foundation
import RPCContract
import Storage
import Values

/// A submission that waits for its service.
struct PendingSubmission: Sendable {
  let number: Int
  let principal: String
  let key: String
  let file: SubmittedFile
  let fictitious: Bool
  /// The limits of what its rows may name; nil where they cannot be read any more.
  let cut: Visibility.Cut?
  /// The roles of its key that allowed the submission.
  let roles: Set<Role>
  let attempts: Int
  /// How often it failed although its service was healthy.
  let failures: Int
  let expiresAt: Instant
}
