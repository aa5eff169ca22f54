import PortalDomain
import Texts

/// Where a workbook and the draft have different answers, neither of which the other one's writer had seen: the person chooses.
struct WorkbookClashes {
  /// The most that are asked on a page; the others come after them.
  private static let most = 40
  /// The most characters of an answer that are shown.
  private static let longest = 200

  let words: FormWords
  let form: CampaignForm
  /// The draft as it stands.
  let fields: [String: DraftValue]
  /// Field → what the workbook says.
  let conflicts: [String: String]

  private func pick(_ french: String, _ english: String) -> String {
    words.language.pick(french, english)
  }

  var values: PageTemplates.Values {
    let asked = form.questions.filter { conflicts[$0.name] != nil }
    var values: PageTemplates.Values = [
      "clashTitle": words.language.count(
        asked.count, .init("réponse à choisir", "réponses à choisir"),
        .init("answer to choose", "answers to choose")),
      "clashText": pick(
        "Une autre personne a répondu autrement dans Vigie. Aucune réponse n'est perdue : choisissez celle à garder. Les autres réponses du classeur sont reprises.",
        "Another person answered otherwise in Vigie. No answer is lost: choose the one that is to stay. The workbook's other answers are taken."
      ),
      "clashButton": pick("Garder ces réponses", "Keep these answers"),
      "asked": asked.prefix(Self.most).map(choice),
    ]
    if asked.count > Self.most {
      values["waiting"] = asked.dropFirst(Self.most).map(kept)
      values["waitingText"] = pick(
        "Ensuite, réponses à choisir : \(asked.count - Self.most).",
        "Next, answers to choose: \(asked.count - Self.most).")
    }
    return values
  }

  private func choice(_ question: FormQuestion) -> PageTemplates.Values {
    let (name, present) = (question.name, fields[question.name])
    var values = kept(question)
    values["choiceLegend"] = words.label(name)
    values["mineLabel"] =
      pick("Celle du classeur : ", "The workbook's: ") + told(values["mine"] as? String, question)
    values["theirsLabel"] =
      pick("Celle de \(present?.name ?? "") : ", "\(present?.name ?? "")'s: ")
      + told(present?.typed, question)
    return values
  }

  /// What goes with the form so that it comes back: the workbook itself is not kept.
  private func kept(_ question: FormQuestion) -> PageTemplates.Values {
    let name = question.name
    return [
      "choiceName": name, "mine": conflicts[name] ?? "", "seen": fields[name]?.version ?? 0,
    ]
  }

  private func told(_ text: String?, _ question: FormQuestion) -> String {
    guard let text, !text.isEmpty else { return pick("rien", "nothing") }
    let told = form.told(text, of: question, words.language)
    return told.count > Self.longest ? told.prefix(Self.longest) + "…" : told
  }
}
