public import Values

/// How the parts of a shared diagnosis lead to each other, and what is to be done where one is missing.
///
/// The chain is the sheet's: a problem, the axes that answer it, their objectives, the answers (reference/action-sheet.txt). What lacks,
/// the evaluation service says.
public enum DiagnosisStep: Sendable, Hashable {
  /// Another part that leads to this one is to be added.
  case add(ElementKind)
  /// The part itself is to be linked.
  case link

  /// Returns the kinds to which a part may be linked; none for a problem, which is where the chain begins.
  public static func targets(of kind: ElementKind) -> [ElementKind] {
    switch kind {
    case .problem: []
    case .axis: [.problem]
    case .objective: [.axis, .problem]
    case .answer: [.objective]
    }
  }

  /// The letter with which codes of a kind begin.
  public static func letter(of kind: ElementKind) -> String {
    switch kind {
    case .problem: "P"
    case .axis: "A"
    case .objective: "O"
    case .answer: "R"
    }
  }

  /// Returns what mends a lack, such as `NO_AXIS` of a problem.
  ///
  /// - Parameters:
  ///   - lack: the code, as the service tells it.
  ///   - kind: the kind of the part that lacks it.
  public init(mending lack: String, of kind: ElementKind) {
    self =
      switch (lack, kind) {
      case ("NO_AXIS", .problem): .add(.axis)
      case ("NO_OBJECTIVE", .axis): .add(.objective)
      case ("NO_ANSWER_YET", .objective): .add(.answer)
      default: .link
      }
  }
}
