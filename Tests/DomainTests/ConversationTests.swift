import PortalDomain
import Testing
import Values

@Suite("Conversations between the Caf and a structure")
struct ConversationTests {

  /// Plays deeds one after the other; returns the states after each.
  private func states(
    _ kind: Conversation.Kind, _ deeds: [(Conversation.Deed, Conversation.Side)]
  ) -> [Conversation.State] {
    deeds.map { Conversation.state(of: kind, after: $0.0, by: $0.1) }
  }

  @Test("a question is asked, answered, asked again, opened, sent once more and settled")
  func question() {
    let states = states(
      .question,
      [
        (.said, .caf), (.said, .structure), (.said, .caf), (.said, .structure),
        (.reopened, .caf), (.sent, .structure), (.settled, .caf),
      ])

    #expect(states == [.asked, .answered, .asked, .answered, .asked, .answered, .settled])
    let turns = states.map { Conversation.waits(in: $0, .question) }
    #expect(turns == [.structure, .caf, .structure, .caf, .structure, .caf, nil])
  }

  @Test(
    "what a structure tells is told, answered, told again and settled; a word after that is not lost"
  )
  func report() {
    let states = states(
      .report,
      [
        (.said, .structure), (.said, .caf), (.said, .structure), (.settled, .caf),
        (.said, .structure), (.reopened, .caf), (.sent, .structure),
      ])

    #expect(states == [.told, .answered, .told, .settled, .told, .asked, .told])
    let turns = states.map { Conversation.waits(in: $0, .report) }
    #expect(turns == [.caf, .structure, .caf, nil, .caf, .structure, .caf])
  }

  @Test("a message has 1 to 4,000 characters; a settlement needs none")
  func bounds() {
    let longest = String(repeating: "é", count: 4000)

    #expect(Conversation.fault(in: longest, for: .said) == nil)
    #expect(Conversation.fault(in: longest + "e", for: .said) == .tooLong(4001))
    #expect(Conversation.fault(in: longest + "e", for: .settled) == .tooLong(4001))
    #expect(Conversation.fault(in: "", for: .said) == .empty)
    #expect(Conversation.fault(in: "", for: .reopened) == .empty)
    #expect(Conversation.fault(in: "", for: .settled) == nil)
    #expect(Conversation.fault(in: "", for: .sent) == nil)
  }

  @Test("a text is kept as it was written, but for what no store keeps and blanks around it")
  func kept() {
    #expect(Conversation.kept(" \r\nUn\u{0} deux\r\n\r\ntrois\n ") == "Un deux\n\ntrois")
    // Nothing is cut: whoever wrote too much gets it back whole.
    #expect(Conversation.kept(String(repeating: "a", count: 9000)).count == 9000)
  }

  @Test("an address chooses what waits for the Caf, unless it names a state that there is")
  func filter() {
    let plain = ConversationFilter(FormFields())
    #expect(plain.state == ConversationFilter.waiting && plain.structure.isEmpty)
    let chosen = FormFields(Array("etat=reglee&structure=S01".utf8))
    #expect(chosen.map { ConversationFilter($0).state } == "reglee")
    #expect(chosen.map { ConversationFilter($0).structure } == "S01")
    let unknown = FormFields(Array("etat=x".utf8))
    #expect(unknown.map { ConversationFilter($0).state } == ConversationFilter.waiting)
  }
}
