import PortalDomain
import Testing

@Suite("The portal's help")
struct PortalHelpTests {
  private func texts(_ task: HelpTask) -> [HelpWords] {
    [task.title, task.purpose, task.result] + task.steps
      + task.cases.flatMap { [$0.question, $0.answer] } + [task.picture].compactMap(\.self)
  }

  @Test("each task has one page, its steps, and both languages, in the words of the house")
  func tasks() {
    let codes = HelpTask.all.map(\.code)
    #expect(Set(codes).count == codes.count)
    for task in HelpTask.all {
      #expect(task.code.allSatisfy { $0 == "-" || ("a"..."z").contains($0) }, "\(task.code)")
      #expect((2...6).contains(task.steps.count) && !task.cases.isEmpty, "\(task.code)")
      for code in task.related {
        #expect(HelpTask.named(code) != nil && code != task.code, "\(task.code) \(code)")
      }
      for text in texts(task) {
        for words in [text.french, text.english] {
          #expect(!words.isEmpty && words.count <= 300, "\(words)")
          #expect(!words.contains("!") && !words.contains("  "), "\(words)")
        }
        #expect(!text.french.lowercased().contains("veuillez"), "\(text.french)")
        #expect(!text.french.contains("“") && !text.english.contains("«"), "\(text.french)")
        #expect(text.french != text.english)
      }
    }
    for who in HelpTask.Who.allCases {
      #expect(HelpTask.all.contains { $0.who == who })
    }
  }

  @Test(
    "a page leads to the task that it is about, a special one before a general one, to each kind of people its own"
  )
  func about() {
    func task(_ path: String, _ isStructure: Bool?) -> String? {
      HelpTask.about(path, isStructure: isStructure)?.code
    }
    #expect(task("/entrer", nil) == "entrer" && task("/sessions", false) == "entrer")
    #expect(task("/senacs/2026/money", true) == "brouillon")
    #expect(task("/senacs/2026/relecture", true) == "envoyer")
    #expect(task("/senacs/2026/accuse/1", true) == "envoyer")
    #expect(task("/senacs/2026/classeur", true) == "classeur")
    #expect(
      task("/messages/nouveau", true) == "signaler" && task("/messages/4", true) == "repondre")
    #expect(task("/indicateurs/2025/I4/compte/S03/1", false) == "indicateur")
    #expect(task("/campagne/2026/relance", false) == "relancer")
    // Whoever may not have a page is not told of its task.
    #expect(task("/campagne/2026", true) == nil && task("/campagne/2026", nil) == nil)
    #expect(task("/structure", false) == nil && task("/", true) == nil && task("/aide", nil) == nil)
  }

  @Test("a picture is a WebP file of 60 kB at most, and its address has a digest of it")
  func pictures() throws {
    let head: [UInt8] = Array("RIFF\u{1}\u{0}\u{0}\u{0}WEBP".utf8)
    let picture = try #require(HelpPicture("entrer", head + [7]))
    // printf 'RIFF\1\0\0\0WEBP\7' | sha256sum: its first 16 digits.
    #expect(picture.path == "/aide/images/entrer-4cad259c19867215.webp")
    #expect(picture.bytes == head + [7])
    let filled = head + [UInt8](repeating: 0, count: HelpPicture.mostBytes - head.count)
    #expect(HelpPicture("entrer", filled) != nil)
    #expect(HelpPicture("entrer", filled + [0]) == nil)
    #expect(HelpPicture("entrer", head) == nil)
    #expect(HelpPicture("entrer", Array("\u{89}PNG, which is another kind".utf8)) == nil)
  }
}
