import Configuration
import Foundation
import Synchronization

/// Reads options by their names, and remembers which ones were asked for.
///
/// `swift-configuration` treats a value of another type as absent. Here it is refused, so that a mistake does not
/// become a default.
final class OptionReader: Sendable {
  private let reader: ConfigReader
  /// The members of the file; nested ones by their full names, such as `rotation.keyFile`.
  private let present: Set<String>
  private let asked = Mutex<Set<String>>([])

  /// - Parameters:
  ///   - reader: the values.
  ///   - members: the file's members.
  init(_ reader: ConfigReader, members: [String: Any]) {
    self.reader = reader
    present = Set(Self.names(members))
  }

  private static func names(_ members: [String: Any], in whole: String = "") -> [String] {
    members.flatMap { name, value in
      (value as? [String: Any]).map { names($0, in: "\(whole)\(name).") } ?? [whole + name]
    }
  }

  /// Whether the file has a member, or one within it.
  func has(_ name: String) -> Bool {
    present.contains { $0 == name || $0.hasPrefix("\(name).") }
  }

  /// A text; nil when the option is not there.
  ///
  /// - Throws: ``ConfigurationProblem`` when the option is no text.
  func text(_ key: String...) throws -> String? { try text(key) }

  private func text(_ key: [String]) throws -> String? {
    let name = key.joined(separator: ".")
    asked.withLock { _ = $0.insert(name) }
    if let text = reader.string(forKey: ConfigKey(key)) { return text }
    if has(name) {
      throw ConfigurationProblem(
        "Option \(name) : un texte entre guillemets est attendu.",
        "The option \(name) must be a text in quotation marks.")
    }
    return nil
  }

  /// A text that has to be there.
  ///
  /// - Throws: ``ConfigurationProblem``.
  func required(_ key: String...) throws -> String {
    if let text = try text(key) { return text }
    let name = key.joined(separator: ".")
    throw ConfigurationProblem(
      "Option manquante : \(name). Ajoutez-la au fichier de configuration.",
      "The option \(name) is missing; add it to the configuration file.")
  }

  /// A whole number.
  ///
  /// - Throws: ``ConfigurationProblem`` when the option is no whole number, or out of its range.
  func integer(_ name: String, in range: ClosedRange<Int>, default value: Int) throws -> Int {
    asked.withLock { _ = $0.insert(name) }
    let number = reader.int(forKey: ConfigKey([name]))
    let isThere = has(name) || reader.string(forKey: ConfigKey([name])) != nil
    guard number != nil || !isThere, range.contains(number ?? value) else {
      let found = number.map(String.init) ?? reader.string(forKey: ConfigKey([name])) ?? "…"
      throw ConfigurationProblem(
        "Option \(name) : un nombre entier de \(range.lowerBound) à \(range.upperBound) est attendu, et non \(found).",
        "The option \(name) must be a whole number \(range.lowerBound)…\(range.upperBound), not \(found)."
      )
    }
    return number ?? value
  }

  /// Refuses members of the file that nobody has asked for: otherwise a misspelt option would be ignored.
  ///
  /// - Parameters:
  ///   - file: the file's name.
  ///   - allowed: what may be there although nobody asked for it.
  /// - Throws: ``ConfigurationProblem``.
  func refuseOthers(in file: String, but allowed: (String) -> Bool) throws {
    let known = asked.withLock { $0 }
    guard let other = present.subtracting(known).filter({ !allowed($0) }).min() else { return }
    let names = known.sorted().joined(separator: ", ")
    throw ConfigurationProblem(
      "\(file) : option inconnue « \(other) ». Options : \(names)",
      "\(file): there is no option “\(other)”. Options: \(names)")
  }
}
