import Foundation

/// What the members of messages mean, each in one line: the first sentence of its doc comment. Reflection and AsyncAPI show it.
///
/// A program cannot read its comments, so `MemberTexts+JSON.swift` repeats them. `VIGIE_RECORD=1 swift test --filter MemberTextsTests` writes that
/// file; without the variable the same test checks that it agrees with the contracts.
public enum MemberTexts {
  /// Type and member, such as `GetStructure.code`, → what it means.
  public static let all: [String: String] = {
    let file = Data(json.utf8)
    guard let texts = try? JSONDecoder().decode([String: String].self, from: file) else {
      preconditionFailure("MemberTexts+JSON.swift has a table of texts")
    }
    return texts
  }()
}
