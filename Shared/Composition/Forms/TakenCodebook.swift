import Foundation

/// A codebook that the next campaign takes over from another one.
package enum TakenCodebook {
  /// Takes over the questions. What a document says of changes is about the campaign before its own, and is left out: a question that was
  /// renamed then is not renamed again.
  ///
  /// - Parameter document: the codebook, JSON.
  /// - Returns: the codebook of the next campaign, JSON.
  /// - Throws: what `JSONSerialization` throws for a document that is no JSON.
  package static func document(_ document: String) throws -> String {
    let json = try JSONSerialization.jsonObject(with: Data(document.utf8))
    guard var members = json as? [String: Any], members.removeValue(forKey: "changes") != nil
    else { return document }
    let data = try JSONSerialization.data(
      withJSONObject: members, options: [.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
  }
}
