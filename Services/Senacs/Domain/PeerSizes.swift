import CodebookRules
import Contracts
import Disclosure

/// The size bands by which peers are grouped: the codebook's, each bound moved down to the lower end of its step, so that a group
/// tells no more of its members' sizes than steps do.
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

  /// Returns neighbouring bands joined into one.
  func joined(_ bands: [Int]) -> Comparison.Size {
    let (first, last) = (bands.first ?? 0, bands.last ?? 0)
    return .init(
      from: first == 0 ? nil : bounds[first - 1], below: last < bounds.count ? bounds[last] : nil)
  }
}
