public import Contracts
import Disclosure
public import Network

/// A structure whose answer counts, and what makes others comparable with it.
///
/// Source: reference/domain.md, §6 idea 6: peers by type, urban or QPV, and size band.
public struct Peer: Sendable {
  /// The structure's code.
  public let code: String
  /// `CS` or `EVS`.
  public let kind: String
  /// `qpv`, else `urban` or `rural`, else `unknown`.
  public let area: String
  /// What it answered.
  public let answer: Answer

  /// Sorts a structure by what the registry says of it.
  public init(_ structure: Structure, _ answer: Answer) {
    code = structure.code
    kind = structure.kind.rawValue
    area = structure.qpv == true ? "qpv" : structure.zone ?? "unknown"
    self.answer = answer
  }
}

/// The bands of sizes that peers are grouped by: the codebook's, each bound at the end of a step, so that a group tells no more of
/// its members' sizes than steps do.
struct PeerSizes {
  let field: String
  private let steps: Steps
  private let bounds: [Int]

  init?(_ codebook: Codebook, _ ties: Ties) {
    guard let sizes = codebook.sizes else { return nil }
    field = sizes.field
    let steps = ties.steps(of: sizes.field)
    self.steps = steps
    bounds = Array(Set(sizes.bounds.map { steps.step(of: Amount($0).millionths).lower })).sorted()
  }

  var count: Int { bounds.count + 1 }

  /// The place of an answer's band; nil where it does not tell its size.
  func band(of answer: Answer) -> Int? {
    answer.amount(field).map { size in
      let step = steps.step(of: size.millionths)
      return bounds.count { $0 <= step.lower }
    }
  }

  /// The bands from one to another, as one.
  func joined(_ bands: [Int]) -> Comparison.Size {
    let (first, last) = (bands.first ?? 0, bands.last ?? 0)
    return .init(
      from: first == 0 ? nil : bounds[first - 1], below: last < bounds.count ? bounds[last] : nil)
  }
}

extension Codebook {
  /// How the numbers of an answer hang together, by the rules and by what its schema says of them.
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

/// What a codebook's schema says that every answer to a field is.
public struct FieldBounds: Sendable, Hashable {
  /// The least and the most; nil for no bound.
  public let least, most: Amount?
  /// Whether it is one of a list: then a step may hold a single one, and nothing is told of it.
  public let isChoice: Bool

  /// Makes it.
  public init(least: Amount?, most: Amount?, isChoice: Bool) {
    self.least = least
    self.most = most
    self.isChoice = isChoice
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
