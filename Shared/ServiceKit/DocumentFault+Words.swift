public import Texts
public import Values

extension DocumentFault {
  /// The fault in words, for the person who wrote the document.
  public func text(_ language: Language) -> String { Catalogue.fault(code, values, language) }
}

extension ConfigurationProblem {
  /// Says what is wrong with the content of a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - fault: what is wrong with it.
  public init(_ path: String, _ fault: DocumentFault) {
    self.init("\(path) : \(fault.text(.french)).", "\(path): \(fault.text(.english)).")
  }
}
