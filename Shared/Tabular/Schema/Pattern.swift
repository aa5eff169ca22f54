import CPCRE2

/// A regular expression that whole texts are matched against.
///
/// PCRE2 runs it, as machine code where the host allows that. The number of steps of a match is bounded.
final class Pattern {
  /// The most steps of one match; a text that needs more is given up.
  private static let matchLimit: UInt32 = 100_000

  private let code: OpaquePointer
  private let data: OpaquePointer
  private let context: OpaquePointer

  /// Compiles a pattern; nil when it is no regular expression. As in Python, `\w`, `\d`, `\s` and `\b` know all letters, digits and
  /// spaces of Unicode, and `\u00C0` is a character.
  init?(_ pattern: String, ignoringCase: Bool = false) {
    var (error, offset): (Int32, Int) = (0, 0)
    let options =
      PCRE2_UTF | PCRE2_UCP | PCRE2_ANCHORED | PCRE2_ENDANCHORED
      | (ignoringCase ? PCRE2_CASELESS : 0)
    let bytes = Array(Self.translated(pattern).utf8)
    guard let code = pcre2_compile_8(bytes, bytes.count, UInt32(options), &error, &offset, nil),
      let data = pcre2_match_data_create_8(1, nil), let context = pcre2_match_context_create_8(nil)
    else { return nil }
    // This fails where the host allows no memory to become code; the pattern is interpreted then.
    _ = pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
    _ = pcre2_set_match_limit_8(context, Self.matchLimit)
    (self.code, self.data, self.context) = (code, data, context)
  }

  /// Writes a pattern for PCRE2: `\u00C0`, `\u{C0}` and `\U000000C0` become `\x{C0}`, `\Z` becomes `\z`, `{,3}` becomes `{0,3}`.
  private static func translated(_ pattern: String) -> String {
    var (result, rest, isClass) = ("", Substring(pattern), false)
    while let character = rest.popFirst() {
      if character == "\\", let next = rest.popFirst() {
        if let value = scalar(next, &rest) {
          result += "\\x{\(String(value, radix: 16))}"
        } else {
          result += next == "Z" && !isClass ? "\\z" : "\\\(next)"
        }
        continue
      }
      if character == "[" { isClass = true } else if character == "]" { isClass = false }
      result.append(character)
      if character == "{", !isClass, rest.first == ",", rest.dropFirst().first?.isASCIIDigit == true
      {
        result.append("0")
      }
    }
    return result
  }

  /// Reads the number of a character after `\u` or `\U`, and joins two surrogates into one; nil where no number follows.
  private static func scalar(_ letter: Character, _ rest: inout Substring) -> UInt32? {
    func number(_ digits: Substring) -> UInt32? {
      digits.allSatisfy { $0.isASCII && $0.isHexDigit } ? UInt32(digits, radix: 16) : nil
    }
    if letter == "u", rest.first == "{", let end = rest.firstIndex(of: "}") {
      guard let value = number(rest[..<end].dropFirst()) else { return nil }
      rest = rest[end...].dropFirst()
      return value
    }
    let count = letter == "u" ? 4 : letter == "U" ? 8 : 0
    guard count > 0, rest.prefix(count).count == count, let value = number(rest.prefix(count))
    else { return nil }
    rest = rest.dropFirst(count)
    let low = rest.dropFirst(2).prefix(4)
    guard (0xD800...0xDBFF).contains(value), rest.hasPrefix("\\u"), low.count == 4,
      let half = number(low), (0xDC00...0xDFFF).contains(half)
    else { return value }
    rest = rest.dropFirst(6)
    return 0x10000 + (value - 0xD800) << 10 + (half - 0xDC00)
  }

  deinit {
    pcre2_code_free_8(code)
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
  }

  /// The result of a match.
  enum Outcome { case whole, none, givenUp }

  /// Matches the whole of a text, which is UTF-8.
  func match(_ text: UnsafeRawBufferPointer) -> Outcome {
    let first = run(text, PCRE2_NO_UTF_CHECK)
    if first >= 0 { return .whole }
    if first == PCRE2_ERROR_NOMATCH { return .none }
    // The compiled code may have exhausted its stack of 32 KiB. Interpreted, only the number of steps bounds the match.
    let second = run(text, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT)
    return second >= 0 ? .whole : second == PCRE2_ERROR_NOMATCH ? .none : .givenUp
  }

  private func run(_ text: UnsafeRawBufferPointer, _ options: UInt32) -> Int32 {
    // An empty buffer may have no address.
    guard let address = text.baseAddress, !text.isEmpty else {
      return pcre2_match_8(code, [0], 0, 0, options, data, context)
    }
    return pcre2_match_8(
      code, address.assumingMemoryBound(to: UInt8.self), text.count, 0, options, data, context)
  }
}
