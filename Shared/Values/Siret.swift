/// The check of SIRET and SIREN numbers.
///
/// Source: reference/domain.md §3: Luhn over the digits; La Poste (SIREN 356000000) also by a digit
/// sum divisible by 5; all zeros pass Luhn and are refused all the same.
public enum Siret {
  /// What is wrong with a number.
  public enum Fault: String, Sendable, Codable {
    /// It is not of 14 digits (9 for a SIREN).
    case length = "SIRET_LENGTH"
    /// Its key is wrong, or it is all zeros.
    case checksum = "SIRET_CHECKSUM"
  }

  /// Checks a SIRET of exactly 14 digits; nil when it is right.
  public static func fault(ofSiret text: String) -> Fault? {
    guard let digits = digits(of: text, count: 14) else { return .length }
    let laPoste = text.hasPrefix("356000000") && digits.reduce(0, +) % 5 == 0
    return passes(digits) || laPoste && digits.contains { $0 != 0 } ? nil : .checksum
  }

  /// Checks a SIREN of exactly 9 digits; nil when it is right.
  public static func fault(ofSiren text: String) -> Fault? {
    guard let digits = digits(of: text, count: 9) else { return .length }
    return passes(digits) ? nil : .checksum
  }

  private static func digits(of text: String, count: Int) -> [Int]? {
    let digits = text.utf8.map { Int($0) - 48 }
    return digits.count == count && digits.allSatisfy { (0...9).contains($0) } ? digits : nil
  }

  private static func passes(_ digits: [Int]) -> Bool {
    guard digits.contains(where: { $0 != 0 }) else { return false }
    let sum = digits.reversed().enumerated().reduce(0) { sum, item in
      let doubled = item.element * (item.offset % 2 == 0 ? 1 : 2)
      return sum + (doubled > 9 ? doubled - 9 : doubled)
    }
    return sum % 10 == 0
  }
}
