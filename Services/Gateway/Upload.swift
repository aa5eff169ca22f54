import Contracts
import Crypto
import Foundation
import RPC
import RPCContract
import ServiceKit
import Values

/// What came of a file, or of several.
struct ImportReport: Encodable {
  var loaded = 0
  var unchanged = 0
  var refused: [Finding] = []
  var findings: [Finding] = []

  mutating func add(_ other: ImportReport) {
    loaded += other.loaded
    unchanged += other.unchanged
    refused += other.refused
    findings += other.findings
  }
}

/// Sends a file to the service that owns it, by its name; what was sent before a break is not sent again.
struct Upload {
  /// The order in which a folder is loaded (acceptance/formats.md), and who takes each file.
  static let order: [(file: String, service: String)] = [
    ("communes-69.csv", "registry"), ("mouvements-69.csv", "registry"),
    ("structures.csv", "registry"), ("approvals.csv", "registry"), ("people.csv", "registry"),
    ("mandates.csv", "registry"), ("sessions.csv", "training"), ("attendance.csv", "training"),
    ("campaigns.csv", "senacs"), ("submissions.csv", "senacs"),
    ("successions.csv", "senacs"),
    ("evaluation_answers.csv", "evaluation"), ("diagnoses.csv", "evaluation"),
    ("veille_bodies.csv", "evaluation"), ("veille_meetings.csv", "evaluation"),
    ("veille_attendance.csv", "evaluation"), ("diagnosis_evidence.csv", "evaluation"),
    ("diagnosis_participants.csv", "evaluation"), ("diagnosis_elements.csv", "evaluation"),
    ("diagnosis_revisions.csv", "evaluation"), ("action_steps.csv", "evaluation"),
  ]

  /// The kind of sheets as SENACS publishes them, whatever their file is called.
  static let sheets = "published-sheets.csv"

  let gateway: Gateway
  let fictitious: Bool

  /// Sends a fact file, commits it, and reads what was told about its rows.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - given: its kind, where its own name does not tell it.
  /// - Returns: what came of the rows.
  /// - Throws: `RPCError`; `ConfigurationProblem` when the file cannot be read or is of no known kind.
  func send(_ path: String, as given: String? = nil) async throws -> ImportReport {
    let name = given ?? URL(fileURLWithPath: path).lastPathComponent
    let owners = Self.order + [(Self.sheets, "registry")]
    guard let service = owners.first(where: { $0.file == name })?.service else {
      let known = Self.order.map(\.file).joined(separator: ", ")
      throw ConfigurationProblem(
        "\(name) n'est pas un fichier de faits ; son nom doit être un de \(known)",
        "\(name) is no fact file; its name must be one of \(known)")
    }
    // People know their file by its own name.
    let own = URL(fileURLWithPath: path).lastPathComponent
    var (refused, findings): ([Finding], [Finding]) = ([], [])
    let reply = try await send(path, as: name, to: service, called: own) { finding, isRefused in
      var finding = finding
      finding.file = own
      if isRefused { refused.append(finding) } else { findings.append(finding) }
    }
    return ImportReport(
      loaded: reply.loaded, unchanged: reply.unchanged, refused: refused, findings: findings)
  }

  /// Sends a file to a service, commits it, and tells what was told about its rows.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - name: its kind.
  ///   - service: who takes it.
  ///   - reading: how it is read, of files of foreign make.
  ///   - own: what people call it, where it is a file of theirs.
  ///   - tell: is given each finding, in the order of the rows, and whether the row was refused for it.
  /// - Returns: how many rows came to what.
  /// - Throws: `RPCError`; `ConfigurationProblem` when the file cannot be read; what `tell` throws.
  func send(
    _ path: String, as name: String, to service: String, reading: BeginImport.Reading? = nil,
    called own: String? = nil, tell: (Finding, Bool) throws -> Void
  ) async throws -> CommitImport.Reply {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw ConfigurationProblem("impossible de lire \(path)", "cannot read \(path)")
    }
    defer { try? file.close() }
    return try await send(
      file, as: name, to: service, reading: reading, called: own, tell: tell)
  }

  /// Sends what is in an open file, as ``send(_:as:to:reading:called:tell:)-(String,_,_,_,_,_)`` does.
  func send(
    _ file: FileHandle, as name: String, to service: String, reading: BeginImport.Reading? = nil,
    called own: String? = nil, tell: (Finding, Bool) throws -> Void
  ) async throws -> CommitImport.Reply {
    // A file may have a gigabyte: it is read twice, in pieces.
    try file.seek(toOffset: 0)
    let (byteCount, digest) = try Self.measure(file)
    guard let size = Bounded<FileBounds>(byteCount) else {
      let most = FileBounds.range.upperBound
      throw ConfigurationProblem(
        "\(own ?? name) a \(byteCount) octets, plus que \(most) ; le partager en plusieurs fichiers",
        "\(own ?? name) has \(byteCount) bytes, more than \(most); split it into several files")
    }
    let begun = try await gateway.call(
      service,
      BeginImport(
        file: name, byteCount: size, sha256: digest, fictitious: fictitious, reading: reading,
        name: own.map { String($0.prefix(BeginImport.mostOfName)) }))
    var offset = begun.offset
    let progress = Progress(of: byteCount)
    while offset < byteCount {
      try file.seek(toOffset: UInt64(offset))
      let data = try file.read(upToCount: begun.chunkBytes) ?? Data()
      // A file that has become shorter since it was measured.
      guard !data.isEmpty else {
        throw ConfigurationProblem(
          "\(own ?? name) a changé pendant l'envoi ; recommencer",
          "\(own ?? name) changed on the way; begin again")
      }
      offset = try await gateway.call(
        service,
        PutChunk(importID: begun.importID, offset: Bounded(clamping: offset), data: Bytes(data))
      ).offset
      progress.show(offset)
    }
    progress.end()
    let reply = try await commit(begun.importID, of: byteCount, at: service)
    if reply.refused + reply.findings > 0 {
      let items = try gateway.client(service).stream(
        ReadImportReport(importID: begun.importID), options: gateway.options())
      for try await item in items {
        for finding in Self.inOrder(item) { try tell(finding.0, finding.1) }
      }
    }
    return reply
  }

  /// How long a service may take over a file.
  private static let patience = Duration.seconds(600)

  /// Has the service take a file over; on a terminal how far it has come is shown meanwhile.
  private func commit(
    _ id: String, of byteCount: Int, at service: String
  ) async throws -> CommitImport.Reply {
    try await withThrowingTaskGroup(of: CommitImport.Reply?.self) { group in
      group.addTask {
        try await gateway.call(service, CommitImport(importID: id), timeout: Self.patience)
      }
      if Progress.isShown {
        group.addTask {
          await watch(id, of: byteCount, at: service)
          return nil
        }
      }
      while let ended = try await group.next() {
        guard let reply = ended else { continue }
        group.cancelAll()
        // The line is away before anything else is written.
        try await group.waitForAll()
        return reply
      }
      throw CancellationError()
    }
  }

  /// Shows how far an import has come until it is cancelled. A service that cannot tell is an older one, and what is the matter
  /// with any other one is told by the commit.
  private func watch(_ id: String, of byteCount: Int, at service: String) async {
    let progress = Progress(of: byteCount)
    defer { progress.end() }
    do {
      // The first watch may come before the commit, and ends at once; then the next one waits, so as not to ask without a pause.
      while !Task.isCancelled {
        let items = try gateway.client(service).stream(
          WatchImport(importID: id), options: gateway.options(timeout: Self.patience))
        for try await item in items { progress.show(item.bytesRead) }
        try await Task.sleep(for: WatchImport.interval)
      }
    } catch {}
  }

  /// The findings of an item in the order of their rows.
  private static func inOrder(_ item: ReadImportReport.Item) -> [(Finding, Bool)] {
    let all = item.refused.map { ($0, true) } + item.findings.map { ($0, false) }
    return all.enumerated().sorted { ($0.1.0.row, $0.0) < ($1.1.0.row, $1.0) }.map(\.1)
  }

  /// How many bytes, and their SHA-256.
  private static func measure(_ file: FileHandle) throws -> (count: Int, digest: String) {
    var (hash, count) = (SHA256(), 0)
    while let data = try file.read(upToCount: 1 << 20), !data.isEmpty {
      hash.update(data: data)
      count += data.count
    }
    return (count, hexadecimal(hash.finalize()))
  }
}
