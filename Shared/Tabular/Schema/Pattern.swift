import CPCRE2

/// A regular expression that whole texts are matched against.
///
/// PCRE2's, compiled to machine code where the host allows it. A match takes a bounded number of steps.
final class Pattern {
  /// The most steps of one match; a text that takes more does not match.
  private static let matchLimit: UInt32 = 100_000

  private let code: OpaquePointer
  private let data: OpaquePointer
  private let context: OpaquePointer

  /// Compiles it; nil when it is no regular expression. `.` and classes know UTF-8, `\d` the digits 0 to 9.
  init?(_ pattern: String, ignoringCase: Bool = false) {
    var (error, offset): (Int32, Int) = (0, 0)
    let options =
      PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED | (ignoringCase ? PCRE2_CASELESS : 0)
    let bytes = Array(pattern.utf8)
    guard let code = pcre2_compile_8(bytes, bytes.count, UInt32(options), &error, &offset, nil),
      let data = pcre2_match_data_create_8(1, nil), let context = pcre2_match_context_create_8(nil)
    else { return nil }
    // Where memory may not become code it is interpreted.
    _ = pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
    _ = pcre2_set_match_limit_8(context, Self.matchLimit)
    (self.code, self.data, self.context) = (code, data, context)
  }

  deinit {
    pcre2_code_free_8(code)
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
  }

  /// What came of a match.
  enum Outcome { case whole, none, givenUp }

  /// Matches the whole of a text, which is UTF-8.
  func match(_ text: UnsafeRawBufferPointer) -> Outcome {
    let first = run(text, PCRE2_NO_UTF_CHECK)
    if first >= 0 { return .whole }
    if first == PCRE2_ERROR_NOMATCH { return .none }
    // The compiled code has 32 KiB of stack; interpreted, the steps are the only bound.
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
