import Contracts
import Tabular
import Texts
package import Values

/// Mails to several people, as drafts and as a table for mail merge.
package protocol DraftMails {
  /// How many people get a mail.
  var count: Int { get }
  /// The codes of those to whom nothing can be sent, because no e-mail address is known.
  var unaddressed: [String] { get }
  /// The messages, each with the code of the person.
  func messages(written date: Instant) -> [(person: String, message: MailMessage)]
  /// The same people as a table for mail merge.
  var merge: MergeTable { get }
}

/// A table for mail merge in CSV, one line a person, whose address and names come first.
///
/// People whose address a spreadsheet would take for a formula are left out: an apostrophe before the address, which guards other cells,
/// would make another address of it. The table begins with a byte order mark: without it Word and Excel take UTF-8 for Windows-1252.
package struct MergeTable {
  /// The table.
  package private(set) var text: String
  /// The codes of the people who are left out.
  package private(set) var leftOut: [String] = []

  /// Begins a table with its heading.
  init(_ header: [String], _ language: Language) {
    let person = language.pick("courriel;prénom;nom", "email;given name;family name")
    text = "\u{FEFF}" + ([person] + header).joined(separator: ";") + "\n"
  }

  /// Adds a person, with what the mail tells; the address is one.
  mutating func add(_ contact: GetContacts.Contact, at address: String, _ cells: [String]) {
    guard CSVWriter.guarded(address) == address else {
      leftOut.append(contact.code)
      return
    }
    let all = [address, contact.givenName, contact.familyName] + cells
    text += CSVWriter.record(all.map(TerminalText.oneLine), guardsFormulas: true)
  }
}
