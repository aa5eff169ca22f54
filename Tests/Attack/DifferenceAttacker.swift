/// An attacker who holds two publications of a year, and knows which structure was taken out of the facts in between.
public enum DifferenceAttacker {
  /// Finds the counts in which that structure was counted, and those in which it was not.
  ///
  /// - Parameters:
  ///   - before: the tables of the first publication.
  ///   - after: the tables of the second publication.
  ///   - scopes: the scopes that the structure is in.
  /// - Returns: figure → whether the structure was counted, for the figures where the tables decide it.
  public static func attack(
    _ before: [SeenRow], _ after: [SeenRow], in scopes: Set<String>
  ) -> [String: Bool] {
    var learnt: [String: Bool] = [:]
    for code in Set(before.map(\.code)) {
      let counted = LinearProgram.alone { program -> ClosedRange<Int>? in
        let own = program.variable(in: 0...1)
        for row in before where row.code == code && scopes.contains(row.scope) {
          let later = after.first { $0.code == code && $0.scope == row.scope }
          program.relate(
            [program.variable(row.numerator)], [program.variable(later?.numerator), own])
        }
        return program.extremes(own)
      }
      if let counted, counted.count == 1 { learnt[code] = counted.lowerBound == 1 }
    }
    return learnt
  }
}
