/// What a mail server says of a mail of ours that did not arrive. What it says of one that waits still, and what people's programs answer
/// by themselves, is none.
///
/// Source: RFC 3464 (reports on delivery), RFC 3463 (their codes), RFC 3834 (answers of programs).
public struct Bounce: Sendable, Hashable {
  /// The most bytes that are read of a mail: the report stands before the mail that comes back.
  public static let mostBytes = 262_144
  private static let mostGroups = 100
  private static let mostLines = 200
  private static let longestLine = 1000

  /// Which mail did not arrive.
  public let token: MailToken
  /// Why, such as `5.1.1`; empty where the server does not say.
  public let status: String

  /// Takes what is known.
  public init(token: MailToken, status: String) {
    self.token = token
    self.status = status
  }

  /// Reads a mail; nil for one that does not say that a mail of ours failed.
  public init?(_ bytes: [UInt8], at address: BounceAddress) {
    let mail = MailParts(bytes: Array(bytes.prefix(Self.mostBytes)))
    let names = ["delivered-to", "x-original-to", "envelope-to", "to"]
    let receivers = names.flatMap { name in mail.fields.filter { $0.name == name } }
    guard let token = receivers.lazy.compactMap({ address.token(in: $0.value) }).first,
      let status = Self.failure(mail)
    else { return nil }
    (self.token, self.status) = (token, status)
  }

  /// Why a mail failed, as a report says; nil where none did.
  private static func failure(_ mail: MailParts) -> String? {
    guard mail.type == "multipart/report" else { return plainFailure(mail) }
    let types = ["message/delivery-status", "message/global-delivery-status"]
    guard let report = mail.parts.first(where: { types.contains($0.type) }) else {
      let kind = mail.parameter("report-type")?.lowercased()
      // Such as a receipt of reading, which says that it arrived.
      return kind == nil || kind == "delivery-status" ? plainFailure(mail) : nil
    }
    var rest = report.lines
    for _ in 0..<mostGroups where !rest.isEmpty {
      // One group of fields is about the mail, each other one about a receiver (RFC 3464 §2.1).
      let group = MailParts(rest.drop(while: \.isEmpty))
      rest = group.lines
      let action = (group["action"] ?? "").lowercased().prefix { $0.isLetter }
      if action == "failed" { return status(in: group["status"] ?? "", classes: "45") ?? "" }
    }
    return nil
  }

  /// Why a mail failed, as a server says in a text of its own; nil for what no server says.
  private static func plainFailure(_ mail: MailParts) -> String? {
    let from = (mail["from"] ?? "").lowercased()
    let address = from.split(separator: "<").last.map(String.init) ?? from
    let isOfServer = ["mailer-daemon@", "postmaster@"].contains { address.hasPrefix($0) }
    let subject = (mail["subject"] ?? "").lowercased()
    let waits = ["delayed", "warning", "retard"].contains { subject.contains($0) }
    guard isOfServer || mail["x-failed-recipients"] != nil, !waits else { return nil }
    for line in mail.lines.prefix(mostLines) {
      let text = String(decoding: line.prefix(longestLine), as: UTF8.self)
      if let status = status(in: text, classes: "5") { return status }
    }
    return ""
  }

  /// The first code in a text whose class is one of some; nil where there is none.
  private static func status(in text: String, classes: String) -> String? {
    for match in text.matches(of: #/(?:^|[ \t#(])([245]\.[0-9]{1,3}\.[0-9]{1,3})(?!\.?[0-9])/#) {
      if let first = match.1.first, classes.contains(first) { return String(match.1) }
    }
    return nil
  }
}
