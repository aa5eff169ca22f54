import ArgumentParser
import Pages
import Texts
import Values

/// The files from which reminders and invitations are sent: mails to open one by one, or a table for mail merge.
struct MailFiles: ParsableArguments {
  @Option(
    help: .words(
      "Prépare un courriel par personne (.eml), à relire et à envoyer, dans un nouveau dossier.",
      "Prepares one mail a person (.eml), to be read and sent, in a new folder.", .folder),
    completion: .directory)
  var mail: String?
  @Option(
    help: .words(
      "Enregistre un tableau de publipostage (CSV), une ligne par personne, dans un nouveau fichier.",
      "Writes a table for mail merge (CSV), one line a person, to a new file.", .file),
    completion: .file())
  var merge: String?

  var isAsked: Bool { mail != nil || merge != nil }

  /// Refuses existing files and folders, before anything is asked.
  func check() throws {
    if let mail { try NewPath.check(mail) }
    if let merge { try NewPath.check(merge) }
  }

  /// Writes what is asked for, and says on standard error what was written and who is left out: standard output has the list.
  func write(_ mails: some DraftMails) throws {
    guard isAsked else { return }
    if let mail { try MailFolder.write(mails.messages(written: .now), to: mail) }
    if let merge {
      let table = mails.merge
      let leftOut = table.leftOut
      try OutputFile.write(table.text, to: merge, isNew: true)
      let people = language.count(
        mails.count - leftOut.count, .init("personne", "personnes"), .init("person", "people"))
      Output.error("\(people) \(words("dans", "in")) \(merge)")
      if !leftOut.isEmpty {
        Output.error(
          words(
            "À contacter à part, car un tableur prendrait leur adresse pour une formule : ",
            "To be written to apart, since a spreadsheet would take their address for a formula: ")
            + leftOut.joined(separator: ", "))
      }
    }
    if !mails.unaddressed.isEmpty {
      Output.error(
        words(
          "Sans adresse connue, à joindre autrement : ",
          "Without a known address, to be reached otherwise: ")
          + mails.unaddressed.joined(separator: ", "))
    }
  }
}
