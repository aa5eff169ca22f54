package import Contracts
import Values

/// Whom trainings reached in a period, from the figures of the scope `all`, and what these rest on.
package struct TrainingReach: Codable, Sendable, Hashable {
  /// The version of the rules.
  package var rules: String
  /// I2a: distinct people who are named, and between which numbers they lie together with those who were counted only.
  package var people, fewestPeople, mostPeople: Int
  /// I2b: participations, those who were counted only included.
  package var participations: Int
  /// How many people were counted without being named.
  package var counted: Int
  /// How many rows of named people name no structure.
  package var withoutStructure: Int
  /// I2d: how many active structures were reached, and how many there are.
  package var reached, active: Int
  /// I4: in how many active structures somebody trained is in post, and how many there are.
  package var inPost, inPostOf: Int

  /// Whether people were counted without names, so that only bounds of the number of people are known. The bounds may be the same number:
  /// that of the only session, if nobody is named.
  package var isBounded: Bool { counted > 0 }

  /// How many active structures were not reached.
  package var unreached: Int { active - reached }
  /// How many participations are of people who are named.
  package var named: Int { participations - counted }

  /// Makes numbers.
  package init(
    rules: String, people: Int, fewestPeople: Int, mostPeople: Int, participations: Int,
    counted: Int, withoutStructure: Int, reached: Int, active: Int, inPost: Int, inPostOf: Int
  ) {
    self.rules = rules
    self.people = people
    self.fewestPeople = fewestPeople
    self.mostPeople = mostPeople
    self.participations = participations
    self.counted = counted
    self.withoutStructure = withoutStructure
    self.reached = reached
    self.active = active
    self.inPost = inPost
    self.inPostOf = inPostOf
  }

  /// Reads training's figures; what they lack is 0.
  ///
  /// The greatest number of people is that of the named ones and of all who were counted (acceptance/indicators.md, I2a). A row that
  /// names a structure is of one kind of structure, so what both kinds lack of I2b, but for those who were counted, names none.
  package init(_ reply: FiguresReply) {
    func figure(_ code: String, _ scope: String) -> Figure? {
      reply.figures.first { $0.code == code && $0.scope == scope }
    }
    func number(_ code: String, _ scope: String = "all") -> Int {
      figure(code, scope).flatMap { Int($0.numerator.text) } ?? 0
    }
    func denominator(_ code: String) -> Int {
      figure(code, "all").flatMap { Int($0.denominator.text) } ?? 0
    }
    let people = number("I2a")
    let bounds = (figure("I2a", "all")?.bounds ?? []).compactMap { Int($0.numerator.text) }
    let most = bounds.last ?? people
    let (all, counted) = (number("I2b"), most - people)
    self.init(
      rules: reply.rules ?? "1", people: people, fewestPeople: bounds.first ?? people,
      mostPeople: most, participations: all, counted: counted,
      withoutStructure: all - counted - number("I2b", "kind:CS") - number("I2b", "kind:EVS"),
      reached: number("I2d"), active: denominator("I2d"), inPost: number("I4"),
      inPostOf: denominator("I4"))
  }
}
