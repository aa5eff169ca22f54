import CodebookRules
public import Contracts
import Disclosure

/// The comparison of a closed campaign's peers: made once, and kept as it is, whatever comes in later.
///
/// Each structure is in one group only, and is itself a member. The group is the same for all questions and for all readers, so
/// that no two sheets can be subtracted from each other. The rule of what is told, with its proof: Shared/Disclosure/README.md.
public struct Comparison: Codable, Sendable, Hashable {
  /// A band of sizes, in millionths: from ``from`` to below ``below``; nil for no end.
  public struct Size: Codable, Sendable, Hashable {
    /// Its ends.
    public let from, below: Int?

    /// The band's name as ``Contracts/GetFeedbackSheet/Group`` has it: `<5`, `5-15`, `>=15`; nil for any size.
    var name: String? {
      func text(_ end: Int) -> String { Amount(millionths: end).text }
      return switch (from, below) {
      case (nil, nil): nil
      case (nil, let below?): "<\(text(below))"
      case (let from?, nil): ">=\(text(from))"
      case (let from?, let below?): "\(text(from))-\(text(below))"
      }
    }

    func holds(_ size: Amount) -> Bool {
      from ?? .min <= size.millionths && size.millionths < below ?? .max
    }
  }

  /// What is told of a question, in millionths.
  public struct Told: Codable, Sendable, Hashable {
    /// The ends of the middle half, and those of the median's step.
    public let lower, medianLower, medianUpper, upper: Int
  }

  /// Structures that are compared with each other.
  public struct Group: Codable, Sendable, Hashable {
    /// `CS` or `EVS`.
    public let kind: String
    /// The areas in which they lie; nil for any area.
    public let areas: [String]?
    /// How large they are; nil for any size.
    public let size: Size?
    /// Their codes.
    public let members: [String]
    /// Field → what is told of it.
    public let told: [String: Told]
  }

  /// The groups; each structure is in one of them at most.
  public let groups: [Group]
  /// Fields of which nothing is told, because together with what is told of other fields it would give answers away.
  public let tied: [String]
  /// The field that tells the size; nil without one.
  public let sizeField: String?

  /// Compares; nil where no group is large enough.
  ///
  /// - Parameters:
  ///   - peers: everybody whose answer to the campaign counts.
  ///   - codebook: the campaign's.
  ///   - bounds: field → the bounds that its schema sets to answers.
  public init?(_ peers: [Peer], _ codebook: Codebook, _ bounds: [String: FieldBounds]) {
    guard peers.count >= PeerStatistics.least else { return nil }
    let ties = codebook.ties(bounds)
    let numbers = codebook.fields.filter(\.isNumeric).map(\.name).filter {
      !(bounds[$0]?.isChoice ?? false)
    }
    let fields = ties.told(numbers)
    let sizes = PeerSizes(codebook, ties)
    let kinds = Dictionary(grouping: peers, by: \.kind).sorted { $0.key < $1.key }
    groups = kinds.flatMap { kind, peers in
      Self.byArea(peers).flatMap { areas, peers in
        Self.bySize(peers, sizes).map { size, peers in
          Group(
            kind: kind, areas: areas, size: size, members: peers.map(\.code).sorted(),
            told: Self.told(peers, fields, ties))
        }
      }
    }.filter { $0.members.count >= PeerStatistics.least }
    guard !groups.isEmpty else { return nil }
    tied = numbers.filter { !fields.contains($0) }
    sizeField = sizes?.field
  }

  private static func told(_ peers: [Peer], _ fields: [String], _ ties: Ties) -> [String: Told] {
    var told: [String: Told] = [:]
    for field in fields {
      let answers = peers.compactMap { $0.answer.amount(field)?.millionths }
      guard let one = PeerStatistics(answers, in: ties.steps(of: field)) else { continue }
      told[field] = Told(
        lower: one.lower, medianLower: one.median.lower, medianUpper: one.median.upper,
        upper: one.upper)
    }
    return told
  }

  private static let areas = ["qpv", "urban", "rural"]

  private static func byArea(_ peers: [Peer]) -> [([String]?, [Peer])] {
    let others = Set(peers.map(\.area)).subtracting(areas).sorted()
    let names = (areas + others).filter { name in peers.contains { $0.area == name } }
    let parts = names.map { name in peers.filter { $0.area == name } }
    let joined = SmallParts.joined(parts.map(\.count), ordered: false)
    guard joined.count > 1 else { return [(nil, peers)] }
    return joined.map { places in (places.map { names[$0] }, places.flatMap { parts[$0] }) }
  }

  private static func bySize(_ peers: [Peer], _ sizes: PeerSizes?) -> [(Size?, [Peer])] {
    guard let sizes, peers.allSatisfy({ sizes.band(of: $0.answer) != nil }) else {
      return [(nil, peers)]
    }
    let parts = (0..<sizes.count).map { band in
      peers.filter { sizes.band(of: $0.answer) == band }
    }
    let joined = SmallParts.joined(parts.map(\.count), ordered: true)
    guard joined.count > 1 else { return [(nil, peers)] }
    return joined.map { places in (sizes.joined(places), places.flatMap { parts[$0] }) }
  }

  /// Returns the group that a structure is in, else the group of its kind, area and size; nil without one.
  public func group(of peer: Peer) -> Group? {
    if let own = groups.first(where: { $0.members.contains(peer.code) }) { return own }
    return groups.first { group in
      guard group.kind == peer.kind, group.areas?.contains(peer.area) ?? true else { return false }
      guard let size = group.size else { return true }
      return sizeField.flatMap(peer.answer.amount).map(size.holds) ?? false
    }
  }
}

extension Comparison.Group {
  /// Returns the group as a sheet tells it to one structure, which is left out of the count.
  func told(to code: String) -> GetFeedbackSheet.Group {
    let parts = ["kind"] + (areas == nil ? [] : ["area"]) + (size?.name == nil ? [] : ["size"])
    return .init(
      rung: parts.joined(separator: "-"), kind: kind, area: areas?.joined(separator: "+"),
      size: size?.name, count: members.count { $0 != code })
  }
}

extension Comparison.Told {
  /// Returns the numbers as a sheet tells them.
  func quartiles(_ group: GetFeedbackSheet.Group) -> GetFeedbackSheet.Quartiles {
    func text(_ millionths: Int) -> String { Amount(millionths: millionths).text }
    return .init(
      lower: text(lower), median: text((medianLower + medianUpper) / 2), upper: text(upper),
      group: group, medianLower: text(medianLower), medianUpper: text(medianUpper))
  }
}
