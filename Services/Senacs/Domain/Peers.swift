public import Contracts
public import Network

/// Who is comparable with a structure, by a ladder that widens until there are enough.
///
/// Source: reference/domain.md, §6 idea 6: peers by type, urban or QPV, and size band, n ≥ 5.
public struct Peers: Sendable {
  /// The fewest peers of a comparison: below it one of them could be singled out (design.md, §7).
  public static let least = 5

  /// A structure that answered, and what it is like.
  public struct Member: Sendable {
    /// The structure's code.
    public let code: String
    /// `CS` or `EVS`.
    public let kind: String
    /// `qpv`, else `urban` or `rural`, else `unknown`.
    public let area: String
    /// The size band; nil where the answer does not tell it.
    public let size: String?
    /// What it answered.
    public let answer: Answer

    /// Sorts a structure by what the registry and its answer say of it.
    public init(_ structure: Structure, _ answer: Answer, _ codebook: Codebook) {
      code = structure.code
      kind = structure.kind.rawValue
      area = structure.qpv == true ? "qpv" : structure.zone ?? "unknown"
      size = codebook.sizes.flatMap { sizes in
        answer.amount(sizes.field).map { sizes.band(of: $0) }
      }
      self.answer = answer
    }
  }

  /// How alike peers are, narrowest first.
  public enum Rung: String, CaseIterable, Sendable {
    /// Of the same kind, area and size.
    case kindAreaSize = "kind-area-size"
    /// Of the same kind and area.
    case kindArea = "kind-area"
    /// Of the same kind and size.
    case kindSize = "kind-size"
    /// Of the same kind.
    case kind = "kind"

    var hasArea: Bool { self == .kindAreaSize || self == .kindArea }
    var hasSize: Bool { self == .kindAreaSize || self == .kindSize }
  }

  private let groups: [Rung: [[String?]: [Member]]]

  /// Takes everybody who may be compared.
  public init(_ members: [Member]) {
    groups = Dictionary(
      uniqueKeysWithValues: Rung.allCases.map { rung in
        (rung, Dictionary(grouping: members) { Self.key($0, rung) })
      })
  }

  private static func key(_ member: Member, _ rung: Rung) -> [String?] {
    [member.kind, rung.hasArea ? member.area : nil, rung.hasSize ? member.size : nil]
  }

  /// The narrowest group with enough others that fulfil a condition; nil where even the widest has too few.
  public func group(
    of member: Member, where isMeant: (Member) -> Bool = { _ in true }
  ) -> (group: GetFeedbackSheet.Group, members: [Member])? {
    for rung in Rung.allCases where !(rung.hasSize && member.size == nil) {
      let others = (groups[rung]?[Self.key(member, rung)] ?? []).filter {
        $0.code != member.code && isMeant($0)
      }
      guard others.count >= Self.least else { continue }
      return (
        .init(
          rung: rung.rawValue, kind: member.kind, area: rung.hasArea ? member.area : nil,
          size: rung.hasSize ? member.size : nil, count: others.count), others
      )
    }
    return nil
  }

  /// Where peers stand in a field: the narrowest group of which enough answered it.
  public func quartiles(of field: String, for member: Member) -> GetFeedbackSheet.Quartiles? {
    guard let (group, others) = group(of: member, where: { $0.answer.amount(field) != nil }) else {
      return nil
    }
    let amounts = others.compactMap { $0.answer.amount(field) }.sorted()
    func quartile(_ number: Int) -> String { Self.quartile(number, of: amounts).text }
    return .init(lower: quartile(1), median: quartile(2), upper: quartile(3), group: group)
  }

  /// A quartile, 1…3, of amounts that rise: between the two that it lies between in proportion (Hyndman and Fan's type 7),
  /// to the millionth.
  static func quartile(_ number: Int, of amounts: [Amount]) -> Amount {
    let place = (amounts.count - 1) * number
    let (lower, rest) = (amounts[place / 4].millionths, place % 4)
    guard rest > 0 else { return Amount(millionths: lower) }
    let gap = (amounts[place / 4 + 1].millionths - lower) * rest
    return Amount(millionths: lower + (gap + 2) / 4)
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
