public import CentreNetwork
public import Values

/// What is to be known before somebody takes a post.
public enum Arrivals {
  /// The code of the first person.
  private static let firstCode = "P01"
  /// The most digits of a number that is counted on.
  private static let mostDigits = 9

  /// Returns who holds a function in a structure on a day, without the interims, by their codes in order.
  ///
  /// - Parameters:
  ///   - function: the function.
  ///   - structure: the structure's code.
  ///   - day: the day.
  ///   - person: somebody who is left out: whoever arrives; nil for nobody.
  ///   - mandates: the mandates, in any order.
  /// - Returns: the codes, each once.
  public static func holders(
    of function: MandateFunction, in structure: String, on day: CivilDate, besides person: String?,
    among mandates: [Mandate]
  ) -> [String] {
    let held = mandates.filter {
      $0.structureCode == structure && $0.function == function && !$0.interim
        && $0.period.contains(day) && $0.personCode != person
    }
    return Set(held.map(\.personCode)).sorted()
  }

  /// Returns a free code: the beginning that most codes with a number at their end share, then the number after their highest, as wide as
  /// their widest.
  public static func freeCode(besides codes: Set<String>) -> String {
    var series: [String: (count: Int, highest: Int, width: Int)] = [:]
    for code in codes {
      let scalars = code.unicodeScalars
      let digits = scalars.reversed().prefix { (48...57).contains($0.value) }.count
      guard (1...mostDigits).contains(digits), let number = Int(String(scalars.suffix(digits)))
      else { continue }
      let beginning = String(scalars.dropLast(digits))
      let known = series[beginning] ?? (count: 0, highest: 0, width: 0)
      series[beginning] = (
        known.count + 1, max(known.highest, number), max(known.width, digits)
      )
    }
    let usual = series.max { one, other in
      one.value.count == other.value.count
        ? one.key > other.key : one.value.count < other.value.count
    }
    guard let usual else { return firstCode }
    func code(_ number: Int) -> String {
      let digits = String(number)
      return usual.key
        + String(repeating: "0", count: max(0, usual.value.width - digits.count)) + digits
    }
    // Longer numbers are not counted on, so the next one may be taken.
    var number = usual.value.highest + 1
    while codes.contains(code(number)) { number += 1 }
    return code(number)
  }
}
