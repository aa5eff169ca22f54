/// The code that is proposed for a new record, such as `E10` behind `E9`.
public enum NextCode {
  /// Returns the next code: the letter and the number behind the greatest one that there is.
  ///
  /// - Parameters:
  ///   - codes: the codes that are taken, also by records that have ended.
  ///   - letter: the letter.
  /// - Returns: the code.
  public static func after(_ codes: some Sequence<String>, letter: String) -> String {
    let numbers = codes.compactMap { code -> Int? in
      let digits = code.dropFirst(letter.count)
      guard code.hasPrefix(letter), (1...6).contains(digits.utf8.count) else { return nil }
      return Int(digits)
    }
    return letter + String(max(0, numbers.max() ?? 0) + 1)
  }
}
