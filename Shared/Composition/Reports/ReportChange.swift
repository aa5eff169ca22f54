package import Contracts
import Foundation
package import Values

/// A figure, or a value beside the figures, that differs between two reports; ``ReportDiff`` adds why: who came in, went out or counts
/// differently, and by which records.
package struct ReportChange: Codable, Sendable {
  /// A difference between the questions of the two reports, such as the rules or a day.
  package struct Asked: Codable, Sendable {
    package let what, before, after: String
  }

  /// How a member counts in a figure.
  package struct Standing: Codable, Sendable, Hashable {
    package var counts, of: Quantity
    package var reasons: [String]

    var isInside: Bool { counts > Quantity(0) || of > Quantity(0) }
  }

  /// A record that the reports knew in two versions, or that only one of them knew.
  package struct Record: Codable, Sendable {
    package let file: String
    package let key: [String]
    package let before, after: ReadFacts.Fact?
  }

  /// A member who counts differently.
  package struct Member: Codable, Sendable {
    package let structure, person: String?
    /// `came_in`, `went_out` or `changed`.
    package let what: String
    package let before, after: Standing?
    /// What the member rests on in either report.
    var facts: [FactReference] = []
    package var records: [Record] = []

    private enum CodingKeys: CodingKey { case structure, person, what, before, after, records }
  }

  package let part, code, scope: String
  /// `numerator/denominator`, or the members in which a value beside the figures differs; absent where a report does not have it.
  package let before, after: String?
  /// Whether it is a figure, which counts somebody.
  package var isFigure = true
  /// For a step of an action, the fact that states it.
  var fact: FactReference?
  package var asked: [Asked] = []
  package var members: [Member] = []
  /// The record behind the change, where the value counts nobody.
  package var record: Record?
  /// Whether there were more members than a service lists, so that some may be missing here.
  package var isCut = false

  private enum CodingKeys: CodingKey {
    case part, code, scope, before, after, isFigure, asked, members, record, isCut
  }

  /// What differs between two reports, in the order of the second, then what only the first has.
  package static func between(_ one: Report, _ other: Report) -> [ReportChange] {
    differing(figures(one), figures(other)).map { key, before, after in
      ReportChange(part: key[0], code: key[1], scope: key[2], before: before, after: after)
    } + besides(one, other)
  }

  private static func figures(_ report: Report) -> [(key: [String], value: String)] {
    report.parts.flatMap { part in
      part.figures.map { figure in
        (
          [part.name, figure.code, figure.scope],
          "\(figure.numerator.text)/\(figure.denominator.text)"
        )
      }
    }
  }

  private static func differing<Value: Equatable>(
    _ old: [(key: [String], value: Value)], _ new: [(key: [String], value: Value)]
  ) -> [(key: [String], before: Value?, after: Value?)] {
    let before = Dictionary(old.map { ($0.key, $0.value) }) { first, _ in first }
    let after = Dictionary(new.map { ($0.key, $0.value) }) { first, _ in first }
    let keys = new.map(\.key) + old.map(\.key).filter { after[$0] == nil }
    return keys.compactMap { key in
      before[key] == after[key] ? nil : (key, before[key], after[key])
    }
  }

  private static func besides(_ one: Report, _ other: Report) -> [ReportChange] {
    // A report of an earlier form has no such values; that does not mean that they changed.
    guard one.beside != nil, other.beside != nil else { return [] }
    return differing(measures(one), measures(other)).map { key, before, after in
      // Only the members that differ are shown.
      let names = Set((before ?? [:]).keys).union((after ?? [:]).keys).filter {
        before?[$0] != after?[$0]
      }.sorted()
      func text(_ own: [String: String]?) -> String? {
        own.map { own in names.map { "\($0)=\(own[$0] ?? "–")" }.joined(separator: " ") }
      }
      return ReportChange(
        part: key[0], code: key[1], scope: key[2], before: text(before),
        after: text(after), isFigure: false,
        fact: key.count == 5 ? FactReference("action_steps.csv", key[3], key[4]) : nil)
    }
  }

  /// The values beside a report's figures, each row with all its members. The key of a step ends with the key of its record.
  private static func measures(_ report: Report) -> [(key: [String], value: [String: String])] {
    guard let beside = report.beside, let part = report.parts.last?.name else { return [] }
    struct Trained: Encodable { let trained, withoutPost: Int }
    return beside.turnover.map { ([part, "turnover \($0.function)", $0.scope], fields($0)) }
      + [
        (
          [part, "trained", "all"],
          fields(Trained(trained: beside.trained, withoutPost: beside.withoutPost))
        )
      ]
      + beside.retention.map { ([part, "retention", $0.scope], fields($0)) }
      + beside.declared.map { ([part, "declared \($0.what)", $0.scope], fields($0)) }
      + beside.steps.map {
        ([part, "action \($0.action)/\($0.code)", "all", $0.action, $0.code], fields($0))
      } + beside.years.map { ([part, "action \($0.action) in \($0.year)", "all"], fields($0)) }
  }

  /// All members of a value, by their paths.
  private static func fields(_ value: some Encodable) -> [String: String] {
    var found: [String: String] = [:]
    func add(_ place: String, _ value: Any) {
      switch value {
      case let object as [String: Any]:
        for (name, value) in object { add(place.isEmpty ? name : "\(place).\(name)", value) }
      case let list as [Any]:
        for (index, value) in list.enumerated() { add("\(place).\(index + 1)", value) }
      default: found[place] = "\(value)"
      }
    }
    if let data = try? JSONEncoder().encode(value),
      let object = try? JSONSerialization.jsonObject(with: data)
    {
      add("", object)
    }
    return found
  }
}
