package import Contracts
import Crypto
import FactKinds
package import Foundation
import RPC
import RPCContract
import ServiceKit
package import Values

/// Sends a file to the service that owns it, which the file's name tells. After an interruption only the rest of the file is sent.
package struct Upload {
  /// The kind of the sheets that SENACS publishes, whatever their file is called.
  package static let sheets = "published-sheets.csv"

  package let services: any ServiceCalls
  package let fictitious: Bool
  /// Makes the progress display of a task of so many bytes or files; nil for no display.
  package var makesProgress: (@Sendable (Int) -> any WorkProgress)?
  /// For a rehearsal, which changes nothing: what was tried before; nil for a real import.
  package var rehearsal: Rehearsal?

  package init(
    services: any ServiceCalls, fictitious: Bool,
    makesProgress: (@Sendable (Int) -> any WorkProgress)? = nil
  ) {
    self.services = services
    self.fictitious = fictitious
    self.makesProgress = makesProgress
  }

  /// What the files tried so far would bring.
  package struct Rehearsal {
    /// Kind → codes.
    package var known: [String: [String]] = [:]
    /// Service → uploads, in their order.
    package var tried: [String: [String]] = [:]

    package init() {}
  }

  /// Sends a fact file, commits it, and reads the findings about its rows. A workbook is sent as delimited text.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - given: its kind, where the file's own name does not tell it.
  /// - Returns: the counts and the findings of the rows.
  /// - Throws: `RPCError`; `ConfigurationProblem` when the file cannot be read or is of no known kind.
  package func send(_ path: String, as given: String? = nil) async throws -> ImportReport {
    // Findings name the file as people know it, by its own name.
    let own = URL(fileURLWithPath: path).lastPathComponent
    let name = given ?? FactCatalogue.known.file(of: own)
    let kind = FactCatalogue.known.kind(ofFile: name)
    guard let service = kind?.owner ?? (name == Self.sheets ? "registry" : nil) else {
      let known = FactCatalogue.known.files.joined(separator: ", ")
      throw ConfigurationProblem(
        "« \(own) » n'est pas un nom de fichier de données. Pour des réponses à SENACS : vigie senacs load. Noms possibles, en .csv ou en .xlsx : \(known)",
        "\(own) is not the name of a fact file. For answers to SENACS: vigie senacs load. Possible names, with .csv or with .xlsx: \(known)"
      )
    }
    var (refused, findings): ([Finding], [Finding]) = ([], [])
    let table = try kind.flatMap { try FactWorkbook(path, of: $0) }
    func report(_ finding: Finding, _ isRefused: Bool) {
      var finding = finding
      finding.file = own
      finding.row = table?.row(of: finding.row) ?? finding.row
      if isRefused { refused.append(finding) } else { findings.append(finding) }
    }
    let file = try table?.text ?? ForeignFile.open(path)
    let (id, reply) = try await send(file, as: name, to: service, called: own, report: report)
    if rehearsal != nil, let kind, kind.isFollowed, reply.codes == nil {
      throw ConfigurationProblem(
        "« \(own) » apporte plus de \(RehearseImport.most) codes : essayez les fichiers un par un.",
        "\(own) brings more than \(RehearseImport.most) codes: try the files one by one.")
    }
    return ImportReport(
      loaded: reply.loaded, unchanged: reply.unchanged, refused: refused, findings: findings,
      corrections: findings.compactMap(ImportReport.Correction.init),
      imports: rehearsal == nil ? [.init(file: own, id: id)] : [],
      codes: kind.flatMap { kind in reply.codes.map { [kind.name: $0] } } ?? [:],
      rehearsed: rehearsal == nil ? [:] : [service: [id]], dryRun: rehearsal == nil ? nil : true)
  }

  /// Sends the content of an open file to a service, commits it, and passes on the findings about its rows.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - name: its kind.
  ///   - service: the service that takes it.
  ///   - reading: how to read it, where other software wrote the file.
  ///   - own: the name by which people know the file, where it is a file of theirs.
  ///   - report: receives each finding, in the order of the rows, and whether the row was refused for it.
  /// - Returns: the import's identifier, and how many rows had which result.
  /// - Throws: `RPCError`; `ConfigurationProblem` when the file is too large, or changed meanwhile; what `report` throws.
  package func send(
    _ file: FileHandle, as name: String, to service: String, reading: BeginImport.Reading? = nil,
    called own: String? = nil, report: (Finding, Bool) throws -> Void
  ) async throws -> (id: String, counts: CommitImport.Reply) {
    let id: String
    let reply: CommitImport.Reply
    do {
      let brought = try await bring(file, as: name, to: service, reading: reading, called: own)
      id = brought.id
      reply = try await commit(id, of: brought.byteCount, at: service)
    } catch let error as RPCError {
      // A service knows the kind of file; people know its name.
      var named = error
      if let own, error.status.details?.arguments?["file"] != nil {
        named.status.details?.arguments?["file"] = own
      }
      throw named
    }
    if reply.refused + reply.findings > 0 {
      let items = try services.stream(service, ReadImportReport(importID: id))
      for try await item in items {
        for finding in Self.inOrder(item) { try report(finding.0, finding.1) }
      }
    }
    return (id, reply)
  }

  /// Sends the content of an open file to a service, which then waits for its commit. Of a file that is there in part, the rest is sent.
  ///
  /// - Parameters: as those of ``send(_:as:to:reading:called:report:)``.
  /// - Returns: the import's identifier, and the file's size in bytes.
  /// - Throws: `RPCError`; `ConfigurationProblem` when the file is too large, or changed meanwhile.
  package func bring(
    _ file: FileHandle, as name: String, to service: String, reading: BeginImport.Reading? = nil,
    called own: String? = nil
  ) async throws -> (id: String, byteCount: Int) {
    // A file may have a gigabyte, so it is read in pieces, once to measure it and once to send it.
    try file.seek(toOffset: 0)
    let (byteCount, digest) = try Self.measure(file)
    guard let size = Bounded<FileBounds>(byteCount) else {
      let most = FileBounds.range.upperBound
      throw ConfigurationProblem(
        "« \(own ?? name) » est trop volumineux (\(byteCount) octets, \(most) au plus) : partagez-le en plusieurs fichiers.",
        "\(own ?? name) has \(byteCount) bytes, more than \(most): split it into several files.")
    }
    let begun = try await services.call(
      service,
      BeginImport(
        file: name, byteCount: size, sha256: digest, fictitious: fictitious, reading: reading,
        name: own.map { String($0.prefix(BeginImport.mostOfName)) }))
    var offset = begun.offset
    let progress = makesProgress?(byteCount)
    while offset < byteCount {
      try file.seek(toOffset: UInt64(offset))
      let data = try file.read(upToCount: begun.chunkBytes) ?? Data()
      // A file that has become shorter since it was measured.
      guard !data.isEmpty else {
        throw ConfigurationProblem(
          "« \(own ?? name) » a été modifié pendant l'envoi : recommencez.",
          "\(own ?? name) changed on the way: begin again.")
      }
      offset = try await services.call(
        service,
        PutChunk(importID: begun.importID, offset: Bounded(clamping: offset), data: Bytes(data))
      ).offset
      progress?.show(offset)
    }
    progress?.end()
    return (begun.importID, byteCount)
  }

  /// How long a service may take to commit a file.
  package static let patience = Duration.seconds(600)

  /// Has the service commit an uploaded file, or rehearse it; shows the progress meanwhile, where there is a display. A file that was
  /// committed before is not committed again: the reply is that of the first time.
  ///
  /// - Parameters:
  ///   - id: the import.
  ///   - byteCount: the file's size.
  ///   - service: the service that has the file.
  ///   - key: the idempotency key of the commit; nil for a new one.
  /// - Returns: how many rows had which result.
  /// - Throws: `RPCError`.
  package func commit(
    _ id: String, of byteCount: Int, at service: String, key: String? = nil
  ) async throws -> CommitImport.Reply {
    try await withThrowingTaskGroup(of: CommitImport.Reply?.self) { group in
      group.addTask {
        if let rehearsal {
          return try await services.call(
            service,
            RehearseImport(
              importID: id, after: rehearsal.tried[service] ?? [], known: rehearsal.known),
            timeout: Self.patience)
        }
        return try await services.call(
          service, CommitImport(importID: id), timeout: Self.patience, key: key)
      }
      if let makesProgress {
        group.addTask {
          await watch(id, at: service, makesProgress(byteCount))
          return nil
        }
      }
      while let ended = try await group.next() {
        guard let reply = ended else { continue }
        group.cancelAll()
        // Waits until the progress line is removed, before anything else is written.
        try await group.waitForAll()
        return reply
      }
      throw CancellationError()
    }
  }

  /// Shows the progress of an import until it is cancelled. Errors are ignored here: an older service cannot report progress, and
  /// the commit reports any other problem.
  private func watch(_ id: String, at service: String, _ progress: any WorkProgress) async {
    defer { progress.end() }
    do {
      // The first watch may come before the commit, and then ends at once. The pause avoids asking again without rest.
      while !Task.isCancelled {
        let items = try services.stream(
          service, WatchImport(importID: id), timeout: Self.patience)
        for try await item in items { progress.show(item.bytesRead) }
        try await Task.sleep(for: WatchImport.interval)
      }
    } catch {}
  }

  /// The findings of an item in the order of their rows, each with whether its row was refused for it.
  package static func inOrder(_ item: ReadImportReport.Item) -> [(Finding, Bool)] {
    let all = item.refused.map { ($0, true) } + item.findings.map { ($0, false) }
    return all.enumerated().sorted { ($0.1.0.row, $0.0) < ($1.1.0.row, $1.0) }.map(\.1)
  }

  /// Counts the bytes of a file and computes their SHA-256.
  private static func measure(_ file: FileHandle) throws -> (count: Int, digest: String) {
    var (hash, count) = (SHA256(), 0)
    // Pieces this small come from memory that was used before; of larger ones the kernel must clear each page first.
    while let data = try file.read(upToCount: 1 << 16), !data.isEmpty {
      hash.update(data: data)
      count += data.count
    }
    return (count, hexadecimal(hash.finalize()))
  }
}
