/// An address to which a mail can be sent.
package enum EmailAddress {
  /// Whether a text is one address and nothing else: no second address after a comma, no display name, no line end.
  ///
  /// Source: HTML, “valid e-mail address”, with a dot in its domain.
  package static func isOne(_ text: String) -> Bool {
    text.utf8.count <= 254
      && text.wholeMatch(
        of: #/[A-Za-z0-9.!#$%&'*+\/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+/#) != nil
  }
}
