/// Something wrong with a file, a key or an option that a program was started with.
public struct ConfigurationProblem: Error, CustomStringConvertible, Sendable {
  /// What was attempted, what is wrong and what to do, in French.
  public let french: String
  /// The same in English.
  public let english: String

  /// The English text, for logs.
  public var description: String { english }

  /// Makes the problem.
  public init(_ french: String, _ english: String) {
    self.french = french
    self.english = english
  }
}
