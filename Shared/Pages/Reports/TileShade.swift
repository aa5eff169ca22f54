/// How a square of a map is filled, from the most to the least; the name is its class in a page. On white and beside each other the fills
/// differ too little, so each square of a commune with a result has a dark outline.
enum TileShade: String, CaseIterable {
  /// All structures, half of them or more, fewer, none.
  case full, most, few, zero
  /// Something holds in the commune, or not.
  case covered, uncovered
  /// No structure is looked at.
  case empty
  /// The numbers are suppressed.
  case secret
  /// The map shows nothing of the commune.
  case other

  init(_ standing: TileMap.Standing) {
    self =
      switch standing {
      case .share(_, of: 0): .empty
      case .share(0, of: _): .zero
      case .share(let part, of: let whole): part == whole ? .full : 2 * part < whole ? .few : .most
      case .holds(let holds): holds ? .covered : .uncovered
      case .secret: .secret
      }
  }

  var fill: String {
    switch self {
    case .full, .covered: "#1f5f8b"
    case .most: "#a9cbe4"
    case .few: "#dfe9f2"
    case .zero, .uncovered: "#f3e3d3"
    case .empty, .secret: "#fff"
    case .other: "#e8ecf1"
    }
  }

  /// Whether the outline is dashed, because there is no number to show.
  var isDashed: Bool { self == .empty || self == .secret }
}
