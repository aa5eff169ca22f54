import Foundation

/// Addresses of the portal's own pages: every part is encoded, so that a code with a stroke stays one part.
public enum PageAddress {
  private static let plain = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:")

  /// Returns the path of a page: `/structures/S%2F1`.
  public static func path(_ parts: [String]) -> String {
    "/" + parts.map(encoded).joined(separator: "/")
  }

  /// Returns a path with a query, without the fields that are empty, and the heading to which the page is scrolled.
  public static func path(
    _ parts: [String], query: [(name: String, value: String)], anchor: String? = nil
  ) -> String {
    let fields = query.filter { !$0.value.isEmpty }
      .map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
    return path(parts) + (fields.isEmpty ? "" : "?" + fields) + (anchor.map { "#" + $0 } ?? "")
  }

  private static func encoded(_ part: String) -> String {
    part.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }
}
