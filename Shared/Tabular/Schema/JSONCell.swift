import Foundation

/// Cells that hold more than one value: JSON, points, shapes.
enum JSONCell {
  /// What a cell holds.
  enum Kind: Equatable { case array, object, geojson, topojson, point(PointForm) }

  /// How a point is written: `lon, lat`, `[lon, lat]` or `{"lon": …, "lat": …}`.
  enum PointForm: String { case `default`, array, object }

  private static let shapes: [String: Int] = [
    "Point": 1, "MultiPoint": 2, "LineString": 2, "MultiLineString": 3, "Polygon": 3,
    "MultiPolygon": 4,
  ]

  /// The number of items in a cell, a point or a shape counting as one; nil when the cell is not of this kind.
  static func count(_ cell: UnsafeRawBufferPointer, _ kind: Kind) -> Int? {
    if kind == .point(.default) {
      let parts = String(decoding: cell, as: UTF8.self).split(
        separator: ",", omittingEmptySubsequences: false)
      return isPoint(parts.map { Double($0.trimmingCharacters(in: .whitespaces)) }) ? 1 : nil
    }
    guard let value = try? JSONSerialization.jsonObject(with: Data(cell)) else { return nil }
    switch kind {
    case .array: return (value as? [Any])?.count
    case .object: return (value as? [String: Any])?.count
    case .geojson: return isShape(value, depth: 0) ? 1 : nil
    case .topojson: return (value as? [String: Any])?["type"] as? String == "Topology" ? 1 : nil
    case .point(.array): return isPoint(((value as? [Any]) ?? []).map(number)) ? 1 : nil
    case .point:
      guard let point = value as? [String: Any], point.count == 2 else { return nil }
      return isPoint([point["lon"], point["lat"]].map(number)) ? 1 : nil
    }
  }

  private static func number(_ value: Any?) -> Double? {
    (value as? NSNumber)?.doubleValue ?? (value as? String).flatMap(Double.init)
  }

  private static func isPoint(_ numbers: [Double?]) -> Bool {
    guard numbers.count == 2, let longitude = numbers[0], let latitude = numbers[1] else {
      return false
    }
    return (-180...180).contains(longitude) && (-90...90).contains(latitude)
  }

  /// Source: RFC 7946.
  private static func isShape(_ value: Any, depth: Int) -> Bool {
    guard depth < 16, let shape = value as? [String: Any], let type = shape["type"] as? String
    else { return false }
    func all(_ member: String) -> Bool {
      (shape[member] as? [Any])?.allSatisfy { isShape($0, depth: depth + 1) } ?? false
    }
    switch type {
    case "FeatureCollection": return all("features")
    case "GeometryCollection": return all("geometries")
    case "Feature":
      guard let geometry = shape["geometry"] else { return false }
      return geometry is NSNull || isShape(geometry, depth: depth + 1)
    default:
      guard let nesting = shapes[type], let coordinates = shape["coordinates"] else { return false }
      return isPositions(coordinates, nesting)
    }
  }

  private static func isPositions(_ value: Any, _ nesting: Int) -> Bool {
    guard let list = value as? [Any] else { return false }
    if nesting == 1 { return list.count >= 2 && list.allSatisfy { $0 is NSNumber } }
    return list.allSatisfy { isPositions($0, nesting - 1) }
  }
}
