public import CodebookRules
public import Contracts
import Disclosure

extension Codebook {
  /// Returns how the numbers of an answer depend on each other, by the codebook's rules and the bounds of its schema.
  func ties(_ bounds: [String: FieldBounds]) -> Ties {
    var ties = Ties()
    for rule in rules ?? [] {
      switch rule.kind {
      case "sum": if let total = rule.total { ties.sum(total, of: rule.parts ?? []) }
      case "atMost":
        if let field = rule.field, let whole = rule.whole { ties.atMost(field, whole) }
      case "difference":
        if let field = rule.field, let plus = rule.plus, let minus = rule.minus {
          ties.difference(field, plus, minus)
        }
      default: break
      }
    }
    for (field, bound) in bounds {
      ties.bound(field, least: bound.least?.millionths, most: bound.most?.millionths)
    }
    return ties
  }
}

extension Codebook.Sizes {
  /// The name of the band that a size lies in: `<5`, `5-15`, `>=15`.
  public func band(of size: Amount) -> String {
    guard let place = bounds.lastIndex(where: { Amount($0) <= size }) else {
      return "<\(bounds.first ?? 0)"
    }
    return place + 1 < bounds.count
      ? "\(bounds[place])-\(bounds[place + 1])" : ">=\(bounds[place])"
  }

  /// The names of all bands, the smallest first.
  public var bands: [String] {
    guard let first = bounds.first, let last = bounds.last else { return [] }
    return ["<\(first)"] + zip(bounds, bounds.dropFirst()).map { "\($0)-\($1)" } + [">=\(last)"]
  }
}
