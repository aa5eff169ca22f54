import Contracts
import PortalDomain
import Testing
import Values

@Suite("Rules of the portal")
struct PortalRuleTests {
  private let now = Instant("2026-06-02T08:00:00Z")!

  private func later(hours: Int64) -> Instant { now.adding(microseconds: hours * 3_600_000_000) }

  @Test("a secret has 43 characters of base64url, and no two are the same")
  func secrets() throws {
    let secrets = (0..<100).map { _ in SecretToken() }
    #expect(Set(secrets.map(\.text)).count == 100 && Set(secrets.map(\.hash)).count == 100)
    for secret in secrets {
      #expect(secret.text.utf8.count == 43 && SecretToken(secret.text) == secret)
      #expect(secret.hash.count == 64 && !secret.hash.contains(secret.text))
      #expect("\(secret)" == "…")
    }
    for wrong in ["", String(repeating: "a", count: 42), String(repeating: "/", count: 43)] {
      #expect(SecretToken(wrong) == nil)
    }
  }

  @Test("a form is of one browser: its mark fits no other")
  func forms() {
    let (mine, other) = (SecretToken(), SecretToken())
    #expect(mine.isFormToken(mine.formToken) && !mine.isFormToken(other.formToken))
    #expect(!mine.isFormToken("") && !mine.isFormToken(mine.text))
    #expect(mine.formToken != mine.text)
  }

  @Test("a link is open for a day, until it is used")
  func links() {
    let link = SignInLink(people: ["P1"], endsAt: later(hours: 24), spentAt: nil)
    #expect(link.isOpen(at: now) && link.isOpen(at: later(hours: 23)))
    #expect(!link.isOpen(at: later(hours: 24)))
    #expect(!SignInLink(people: ["P1"], endsAt: later(hours: 24), spentAt: now).isOpen(at: now))
    #expect(SignInLink.lasts == 24 * 3_600_000_000)
  }

  private func session(
    seen: Int64, trusted: Bool = false, role: String = "structure", structure: String? = "S/1"
  ) -> Session {
    Session(
      person: "P 1", name: "Alix Fictif", way: .init(role: role, structure: structure),
      isFictitious: true, startedAt: now, seenAt: later(hours: seen), isTrusted: trusted, device: ""
    )
  }

  @Test(
    "a session ends after 8 hours without a request, after 12 in all, or after 30 days of trust")
  func sessions() {
    #expect(session(seen: 0).endsAt == later(hours: 8))
    #expect(session(seen: 3).endsAt == later(hours: 11))
    #expect(session(seen: 11).endsAt == later(hours: 12))
    #expect(!session(seen: 0).isOver(at: later(hours: 7)))
    #expect(session(seen: 0).isOver(at: later(hours: 8)))
    #expect(session(seen: 0, trusted: true).endsAt == later(hours: 720))
  }

  @Test("a session calls in the one way in which its person signed in, each code encoded")
  func names() {
    #expect(session(seen: 0).representedName == "person:P%201/structure/S%2F1")
    #expect(
      session(seen: 0, role: "operator", structure: nil).representedName == "person:P%201/operator")
  }

  private func person(_ code: String, _ ways: [FindSignIns.Way]) -> FindSignIns.Row {
    FindSignIns.Row(code: code, familyName: "Fictif", givenName: code, email: nil, ways: ways)
  }

  @Test(
    "an address of one person with one way needs no choice; any other asks, and takes no unknown")
  func choices() {
    let director = FindSignIns.Way(role: "structure", structure: "S1")
    let one = SignInChoice.all([person("P1", [director])])
    #expect(SignInChoice.chosen(nil, among: one)?.person.code == "P1")
    #expect(SignInChoice.chosen("P2/structure/S1", among: one) == nil)
    let three = SignInChoice.all([
      person("P1", [director, .init(role: "operator")]), person("P2", [director]),
    ])
    #expect(three.map(\.key) == ["P1/structure/S1", "P1/operator/", "P2/structure/S1"])
    #expect(SignInChoice.chosen(nil, among: three) == nil)
    #expect(SignInChoice.chosen("", among: three) == nil)
    #expect(SignInChoice.chosen("P1/operator/", among: three)?.way.role == "operator")
    #expect(SignInChoice.chosen(nil, among: []) == nil)
  }

  @Test("attempts of a name are counted within a time; the table stays small")
  func limits() {
    var limit = AttemptLimit(most: 2, window: 100, names: 3)
    // `a` four times: twice within its limit, once beyond it, and once when its time is over. Then `d` is one name too many: `a` began
    // first and is forgotten, then `b` for `a`; `c` is counted on.
    let attempts: [(String, Int64, Bool)] = [
      ("a", 0, true), ("a", 50, true), ("a", 99, false), ("a", 100, true), ("b", 120, true),
      ("c", 121, true), ("d", 122, true), ("a", 150, true), ("c", 150, true), ("c", 151, false),
    ]
    for (name, time, isAllowed) in attempts {
      let found = limit.allows(name, at: time)
      #expect(found == isAllowed, "\(name) \(time)")
    }
  }

  @Test("a form's fields are read as browsers send them, and too many are refused")
  func fields() throws {
    let fields = try #require(FormFields("a=1&b=x+y%C3%A9&c&a=2&d=%zz".utf8))
    #expect(
      fields["a"] == "2" && fields["b"] == "x yé" && fields["c"] == "" && fields["d"] == "%zz")
    #expect(fields["e"] == nil && FormFields("a=%FF".utf8) == nil)
    #expect(FormFields(String(repeating: "a=1&", count: 501).utf8) == nil)
  }

  @Test("a path has one spelling")
  func paths() {
    let link: PathPattern = "/entrer/:link"
    #expect(link.parameters(of: "/entrer/abc") == ["link": "abc"])
    #expect(link.parameters(of: "/entrer/a%2Fb+c") == ["link": "a/b+c"])
    for wrong in [
      "/entrer", "/entrer/", "/entrer/a/", "//entrer/a", "entrer/a", "/Entrer/a", "/entrer/a%00",
    ] {
      #expect(link.parameters(of: wrong) == nil, "\(wrong)")
    }
    let home: PathPattern = "/"
    #expect(home.parameters(of: "/") == [:] && home.parameters(of: "//") == nil)
  }

  @Test("an item of evidence is to be read again when its source has changed, or is old")
  func evidence() {
    func isToRead(_ freshness: String, _ reasons: [GetDiagnosis.Reason]) -> Bool {
      GetDiagnosis.Evidence(
        code: "E1", base: "problems", kind: "document", source: "INSEE",
        datedOn: .firstDay(of: 2025), territory: nil, statement: "", ageMonths: 13,
        freshness: freshness, readAgain: reasons
      ).isToRead
    }
    #expect(!isToRead("FRESH", []) && !isToRead("AGEING", []) && isToRead("OLD", []))
    #expect(isToRead("FRESH", [GetDiagnosis.Reason("SERIES_MOVED", "2025")]))
  }
}
