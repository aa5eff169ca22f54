import Contracts
import Testing
import Texts

@testable import Composition
@testable import Pages

@Suite("What came of answers that were loaded")
struct LoadedAnswersTextTests {
  private func counts(loaded: Int, unchanged: Int, refused: Int) -> CommitImport.Reply {
    .init(loaded: loaded, corrected: 0, unchanged: unchanged, refused: refused, findings: 0)
  }

  @Test("a table: what there is not is not said, but that nothing was loaded is")
  func table() {
    let (french, english) = (LoadedAnswersText(.french), LoadedAnswersText(.english))
    #expect(
      french.table(counts(loaded: 370, unchanged: 2, refused: 1))
        == "370 réponses chargées, 2 déjà connues, 1 refusée.")
    #expect(
      french.table(counts(loaded: 0, unchanged: 0, refused: 2))
        == "Aucune réponse chargée, 2 refusées.")
    #expect(english.table(counts(loaded: 1, unchanged: 0, refused: 0)) == "1 answer loaded.")
  }

  @Test("forms: how many were read, what is recorded, what is to be corrected and passed over")
  func forms() {
    let text = LoadedAnswersText(.french)
    var counts = FormFolder.Counts()
    counts.loaded = 1
    #expect(
      text.forms(read: 6, counts, toCorrect: 5, ignored: ["note.txt"])
        == "6 formulaires lus : 1 réponse SENACS enregistrée, 5 formulaires à corriger, 1 fichier ignoré (note.txt)."
    )
    #expect(
      text.forms(read: 1, FormFolder.Counts(), toCorrect: 0, ignored: ["a", "b", "c", "d"])
        == "1 formulaire lu : aucune réponse SENACS enregistrée, 4 fichiers ignorés (a, b, c…).")
    #expect(text.others(counts) == nil)
    counts.questions = 2
    counts.declared = 1
    #expect(
      text.others(counts)
        == "Également enregistré : 2 réponses à la fiche action ; 1 présence déclarée, à confirmer."
    )
  }

  @Test("forms that are not validated are told with the answer that validates them")
  func waiting() {
    let validation = (question: "État de la réponse", value: "validée")
    let text = LoadedAnswersText(.french)
    #expect(
      text.waiting(2, until: validation, isChecked: false)
        == "2 formulaires ne sont pas validés. Leurs autres réponses seront reprises quand « État de la réponse » sera « validée »."
    )
    #expect(
      text.waiting(1, until: validation, isChecked: true)?.contains(
        "n'est pas validé. Ses autres réponses seront vérifiées quand") == true)
    #expect(text.waiting(0, until: validation, isChecked: true) == nil)
  }
}
