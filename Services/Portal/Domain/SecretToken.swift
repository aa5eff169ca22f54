import Crypto
import Foundation
import Values

/// A random secret of a link or of a browser: 32 bytes in base64url (RFC 4648 §5), 43 characters. Stores have its hash alone.
public struct SecretToken: Hashable, Sendable {
  /// The text, for a link or a cookie; it stands in no log and in no store.
  public let text: String

  private static let length = 43

  /// Takes a text that came from outside; nil if it has another form.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == Self.length, text.utf8.allSatisfy(Self.isDigit) else { return nil }
    self.text = String(text)
  }

  /// Makes a secret from the system's random numbers.
  public init() {
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
    text = Self.base64URL(bytes)
  }

  /// SHA-256 of the text, as 64 hexadecimal digits.
  public var hash: String { hexadecimal(SHA256.hash(data: Data(text.utf8))) }

  /// What each form of this browser carries, so that no other site can send one in its name: an HMAC under this secret.
  public var formToken: String {
    let key = SymmetricKey(data: Data(text.utf8))
    let code = HMAC<SHA256>.authenticationCode(for: Data("form".utf8), using: key)
    return Self.base64URL(Array(code))
  }

  /// Whether a form is of this browser. The time does not tell how much of the text is right.
  public func isFormToken(_ given: String) -> Bool {
    let (right, given) = (Array(formToken.utf8), Array(given.utf8))
    guard right.count == given.count else { return false }
    return zip(right, given).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func base64URL(_ bytes: [UInt8]) -> String {
    String(
      Data(bytes).base64EncodedString().compactMap { character -> Character? in
        switch character {
        case "+": "-"
        case "/": "_"
        case "=": nil
        default: character
        }
      })
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension SecretToken: CustomStringConvertible {
  /// Nothing of the secret, since a description may come into a log.
  public var description: String { "…" }
}
