import Composition
import Contracts
import PortalDomain
import Texts
import Values

/// What a receipt says, on the screen and on paper.
struct ReceiptView {
  let words: FormWords
  let key: DraftStore.Key
  let sending: SendingStore.Sending
  let received: Instant
  /// Whether the answer can still be opened again.
  let canReopen: Bool
  /// The structure's name, code and commune.
  let structure: String

  private func pick(_ french: String, _ english: String) -> String {
    words.language.pick(french, english)
  }

  /// Groups of four digits.
  private static func grouped(_ digits: Substring) -> String {
    stride(from: 0, to: digits.count, by: 4).map { start in
      String(digits.dropFirst(start).prefix(4))
    }.joined(separator: " ")
  }

  /// The values of the page's template.
  var values: PageTemplates.Values {
    let (said, kept) = (sending.said, words.form.kept)
    let digest = AnswerText.digest(
      AnswerText.text(
        campaign: kept.questionnaire.named, structure: key.structure, said.cells))
    let day = words.day(received.parisDay, year: true)
    let closes = words.day(kept.closesOn)
    let base = WebResponse.path(kept.path())
    let late = sending.isLate ? words.late(closes) : ""
    let arrived = words.arrived(day, words.language.clock(received))
    return [
      "trail": words.language.crumbsLabel, "campaignLabel": words.about.name, "base": base,
      "lead": arrived + late,
      "whatTitle": pick("Ce qui a été reçu", "What was received"), "facts": facts,
      "digestTitle": pick("Empreinte", "Digest"),
      "digest1": Self.grouped(digest.prefix(32)), "digest2": Self.grouped(digest.dropFirst(32)),
      "digestText": pick(
        "Empreinte SHA-256 du texte de la réponse. Avec ce texte et cet accusé, chacun peut vérifier que rien n'a changé.",
        "SHA-256 digest of the answer's text. With this text and this receipt everybody can check that nothing changed."
      ),
      "textHref": "\(base)/accuse/\(sending.number)/texte",
      "textLabel": pick("Voir le texte de la réponse", "See the answer's text"),
      "readLabel": pick("Relire la réponse", "Read the answer again"),
      "reopenAction": "\(base)/rouvrir",
      "nextTitle": pick("Ce qui se passe ensuite", "What happens next"),
      "steps": steps(until: closes),
    ]
  }

  private func steps(until closes: String) -> [PageTemplates.Values] {
    let steps = [
      words.counted,
      pick(
        "La Caf relit votre réponse. Si elle a une question, elle vous écrit.",
        "The Caf reads your answer. If it has a question, it writes to you."),
      !canReopen
        ? pick(
          "La réponse ne peut plus être rouverte : si elle est à corriger, écrivez à la Caf.",
          "The answer cannot be opened again: if it is to be corrected, write to the Caf.")
        : pick(
          "Vous pouvez rouvrir la réponse jusqu'au \(closes) ; celle que vous venez d'envoyer reste gardée.",
          "You can open the answer again until \(closes); the one that you have sent stays kept."),
    ]
    return steps.map { ["step": $0] }
  }

  private var facts: [PageTemplates.Values] {
    let said = sending.said
    var facts: [(String, String)] = [
      (pick("Structure", "Structure"), structure), words.subject,
      (pick("Envoyée par", "Sent by"), "\(said.name), \(said.way)"),
    ]
    let explained = pick(
      "\(said.confirmed), dont \(said.explained) avec une explication",
      "\(said.confirmed), \(said.explained) of them explained")
    let confirmed =
      said.confirmed == 0
      ? pick("aucune", "none") : said.explained > 0 ? explained : String(said.confirmed)
    if !said.others.isEmpty {
      facts.append(
        (pick("Également remplie par", "Also filled in by"), said.others.joined(separator: ", ")))
    }
    facts += [
      (
        pick("Réponses", "Answers"),
        words.language.part(said.answered, of: said.asked)
      ),
      (pick("Valeurs confirmées", "Values confirmed"), confirmed),
      (pick("Version", "Version"), String(sending.number)),
    ]
    return facts.map { ["factName": $0.0, "factValue": $0.1] }
  }
}
