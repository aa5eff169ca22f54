import Pages
import Texts

/// A new folder of mails, each to be opened by a mail program, read and sent: one file a person, for its owner alone.
enum MailFolder {
  /// Writes the mails, and says on standard error how many there are: standard output has the list.
  ///
  /// - Throws: `ConfigurationProblem`; what making the folder throws.
  static func write(
    _ messages: [(person: String, message: MailMessage)], to folder: String
  ) throws {
    try NewFolder.make(folder)
    for (person, message) in messages {
      let path = "\(folder)/\(NewFolder.fileName(person)).eml"
      try OutputFile.write(message.text, to: path, isNew: true)
    }
    Output.error(
      language.count(messages.count, .init("courriel", "courriels"), .init("mail", "mails"))
        + words(" dans \(folder)", " in \(folder)"))
  }
}
