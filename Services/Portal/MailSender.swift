import Foundation
import Pages
import RPCContract
import ServiceKit
import Values

/// Sends mails through the system's `sendmail`, or puts them into a folder.
struct MailSender: Sendable {
  private let way: PortalConfiguration.MailWay
  /// How long the program may take.
  private static let patience: Duration = .seconds(20)

  init(_ way: PortalConfiguration.MailWay) { self.way = way }

  /// Sends a mail; one without an address is left out.
  ///
  /// - Throws: what keeps it from going.
  func send(_ mail: SignInMail, at now: Instant) async throws {
    try await send(at: now) { mail.message(written: now, by: $0) }
  }

  /// Whether mails go anywhere.
  var isThere: Bool { way != .none }

  /// Sends what is made for a sender's address, nil where it goes into a folder; nothing where nothing is made.
  ///
  /// - Throws: what keeps it from going.
  func send(at now: Instant, _ make: (String?) -> MailMessage?) async throws {
    switch way {
    case .none: return
    case .folder(let folder):
      guard let message = make(nil) else { return }
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      // Seen whole or not at all: whoever waits for a mail looks for files of this ending.
      let file = "\(folder)/\(Identifier.mint(at: now).rawValue)"
      try PrivateFile.write(Data(message.text.utf8), to: file + ".eml")
    case .program(let program, let sender):
      guard let message = make(sender) else { return }
      // A program of the system reads lines as files have them; it writes CRLF itself.
      try await Self.run(program, sender, message.text.replacing("\r\n", with: "\n"))
    }
  }

  /// Runs `sendmail`: it reads the receiver from the message, and a line with a dot is text.
  private static func run(_ program: String, _ sender: String, _ text: String) async throws {
    // A program that ends before it has read its mail must not end this one.
    signal(SIGPIPE, SIG_IGN)
    let process = Process()
    let input = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-t", "-i", "-f", sender]
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let status = await withCheckedContinuation { (done: CheckedContinuation<Int32, Never>) in
      process.terminationHandler = { done.resume(returning: $0.terminationStatus) }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        done.resume(returning: -1)
        return
      }
      Task {
        try? await Task.sleep(for: patience)
        if process.isRunning { process.terminate() }
      }
      // A mail is smaller than a pipe's buffer, so this does not wait for the program.
      try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
      try? input.fileHandleForWriting.close()
    }
    guard status == 0 else {
      throw RPCError(.unavailable, "\(program) ended with \(status)")
    }
  }
}
