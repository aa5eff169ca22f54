import Foundation
import TestSupport
import Testing

/// P03 directs S01. The campaign 2026 is open, with the codebook of ``SenacsAnswersTests``.
@Suite(
  "Two portals on one database", .onWaitingThreads,
  .enabled(if: TestServer.isWanted, "VIGIE_TEST_DATABASE_URL names no PostgreSQL server"),
  .timeLimit(.minutes(5)))
struct PortalReplicaTests {
  @Test("somebody who came in at one is in at the other, writes one draft at both, and leaves both")
  func both() throws {
    let system = try RunningSystem(portal: true)
    try system.load()
    try system.openCampaign()
    let port = RunningSystem.freePort()
    let replica = "portal-replica"
    try FileManager.default.copyItem(
      atPath: "\(system.home)/portal.json", toPath: "\(system.home)/\(replica).json")
    try system.configure(replica) { options in
      options["endpoint"] = "tcp://127.0.0.1:*"
      options["httpAddress"] = "127.0.0.1:\(port)"
    }
    try system.start(replica, program: "portal")

    var one = try system.signIn("P03")
    var other = Browser(port: port)
    other.cookies = one.cookies
    #expect(try other.get("/").status == 200)
    let path = "/senacs/2026/staff"
    let (mine, theirs) = (try one.get(path), try other.get(path))
    // The mark of a form that one portal made is good at the other.
    #expect(mine.token == theirs.token)
    let saved = try one.post(path, mine.section(["etp": "4,5", "check": "1"]))
    #expect(saved.status == 303, "\(saved.body)")
    #expect(try other.get(path).body.contains("value=\"4,5\""))
    let field = ["token": theirs.token, "field": "etp", "value": "5", "version": "1"]
    let second = try other.post(path, field)
    #expect(second.status == 200 && second.body.contains("\"version\":2"), "\(second.body)")
    #expect(try one.get(path).body.contains("value=\"5\""))

    // A link that was used at one is over at the other.
    let link = try system.link("P03")
    var third = Browser(port: port)
    let shown = try third.get(link)
    #expect(try third.post(link, ["token": shown.token]).status == 303)
    var fourth = try Browser(system)
    #expect(try fourth.get(link).status == 410)

    // One goes on when the other is killed, and whoever leaves has left both.
    #expect(try one.post("/sortir", ["token": mine.token])["Location"] == "/entrer")
    #expect(try other.get("/")["Location"] == "/entrer")
    system.stop("portal", by: SIGKILL)
    #expect(try third.get(path).body.contains("value=\"5\""))
  }
}
