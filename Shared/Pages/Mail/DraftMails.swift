package import Values

/// Mails to several people, as drafts and as a table for mail merge.
package protocol DraftMails {
  /// How many people get a mail.
  var count: Int { get }
  /// The codes of those to whom nothing can be sent, because no e-mail address is known.
  var unaddressed: [String] { get }
  /// The messages, each with the code of the person.
  func messages(written date: Instant) -> [(person: String, message: MailMessage)]
  /// A table for mail merge, and the codes of those who are not in it.
  var merge: (text: String, leftOut: [String]) { get }
}
