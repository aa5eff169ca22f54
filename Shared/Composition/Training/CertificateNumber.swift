package import Contracts
import Crypto
import Foundation
import Values

/// The number of a certificate, such as `T01-7K2M-9QXD`: the session's code, then 40 bits of a digest of what the certificate says.
///
/// Nothing is stored of a certificate. Its number stands as long as the facts give the same one, so a corrected attendance takes it back. A
/// name is not in the digest: a corrected spelling changes nothing of what was attended, and whoever verifies a number is told the name.
/// The digest needs no key, because a number stands only if somebody who qualified has it: an invented one meets a given person's number
/// once in 2⁴⁰ times.
package enum CertificateNumber {
  /// Crockford's digits, which leave out those letters that are taken for digits.
  private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
  /// How many of them a number has.
  private static let length = 8

  /// Returns the number of somebody's certificate.
  package static func make(
    _ session: ListCourses.Row, _ row: ListCertificates.Row
  ) -> String {
    let parts = [
      "certificate-1", session.sessionCode, session.course, session.title, session.firstDay.iso,
      session.lastDay.iso, String(row.halfDays), row.personCode, String(row.halfDaysPresent),
    ]
    // Each part has its length before it, so that no two contents make the same text.
    let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
    let bits = SHA256.hash(data: Data(text.utf8)).prefix(5)
      .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let code = (0..<length).map { place in
      digits[Int(bits >> UInt64(5 * (length - 1 - place))) & 31]
    }
    return "\(session.sessionCode)-\(String(code.prefix(4)))-\(String(code.suffix(4)))"
  }

  /// Whether somebody meant a number: case, spaces and hyphens do not matter, and letters that are taken for digits are these.
  package static func isMeant(_ typed: String, _ number: String) -> Bool {
    let (one, other) = (plain(typed), plain(number))
    guard one.count == other.count, one.count > length else { return false }
    return one.dropLast(length) == other.dropLast(length)
      && one.suffix(length).map(digit) == other.suffix(length).map(digit)
  }

  private static func plain(_ text: String) -> [Character] {
    text.uppercased().filter { !$0.isWhitespace && $0 != "-" }.map { $0 }
  }

  private static func digit(_ letter: Character) -> Character {
    switch letter {
    case "O": "0"
    case "I", "L": "1"
    default: letter
    }
  }
}
