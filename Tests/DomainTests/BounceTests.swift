import PortalDomain
import Testing
import Values

/// Reports as Postfix and Exim write them, and what comes to the same address without being one.
@Suite("Mails that come back")
struct BounceTests {
  private let address = BounceAddress("Retours@Vigie.example")!
  private let token = MailToken("abcdefgh234567ab")!

  private func read(_ lines: [String], end: String = "\r\n") -> Bounce? {
    Bounce(Array(lines.joined(separator: end).utf8), at: address)
  }

  /// A report of Postfix about one receiver.
  private func report(
    action: String, status: String, to receiver: String = "retours+ABCDEFGH234567ab@vigie.example"
  ) -> [String] {
    [
      "Return-Path: <>", "Delivered-To: \(receiver)",
      "From: MAILER-DAEMON@mx.example (Mail Delivery System)", "Auto-Submitted: auto-replied",
      "Content-Type: multipart/report; report-type=delivery-status;",
      "\tboundary=\"B/1 \"", "", "--B/1 ", "Content-Type: text/plain", "",
      "I'm sorry, 5.9.9 is not the code.", "", "--B/1 ", "Content-Type: message/delivery-status",
      "", "Reporting-MTA: dns; mx.example", "Arrival-Date: Mon, 30 Nov 2026 10:00:00 +0000", "",
      "Final-Recipient: rfc822; alix@example.org", "Action: \(action)", "Status: \(status)",
      "Diagnostic-Code: smtp; 550 5.7.1", " no", "", "--B/1 ",
      "Content-Type: text/rfc822-headers", "", "Action: failed", "--B/1 --", "",
    ]
  }

  @Test("a report names the mail by its address, and why it failed by its code")
  func reports() {
    let found = Bounce(token: token, status: "5.1.1")
    #expect(read(report(action: "failed", status: "5.1.1 (bad mailbox)")) == found)
    #expect(read(report(action: "FAILED", status: "5.1.1"), end: "\n") == found)
    // A server that gave up says why it could not go on.
    #expect(read(report(action: "failed", status: "4.4.7"))?.status == "4.4.7")
    // A code that is none is not taken over.
    #expect(read(report(action: "failed", status: "<b>5.1</b>"))?.status == "")
    // Of several receivers one is enough.
    let two = report(action: "delivered", status: "2.0.0").flatMap { line in
      line == "Diagnostic-Code: smtp; 550 5.7.1"
        ? [line, "", "Action: failed", "Status: 5.2.2"] : [line]
    }
    #expect(read(two)?.status == "5.2.2")
  }

  @Test("what waits, what arrived, and what programs answer is no failure")
  func others() {
    for action in ["delayed", "delivered", "relayed", "expanded", ""] {
      #expect(read(report(action: action, status: "4.4.1")) == nil, "\(action)")
    }
    let to = "To: retours+abcdefgh234567ab@vigie.example"
    let away = [to, "From: Alix <alix@example.org>", "Auto-Submitted: auto-replied"]
    #expect(read(away + ["Subject: Absente", "", "550 5.1.1"]) == nil)
    let waits = [to, "From: Mail <MAILER-DAEMON@mx.example>", "Subject: Warning: message delayed"]
    #expect(read(waits + ["", "451 4.7.1", "550 5.1.1"]) == nil)
    let receipt = [to, "From: MAILER-DAEMON@mx.example"]
    let kind = "Content-Type: multipart/report; report-type=disposition-notification; boundary=b"
    #expect(read(receipt + [kind, "", "--b", "", "5.1.1", "--b--"]) == nil)
  }

  @Test("a server's own text is read for its code; without one it is a failure still")
  func plain() {
    let head = [
      "Envelope-To: <retours+abcdefgh234567ab@vigie.example>",
      "From: Mail Delivery Subsystem <mailer-daemon@mx.example>", "Subject: failure notice", "",
    ]
    #expect(read(head + ["I tried 5.1.1.9 for you.", "#5.2.2 mailbox full"])?.status == "5.2.2")
    #expect(read(head + ["No such user here."])?.status == "")
    let exim = ["To: retours+abcdefgh234567ab@vigie.example", "X-Failed-Recipients: a@b.example"]
    #expect(read(exim + ["From: mail@mx.example", "", "550 5.1.1 unknown"])?.status == "5.1.1")
  }

  @Test("only our own address with a token of ours names a mail")
  func addresses() {
    #expect(address.sender(token) == "retours+abcdefgh234567ab@vigie.example")
    for receiver in [
      "retours@vigie.example", "retours+@vigie.example", "retours+abcdefgh234567ab@evil.example",
      "retours+abcdefgh234567a!@vigie.example", "x-retours+abcdefgh234567ab@vigie.example",
      "retours+abcdefgh234567abc@vigie.example", "",
    ] {
      #expect(
        read(report(action: "failed", status: "5.1.1", to: receiver)) == nil, "\(receiver)")
    }
    for wrong in [
      "retours", "retours+x@a.fr", "@a.fr", "a@b@c", String(repeating: "a", count: 41) + "@a.fr",
    ] {
      #expect(BounceAddress(wrong) == nil, "\(wrong)")
    }
    let tokens = (0..<100).map { _ in MailToken() }
    #expect(Set(tokens).count == 100 && tokens.allSatisfy { MailToken($0.text) == $0 })
    // 7 letters of `retours`, `+`, and 16 of the token: 24, below the 64 of RFC 5321.
    #expect(address.sender(token).prefix { $0 != "@" }.utf8.count == 24)
  }

  @Test("hostile mails are read within their bounds, and say nothing")
  func hostile() {
    let to = "To: retours+abcdefgh234567ab@vigie.example"
    let type = "Content-Type: multipart/report; boundary=b"
    let long = String(repeating: "a", count: 300_000)
    var random = SystemRandomNumberGenerator()
    let noise = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    #expect(Bounce([], at: address) == nil && Bounce(noise, at: address) == nil)
    let status = [to, type, "", "--b", "Content-Type: message/delivery-status", ""]
    let quoted = "Content-Type: multipart/report; boundary=\""
    let endless = "Content-Type: multipart/report; boundary=\(long)"
    var cases: [[String]] = [[to, type], [to, type, "", "--b"], [to, quoted, "", "--"]]
    cases.append([to, type, "", "--b", "--b", "--b--"])
    cases.append([to, endless, "", "--\(long)"])
    cases.append([to, long, "From: MAILER-DAEMON@mx.example"])
    cases.append([to, type, ""] + Array(repeating: "--b", count: 50_000))
    cases.append(Array(repeating: " folded", count: 50_000))
    cases.append(Array(repeating: ":", count: 50_000))
    cases.append(status + Array(repeating: "Action: delayed\r\n", count: 20_000))
    for (place, lines) in cases.enumerated() { #expect(read(lines) == nil, "\(place)") }
    // What stands behind the bound is not read.
    let late = [to, "From: MAILER-DAEMON@mx.example", "", long, "550 5.1.1"]
    #expect(read(late)?.status == "")
  }

  @Test("a code is told by what can be done about it")
  func reasons() {
    let expected: [(String, MailReason)] = [
      ("5.1.1", .unknownAddress), ("5.1.10", .unknownDomain), ("5.2.2", .mailboxFull),
      ("4.2.2", .mailboxFull), ("5.7.26", .refused), ("4.4.7", .unreachable),
      ("5.4.4", .unknownDomain), ("5.3.4", .other("5.3.4")), ("", .other(nil)),
      ("local", .notTaken),
    ]
    for (status, reason) in expected { #expect(MailReason(status: status) == reason, "\(status)") }
    // sysexits.h: 67 EX_NOUSER, 68 EX_NOHOST, 75 EX_TEMPFAIL.
    #expect(
      [67, 68, 75, -1].map { MailReason.status(ofExit: $0) } == [
        "5.1.1", "5.1.2", "local", "local",
      ])
  }
}

@Suite("Who comes, and what is kept of it")
struct PortalTraceTests {
  private func address(_ peer: String?, _ forwarded: String?) -> String {
    ClientAddress.of(peer: peer, forwarded: forwarded, proxies: ["10.77.0.8"])
  }

  @Test("HTTP without TLS is served on this host or in a private network alone")
  func inner() {
    for address in ["127.0.0.1", "localhost", "10.77.0.8", "192.168.1.2", "172.31.0.1", "0.0.0.0"] {
      #expect(InnerAddress.isOne(address), "\(address)")
    }
    for address in ["8.8.8.8", "172.32.0.1", "192.169.0.1", "vigie.example", "", "10.1", "::1"] {
      #expect(!InnerAddress.isOne(address), "\(address)")
    }
  }

  @Test(
    "a browser's address is what a known proxy says last; of anybody else it is the other end's")
  func addresses() {
    #expect(address("127.0.0.1", "6.6.6.6, 192.0.2.7") == "192.0.2.7")
    #expect(address("::1", "192.0.2.7") == "192.0.2.7")
    #expect(address("::ffff:10.77.0.8", "192.0.2.7") == "192.0.2.7")
    #expect(address("127.0.0.1", nil) == "direct" && address(nil, "192.0.2.7") == "direct")
    // Whoever reaches the portal past its proxy cannot choose an address.
    #expect(address("10.77.0.9", "192.0.2.7") == "10.77.0.9")
    // A browser may take any address of its network of 64 bits.
    #expect(address("127.0.0.1", "2001:db8:0:1::5") == "2001:db8:0:1::/64")
    #expect(address("127.0.0.1", "2001:db8:0:1:ffff::6") == "2001:db8:0:1::/64")
    #expect(address("127.0.0.1", String(repeating: "a", count: 99)).utf8.count == 64)
  }

  @Test("a name of an attempt is a digest, another one for each kind")
  func attempts() {
    let (first, second) = (AttemptLimit.key("address", "a"), AttemptLimit.key("account", "a"))
    #expect(first.utf8.count == 64 && first != second)
  }

  @Test("former texts are kept until the end of the year after the campaign's")
  func retention() {
    #expect(RetentionRules.lastDayOfChanges(ofCampaign: "2026")?.iso == "2027-12-31")
    #expect(RetentionRules.lastDayOfChanges(ofCampaign: "2026-bis")?.iso == "2027-12-31")
    // The sheet's questions have a key of their own, which begins with no year.
    let sheet = Questionnaire.sheet(year: 2026).key
    #expect(RetentionRules.lastDayOfChanges(ofCampaign: sheet)?.iso == "2027-12-31")
    for code in ["", "26", "SENACS", "9999", "２０２６"] {
      #expect(RetentionRules.lastDayOfChanges(ofCampaign: code) == nil, "\(code)")
    }
    #expect(RetentionRules.conversationMail > Conversation.mailRest)
    // 96 quarters of an hour make a day.
    #expect(RetentionRules.attempts == 15 * 60 * 1_000_000)
  }
}
