public import Contracts

/// As whom and in which way somebody signs in: each person who has the address, in each way in which that person may act.
public struct SignInChoice: Sendable, Hashable {
  /// The person.
  public let person: FindSignIns.Row
  /// The way.
  public let way: FindSignIns.Way

  /// What the form says for it: the place in the list would be another one's if a post ended in between.
  public var key: String {
    [person.code, way.role, way.structure ?? ""].joined(separator: "/")
  }

  /// The person's name, given name first.
  public var name: String { "\(person.givenName) \(person.familyName)" }

  /// Returns all choices, in the order of people and of their ways.
  public static func all(_ people: [FindSignIns.Row]) -> [SignInChoice] {
    people.flatMap { person in person.ways.map { SignInChoice(person: person, way: $0) } }
  }

  /// Returns the one that a form names, or the only one there is; nil where that is not clear.
  public static func chosen(_ key: String?, among choices: [SignInChoice]) -> SignInChoice? {
    guard let key, !key.isEmpty else { return choices.count == 1 ? choices[0] : nil }
    return choices.first { $0.key == key }
  }
}
