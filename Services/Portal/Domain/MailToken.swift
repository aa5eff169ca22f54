/// Names a mail that went, in the address to which it comes back: 16 small letters and digits (80 random bits), since some servers write
/// addresses in small letters. Nobody but its receivers learns it, so that nobody else can say that it failed.
public struct MailToken: Hashable, Sendable {
  /// The text.
  public let text: String

  private static let length = 16
  private static let digits = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

  /// Makes one from the system's random numbers.
  public init() {
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<Self.length).map { _ in
      Self.digits[Int.random(in: 0..<Self.digits.count, using: &generator)]
    }
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// Takes a text that came from outside; nil if it has another form.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == Self.length, text.utf8.allSatisfy({ Self.digits.contains($0) }) else {
      return nil
    }
    self.text = String(text)
  }
}
