import Foundation

/// Where each commune of the Rhône stands in a grid of squares, near its place on a map, the north up. Lyon has one square.
///
/// The grid is of the communes of today; a code from before a merger, and a commune that is newer than the grid, have no square. Source:
/// deploy/lib/tile_grid.py, which makes TileGrid.json.
struct TileGrid: Decodable {
  /// A square's place: its column from the west and its row from the north, both from 0. In JSON it is a list of the two.
  struct Place: Decodable, Hashable, Comparable {
    let column, row: Int

    init(from decoder: any Decoder) throws {
      var numbers = try decoder.unkeyedContainer()
      column = try numbers.decode(Int.self)
      row = try numbers.decode(Int.self)
    }

    /// From the north-west, row by row.
    static func < (one: Place, other: Place) -> Bool {
      (one.row, one.column) < (other.row, other.column)
    }
  }

  let columns, rows: Int
  /// Code of the commune → its square.
  let tiles: [String: Place]

  /// The communes of the Rhône.
  static let rhone: TileGrid = {
    let file = Data(PackageResources.TileGrid_json)
    guard let grid = try? JSONDecoder().decode(TileGrid.self, from: file) else {
      preconditionFailure("TileGrid.json is a grid of communes")
    }
    return grid
  }()

  /// The commune whose square a code has: for an arrondissement of Lyon, Lyon; else the code itself.
  static func commune(of code: String) -> String {
    ("69381"..."69389").contains(code) ? "69123" : code
  }
}
