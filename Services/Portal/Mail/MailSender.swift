import Foundation
import Pages
import PortalDomain
import ServiceKit
import Values

/// What keeps a mail from going, as ``MailReason`` reads it.
struct MailFailure: Error {
  let status: String
}

/// Sends mails through the system's `sendmail`, or puts them into a folder.
struct MailSender: Sendable {
  private let way: PortalConfiguration.MailWay
  private let bounces: BounceAddress?
  /// How long the program may take, and how long it may go on once it was asked to end.
  private static let patience: Duration = .seconds(20)
  private static let grace: Duration = .seconds(5)
  /// The most bytes of a mail: a pipe holds them, so that no thread waits for a program that does not read.
  private static let mostBytes = 60_000

  /// Takes the way of mails, and the address to which they come back; nil where that is the sender's own.
  init(_ way: PortalConfiguration.MailWay, bounces: BounceAddress? = nil) {
    self.way = way
    self.bounces = bounces
  }

  /// Whether mails go anywhere.
  var isThere: Bool { way != .none }

  /// Sends what is made for a sender's address, nil where it goes into a folder; nothing where nothing is made.
  ///
  /// - Parameters:
  ///   - now: the time.
  ///   - token: names the mail in the address to which it comes back; nil for a mail that nobody waits for.
  ///   - make: makes the message.
  /// - Throws: what keeps it from going.
  func send(
    at now: Instant, as token: MailToken? = nil, _ make: (String?) -> MailMessage?
  ) async throws {
    let returnPath = token.flatMap { token in bounces.map { $0.sender(token) } }
    switch way {
    case .none: return
    case .folder(let folder):
      guard let message = make(nil) else { return }
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      // Where there is no envelope, its sender stands where the last server would write it (RFC 5321 §4.4).
      let first = returnPath.map { "Return-Path: <\($0)>\r\n" } ?? ""
      // Seen whole or not at all: whoever waits for a mail looks for files of this ending.
      let file = "\(folder)/\(Identifier.mint(at: now).rawValue)"
      try PrivateFile.write(Data((first + message.text).utf8), to: file + ".eml")
    case .program(let program, let sender):
      guard let message = make(sender) else { return }
      let domain = sender.split(separator: "@").last.map(String.init) ?? ""
      let id = token?.text ?? Identifier.mint(at: now).rawValue
      let text = "Message-ID: <\(id)@\(domain)>\r\n" + message.text
      // A program of the system reads lines as files have them; it writes CRLF itself.
      try await Self.run(program, returnPath ?? sender, text.replacing("\r\n", with: "\n"))
    }
  }

  /// Runs `sendmail`: it reads the receiver from the message, and a line with a dot is text.
  private static func run(_ program: String, _ sender: String, _ text: String) async throws {
    guard text.utf8.count <= mostBytes else { throw MailFailure(status: MailReason.ownProgram) }
    // A program that ends before it has read its mail must not end this one.
    signal(SIGPIPE, SIG_IGN)
    let process = Process()
    let input = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-t", "-i", "-f", sender]
    // Nothing of this program's own environment, such as an option with a password, is the mail program's matter.
    process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"]
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let (ends, end) = AsyncStream<Int32>.makeStream()
    process.terminationHandler = { ended in
      end.yield(ended.terminationReason == .exit ? ended.terminationStatus : -1)
    }
    do {
      try process.run()
    } catch {
      throw MailFailure(status: MailReason.ownProgram)
    }
    // Beside the wait for its end: a program that hangs sends no event, so time alone tells.
    Task {
      try? await Task.sleep(for: patience)
      guard process.isRunning else { return }
      process.terminate()
      try? await Task.sleep(for: grace)
      // A program that does not listen must not hold up its page for ever.
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      // Foundation waits also for what the program started and left behind; nobody else does.
      end.yield(-1)
    }
    try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try? input.fileHandleForWriting.close()
    var status: Int32 = -1
    for await ended in ends {
      status = ended
      break
    }
    guard status == 0 else { throw MailFailure(status: MailReason.status(ofExit: status)) }
  }
}
