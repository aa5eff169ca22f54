import Testing
import Texts

@Suite("French spaces")
struct TypographyTests {
  @Test("French spaces stand before marks and inside quotes, and in nothing that somebody typed")
  func spaces() {
    let read = "<p title=\"a ?\">Qui ? « Oui » : 5 % ; 3 € !</p>"
    let shown = "Qui_? «~Oui~»~: 5~%_; 3~€_!"
      .replacing("_", with: "\u{202F}").replacing("~", with: "\u{A0}")
    #expect(Typography.french(page: read) == "<p title=\"a ?\">\(shown)</p>")
    #expect(Typography.french(page: "<p>à 10 h 42</p>") == "<p>à 10\u{A0}h\u{A0}42</p>")
    let typed = "<textarea name=\"a\">Qui ?</textarea>"
    #expect(Typography.french(page: typed + " Qui ?") == typed + " Qui\u{202F}?")
    #expect(Typography.french(text: "<p>Qui ? « Oui »") == "<p>Qui\u{202F}? «\u{A0}Oui\u{A0}»")
    #expect(Typography.french(text: "nothing") == "nothing")
    let style = "<style>a { color: red }  b :hover { }</style>"
    #expect(Typography.french(page: style + " :") == style + "\u{A0}:")
    // A tag ends where a browser ends it: also before an accent, and begins behind a mark that joins what follows.
    let joined = "<textarea>\u{301}Qui ?</textarea>\u{600}<input value=\"a ;\">"
    #expect(Typography.french(page: joined) == joined)
  }
}
