import RPCContract
import Testing

@testable import vigie

@Suite("The state of the hosts, for people")
struct HostStatusTableTests {
  @Test(
    "our own sentences keep their lines, so that a key can be copied; a text from a log shows its line ends as marks"
  )
  func lines() {
    let refused = HostStatus(
      service: "senacs", host: "h", status: "UNAUTHENTICATED", message: "The key is:\nabc\nSend it."
    )
    let logged = HostStatus(
      service: "registry", host: "h", status: "SERVING",
      lastError: .init(at: "2026-01-02T03:04:05.000Z", text: "one\ntwo"))

    let text = HostStatusTable.text([refused, logged])

    #expect(text.contains("The key is:\n  abc\n  Send it."), "\(text)")
    #expect(text.contains("one\\u000atwo"), "\(text)")
  }
}
