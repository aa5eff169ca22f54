/// A text of the help in both languages.
public struct HelpWords: Sendable, Hashable {
  /// The French text, plain: French spaces are put in when the page is made.
  public let french: String
  /// The English text, which says the same.
  public let english: String

  /// Takes both.
  public init(_ french: String, _ english: String) {
    (self.french, self.english) = (french, english)
  }
}

/// A page of the help: one thing that somebody does on the portal. Its texts are in `HelpTask+Everybody`, `+Structure`, `+Facts` and
/// `+Caf`, each French sentence beside its English one, so that whoever corrects one sees the other.
public struct HelpTask: Sendable {
  /// Who does it.
  public enum Who: Sendable, CaseIterable {
    /// Who acts for a structure.
    case structure
    /// Who runs the network, or audits it.
    case caf
    /// Both.
    case everybody
  }

  /// What may go otherwise, and what to do then.
  public struct Case: Sendable {
    /// The question.
    public let question: HelpWords
    /// The answer.
    public let answer: HelpWords

    /// Takes a question and its answer.
    public init(_ question: HelpWords, _ answer: HelpWords) {
      (self.question, self.answer) = (question, answer)
    }
  }

  /// Its name in the address, such as `envoyer`; also the name of its picture.
  public let code: String
  /// Who does it.
  public let who: Who
  /// The pages that it is about.
  public let pages: [PathPattern]
  /// The title of its page.
  public let title: HelpWords
  /// What it is for.
  public let purpose: HelpWords
  /// What to do, one step after the other.
  public let steps: [HelpWords]
  /// What one sees then.
  public let result: HelpWords
  /// What may go otherwise.
  public let cases: [Case]
  /// The codes of tasks that belong to it.
  public let related: [String]
  /// What its picture shows, for whoever does not see it; nil where there is none.
  public let picture: HelpWords?

  init(
    _ code: String, _ who: Who, pages: [PathPattern] = [], title: HelpWords, purpose: HelpWords,
    steps: [HelpWords], result: HelpWords, cases: [Case], related: [String] = [],
    picture: HelpWords? = nil
  ) {
    (self.code, self.who, self.pages) = (code, who, pages)
    (self.title, self.purpose, self.steps) = (title, purpose, steps)
    (self.result, self.cases, self.related) = (result, cases, related)
    self.picture = picture
  }

  /// All tasks, in the order in which one meets them.
  public static let all: [HelpTask] = everybodys + structures + caf

  /// Returns the task of a code; nil for none.
  public static func named(_ code: String) -> HelpTask? { all.first { $0.code == code } }

  /// Finds the task that a page is about. A page that both kinds of people have may be about another task for each; of two tasks, the
  /// later one in the list is the more special.
  ///
  /// - Parameters:
  ///   - path: the page's path.
  ///   - isStructure: whether a structure's own people ask; nil where nobody has signed in.
  /// - Returns: the task; nil where none fits.
  public static func about(_ path: String, isStructure: Bool?) -> HelpTask? {
    let own: Who? = isStructure.map { $0 ? .structure : .caf }
    return all.last { task in
      (task.who == .everybody || task.who == own)
        && task.pages.contains { $0.parameters(of: path) != nil }
    }
  }
}
