public import Contracts
import Foundation
public import Values

/// Somebody who has signed in on a device, in one way. What the person may do, each called service works out anew at each call.
public struct Session: Sendable, Hashable {
  private static let hour: Int64 = 3_600_000_000
  /// How long it lasts without a request: eight hours, in microseconds.
  public static let idle: Int64 = 8 * hour
  /// How long it lasts at most: twelve hours.
  public static let longest: Int64 = 12 * hour
  /// How long it lasts on a device that the person trusts, whether it is used or not: thirty days.
  public static let trusted: Int64 = 30 * 24 * hour

  /// The person's code.
  public let person: String
  /// The person's name, given name first.
  public let name: String
  /// In which way the person acts.
  public let way: FindSignIns.Way
  /// Whether the network is invented.
  public let isFictitious: Bool
  /// When the person signed in.
  public let startedAt: Instant
  /// When the last request came, to a minute.
  public let seenAt: Instant
  /// Whether the person trusts the device.
  public let isTrusted: Bool
  /// What the browser says of itself.
  public let device: String

  /// Takes what is known of a session.
  public init(
    person: String, name: String, way: FindSignIns.Way, isFictitious: Bool, startedAt: Instant,
    seenAt: Instant, isTrusted: Bool, device: String
  ) {
    self.person = person
    self.name = name
    self.way = way
    self.isFictitious = isFictitious
    self.startedAt = startedAt
    self.seenAt = seenAt
    self.isTrusted = isTrusted
    self.device = device
  }

  /// When it ends if no request comes any more.
  public var endsAt: Instant {
    guard !isTrusted else { return startedAt.adding(microseconds: Self.trusted) }
    return min(
      seenAt.adding(microseconds: Self.idle), startedAt.adding(microseconds: Self.longest))
  }

  /// Whether it has ended.
  public func isOver(at now: Instant) -> Bool { now >= endsAt }

  /// In whose name services are called, as `vigie-on-behalf-of` has it.
  public var representedName: String {
    let parts = [person, way.role] + (way.structure.map { [$0] } ?? [])
    return "person:" + parts.map(Self.encoded).joined(separator: "/")
  }

  /// A part of the name: all characters but those that RFC 3986 calls unreserved are percent-encoded.
  private static func encoded(_ part: String) -> String {
    part.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }

  private static let plain = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
