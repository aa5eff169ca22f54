import RPC
import Storage

/// Why a service cannot take an event: the event itself is at fault, so trying again at once does not help.
///
/// The event is set aside and the feed goes on. Any other error of a ``FeedConsumer`` comes from the store or from a peer: the
/// follower tries again until it is over.
public struct EventFault: Error, Sendable, Hashable {
  /// A stable code, such as `UNKNOWN_STRUCTURE`.
  public let reason: String
  /// What is the matter, in English.
  public let text: String
  /// The service whose feed may still bring what is missing; nil where nothing can.
  ///
  /// The event waits until that feed has been read up to the end that it had when the event was here.
  public let awaits: String?

  /// An event that is not JSON, or lacks what its type says.
  public static func unreadable(_ text: String) -> EventFault {
    EventFault(reason: "EVENT_UNREADABLE", text)
  }

  /// A code or a text that no store and no message can hold.
  public static func badText(_ text: String) -> EventFault {
    EventFault(reason: "EVENT_TEXT", text)
  }

  /// An event, or a row of one, that no message can hold.
  public static func tooLarge(_ text: String) -> EventFault {
    EventFault(reason: "EVENT_TOO_LARGE", text)
  }

  /// Makes a fault.
  public init(reason: String, _ text: String, awaits: String? = nil) {
    self.reason = reason
    self.text = text
    self.awaits = awaits
  }

  /// The fault that an error of a ``FeedConsumer`` stands for; nil where the event is not to blame.
  static func of(_ error: any Error) -> EventFault? {
    switch error {
    case let fault as EventFault: fault
    case let error as DecodingError: .unreadable(text(error))
    case StorageError.nulInText: .badText("a text has U+0000")
    default: nil
    }
  }

  private static func text(_ error: DecodingError) -> String {
    let (path, text) = PayloadFault.place(of: error)
    let field = path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: " ")
    return field.isEmpty ? text : "\(field): \(text)"
  }
}
