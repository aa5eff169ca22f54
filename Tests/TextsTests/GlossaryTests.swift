import Foundation
import TestSupport
import Testing

/// The page of terms, `Shared/Texts/README.md`, beside everything that people are shown.
@Suite("Terms")
struct GlossaryTests {
  /// A text for people, and where it stands.
  private struct Shown {
    let path: String
    let line: Int
    let text: String
  }

  private static let glossary = Glossary(page: SourceTree.text("Shared/Texts/README.md"))
  /// The folders of Swift whose texts people read.
  private static let folders = [
    "Shared/Texts", "Shared/Pages", "Shared/Composition", "Shared/FactKinds", "Shared/ServiceKit",
    "Shared/ServiceHost", "Services",
  ]
  /// The folders whose texts without a word of their own are shown in both languages; elsewhere they are a log's.
  private static let twofold = [
    "Shared/Pages/", "Shared/Composition/", "Services/Gateway/", "Services/Portal/",
  ]

  /// Files that have such a text all the same, and why.
  private static let forPrograms = [
    "Shared/Composition/Reports/PublishedDifference.swift": "counts by their codes",
    "Services/Gateway/Training/SessionPeople+Listing.swift": "a half-day in the open profile",
  ]

  private static func expectNone(_ faults: [String], _ shown: Shown) {
    for fault in faults {
      Issue.record(Comment(rawValue: "\(shown.path):\(shown.line): \(fault), in: \(shown.text)"))
    }
  }

  /// What is wrong with a text: words to avoid unless it is English, and how it is written if it is French.
  private static func faults(in text: String, _ glossary: Glossary) -> [String] {
    let language = FrenchStyle.language(of: text)
    guard language != "en" else { return [] }
    let style = language == "fr" ? FrenchStyle.faults(in: glossary.withoutAllowed(text)) : []
    return glossary.turns(in: text) + style
  }

  private static func expectNone(in shown: Shown) {
    expectNone(faults(in: shown.text, glossary), shown)
  }

  @Test("no text in Swift has a word that the page of terms avoids; French is written as French is")
  func swift() {
    for file in Self.folders.flatMap({ SourceTree.files(under: $0) }) {
      let isTwofold =
        Self.twofold.contains(where: file.path.hasPrefix) && Self.forPrograms[file.path] == nil
      for text in SourceText.all(in: file.text) {
        let shown = Shown(path: file.path, line: text.line, text: text.text)
        Self.expectNone(in: shown)
        if isTwofold, !text.isSecond, FrenchStyle.isForBoth(text.text) {
          Self.expectNone(["one colon for both languages"], shown)
        }
      }
    }
  }

  @Test("nor has a template of the portal, a document in both languages, or a script")
  func others() {
    for file in SourceTree.files(under: "Services/Portal/Templates", ending: ".mustache") {
      for (index, line) in file.lines.enumerated() {
        Self.expectNone(in: Shown(path: file.path, line: index + 1, text: line))
      }
    }
    for file in ["Shared", "deploy/sample"].flatMap({ SourceTree.files(under: $0, ending: ".json") }
    ) {
      for (index, line) in file.lines.enumerated() {
        for match in line.matches(of: #/"fr" ?: ?"((?:[^"\\]|\\.)*)"/#) {
          Self.expectNone(in: Shown(path: file.path, line: index + 1, text: String(match.1)))
        }
      }
    }
    for file in SourceTree.files(under: "deploy", ending: "") where Self.isScript(file.path) {
      for (index, line) in file.lines.enumerated() {
        for text in Self.texts(ofScript: line) {
          Self.expectNone(in: Shown(path: file.path, line: index + 1, text: text))
        }
      }
    }
  }

  /// The scripts that people run, which have no ending, and those in `deploy/lib` that they are made of.
  private static func isScript(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    let isMain = !(parts.last ?? "").contains(".") && (parts.count == 2 || parts.last == "check")
    return isMain
      || parts.count == 3 && parts[1] == "lib" && (path.hasSuffix(".sh") || path.hasSuffix(".py"))
  }

  /// What a line of a script has between quotation marks, or the line itself where it has none, as in the help of a script; no comment.
  private static func texts(ofScript line: String) -> [String] {
    guard !line.trimmingCharacters(in: .whitespaces).hasPrefix("#") else { return [] }
    let quoted = line.matches(of: #/"((?:[^"\\]|\\.)*)"/#).map { String($0.1) }
    return quoted.isEmpty ? [line] : quoted
  }

  @Test("the page lists words, turns and phrases, and so a text of each kind is judged")
  func page() {
    #expect(Self.glossary.avoided.count > 40)
    #expect(Self.glossary.turns(in: "taux redressés ; sinon 2025") == ["redressé", "; sinon"])
    #expect(Self.glossary.turns(in: "Un SIRET a 14 chiffres.").isEmpty)
  }

  @Test("texts are found in calls, in long texts and within other texts, but not in comments")
  func scanner() {
    let source = #"""
      // "un chiffre" in a comment
      let one = words("le chiffre \(name("demi-vie", at: 3)) : « a »", "the figure")
      let regex = /"(\w+)/
      let long = """
        Valeur ; sinon \
        celle du jour.
        """
      let raw = #"des "hôtes""#
      """#
    let found = SourceText.all(in: source)
    #expect(
      found.map { $0.text.trimmingCharacters(in: .whitespacesAndNewlines) } == [
        "demi-vie", "le chiffre \u{FFFC} : « a »", "the figure",
        "Valeur ; sinon   celle du jour.", "des \"hôtes\"",
      ])
    #expect(found.map(\.line) == [2, 2, 2, 4, 8])
    #expect(found.map(\.isSecond) == [false, false, true, false, false])
  }

  @Test("a text is judged by its language: words, quotes and colons of French, none of English")
  func judgement() {
    let glossary = Glossary(
      page: """
        ## The words
        | Thing | French | English | Not |
        |---|---|---|---|
        | figure | indicateur | figure | `chiffre`, mesure |
        | person-hours | heures-stagiaires | person-hours | `heures-personne` |
        ### Turns to avoid
        | `tel que` | par exemple |
        ### Right all the same
        | `en chiffres` | digits |
        """)
    func faults(_ text: String) -> [String] { Self.faults(in: text, glossary) }
    #expect(faults("Les chiffres de l'année") == ["chiffre"])
    #expect(faults("heures-personnes") == ["heures-personne"])
    #expect(faults("des codes tels que I1") == ["tel que"])
    #expect(faults("Écrivez le nombre en chiffres.").isEmpty)
    #expect(faults("la mesure").isEmpty)
    #expect(faults("a figure such as “chiffre” of the report").isEmpty)
    #expect(faults("le fichier “a.csv” est absent") == ["“ ” where French has « »"])
    #expect(faults("le fichier \u{FFFC}: absent") == ["a colon without a space before it"])
    #expect(faults("le fichier : absent, à 10:42").isEmpty)
    #expect(FrenchStyle.isForBoth("\u{FFFC}: \u{FFFC}") && !FrenchStyle.isForBoth("\u{FFFC} : "))
  }
}
