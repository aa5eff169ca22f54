/// What the members of messages mean, each in one line: the first sentence of its doc comment. Reflection and AsyncAPI show it.
///
/// The other files of this folder are written by `VIGIE_RECORD=1 swift test --filter MemberTextsTests` from the contracts. Without that
/// variable the same test checks that they agree with the contracts.
public enum MemberTexts {
  /// Type and member, such as `GetStructure.code`, → what it means.
  public static let all = [
    values, runtime, evaluation, exchange, feed, figures, files, registry, senacs, store, training,
  ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }
}
