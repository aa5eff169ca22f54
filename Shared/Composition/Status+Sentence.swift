package import RPCContract
package import Texts

extension Status {
  /// What happened and what to do, for people; in English the developers' message where the catalogue has no words.
  package func sentence(_ language: Language) -> String {
    Catalogue.failure(
      details?.reason, code.name, details?.arguments ?? [:],
      field: details?.fieldViolations?.first?.field, message: message, language)
  }
}
