import Configuration
import Foundation
import Synchronization

/// Reads options by their names and remembers which there are.
///
/// `swift-configuration` passes over a value of another type as if it were absent; here it is refused, so that a slip
/// does not become a default.
final class OptionReader: Sendable {
  private let reader: ConfigReader
  /// The members of the file.
  private let present: Set<String>
  private let asked = Mutex<Set<String>>([])

  init(_ reader: ConfigReader, present: Set<String>) {
    self.reader = reader
    self.present = present
  }

  /// A text; nil when the option is not there.
  ///
  /// - Throws: ``ConfigurationProblem`` when it is none.
  func text(_ key: String...) throws -> String? {
    ask(key)
    if let text = reader.string(forKey: ConfigKey(key)) { return text }
    if key.count == 1, present.contains(key[0]) {
      throw ConfigurationProblem(
        "l'option \(key[0]) doit être un texte entre guillemets",
        "the option \(key[0]) must be a text in quotation marks")
    }
    return nil
  }

  /// A text that has to be there.
  ///
  /// - Throws: ``ConfigurationProblem``.
  func required(_ key: String...) throws -> String {
    ask(key)
    if key.count == 1, let text = try text(key[0]) { return text }
    if key.count > 1, let text = reader.string(forKey: ConfigKey(key)) { return text }
    let name = key.joined(separator: ".")
    throw ConfigurationProblem(
      "l'option \(name) manque ; l'ajouter au fichier de configuration",
      "the option \(name) is missing; add it to the configuration file")
  }

  /// A whole number.
  ///
  /// - Throws: ``ConfigurationProblem`` when it is none, or out of its range.
  func integer(_ name: String, in range: ClosedRange<Int>, default value: Int) throws -> Int {
    ask([name])
    let number = reader.int(forKey: ConfigKey([name]))
    let isThere = present.contains(name) || reader.string(forKey: ConfigKey([name])) != nil
    guard number != nil || !isThere, range.contains(number ?? value) else {
      let found = number.map(String.init) ?? reader.string(forKey: ConfigKey([name])) ?? "…"
      throw ConfigurationProblem(
        "l'option \(name) doit être un nombre entier entre \(range.lowerBound) et "
          + "\(range.upperBound), pas \(found)",
        "the option \(name) must be a whole number \(range.lowerBound)…\(range.upperBound), not \(found)"
      )
    }
    return number ?? value
  }

  /// Says that an option may be there.
  func allow(_ name: String) { ask([name]) }

  private func ask(_ key: [String]) { asked.withLock { _ = $0.insert(key[0]) } }

  /// Refuses members of the file that nobody has asked for: a misspelt option would be passed over.
  ///
  /// - Throws: ``ConfigurationProblem``.
  func refuseOthers(in file: String) throws {
    let known = asked.withLock { $0 }
    guard let other = present.subtracting(known).min() else { return }
    let names = known.sorted().joined(separator: ", ")
    throw ConfigurationProblem(
      "\(file) : l'option \(other) n'existe pas ; la corriger ou l'enlever (il y a \(names))",
      "\(file): there is no option \(other); correct or remove it (there are \(names))")
  }
}
