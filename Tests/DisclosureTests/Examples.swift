import Attack

@testable import Disclosure

/// Returns a figure in the five scopes; numerators and denominators are in the order `all CS EVS 69M 69D`.
func figures(_ code: String, _ numerators: [Int], of denominators: [Int]? = nil)
  -> [Publication.Figure]
{
  Layout.figures.scopes.enumerated().map { index, scope in
    Publication.Figure(
      code: code, scope: scope, numerator: numerators[index],
      denominator: denominators?[index] ?? 1)
  }
}

extension Publication {
  /// Returns a table's numerators as they are shown, in the order of the scopes: numbers, or `first` and `second` for secrets.
  func shown(_ name: String) -> [String] {
    rows(Self.table(name)).map { Self.text($0.figure.numerator, $0.numerator) }
  }

  /// Returns a table's denominators in the same form.
  func shownDenominators(_ name: String) -> [String] {
    rows(Self.table(name)).map { row in
      row.denominator.map { Self.text(row.figure.denominator, $0) } ?? "–"
    }
  }

  /// The rows of all tables, as a reader sees them.
  var seen: [SeenRow] {
    PublishedTable.all.flatMap(rows).map { row in
      SeenRow(
        code: row.figure.code, scope: row.figure.scope,
        numerator: row.numerator == .shown ? row.figure.numerator : nil,
        denominator: row.denominator == .shown ? row.figure.denominator : nil)
    }
  }

  private static func table(_ name: String) -> PublishedTable {
    PublishedTable.all.first { $0.name == name }!
  }

  private static func text(_ number: Int, _ verdict: Verdict) -> String {
    switch verdict {
    case .shown: "\(number)"
    case .first: "first"
    case .second: "second"
    }
  }
}

/// A generator of numbers that are the same on every machine.
struct Generator {
  var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  /// Returns a number from 0 to one less than the bound.
  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  /// Returns true in `percent` of a hundred cases.
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}
