import Contracts
import FactKinds
import Foundation
import RPC
import RPCContract
import Storage
import Tabular
import Values

/// Handles the import of files: begin, chunks, commit, report. A file waits in the upload folder until its commit.
struct FileHandlers: Sendable {
  static let chunkBytes = 1 << 20

  let database: Database
  let folder: UploadFolder
  /// The files that the service takes.
  let rows: FactRows
  let writes: IdempotentWrites
  /// The imports that are being committed or rehearsed, for those who watch them.
  private let underWay = ImportsUnderWay()

  func register(in router: inout Router) {
    router.handle(BeginImport.self, begin)
    router.handle(PutChunk.self, put)
    router.handle(CommitImport.self, commit)
    router.handle(RehearseImport.self, rehearse)
    router.handle(stream: WatchImport.self, watch)
    router.handle(stream: ReadImportReport.self, report)
  }

  private func begin(
    _ request: BeginImport, _ context: ServerContext
  ) async throws -> BeginImport.Reply {
    try checkBrings(request.file, context)
    let isDescribed = rows.described.contains { $0.name == request.file }
    guard isDescribed == (request.reading != nil) else {
      let fault = DocumentFault(isDescribed ? "READING_NEEDED" : "READING_GIVEN", request.file)
      throw RPCError.faulty(
        "how the file is read", [fault], reason: "FILE_READING", domain: "vigie.files",
        field: "reading")
    }
    if let reading = request.reading { _ = try FileStyle(reading) }
    guard (request.name ?? "").count <= BeginImport.mostOfName else {
      throw RPCError.badField(
        "name", "a file's name has \(BeginImport.mostOfName) characters at most")
    }
    let id = try await database.write { transaction in
      let principal = context.effectivePrincipal
      if let known = try ImportTables.unfinished(request, of: principal, in: transaction) {
        return known.id
      }
      try folder.checkRoom(for: request.byteCount.value, of: principal, in: transaction)
      let id = Identifier.mint(at: transaction.recordedAt).rawValue
      try ImportTables.add(id, request, of: principal, in: transaction)
      // The file is made within the transaction, so that the quota check of the next upload counts it. Only this service uses the folder.
      try folder.make(id)
      return id
    }
    if !folder.has(id) { try folder.make(id) }
    return BeginImport.Reply(importID: id, offset: folder.size(of: id), chunkBytes: Self.chunkBytes)
  }

  /// Makes sure that a caller may bring a file; called when an upload begins, and again when it is committed or rehearsed.
  private func checkBrings(_ name: String, _ context: ServerContext) throws {
    try context.checkBrings(name, rows.roles(bringing: name))
  }

  private func pending(
    _ id: String, _ context: ServerContext
  ) async throws -> ImportTables.Import {
    let found = try await database.read {
      try ImportTables.find(id, of: context.effectivePrincipal, in: $0)
    }
    guard let found else {
      throw RPCError(
        .notFound, reason: "UPLOAD_UNKNOWN", domain: "vigie.files",
        "the import \(id) is not known; begin it again")
    }
    return found
  }

  private func put(_ request: PutChunk, _ context: ServerContext) async throws -> PutChunk.Reply {
    let upload = try await pending(request.importID, context)
    let bytes = request.data.array
    let offset = request.offset.value
    guard bytes.count <= Self.chunkBytes, offset <= upload.byteCount - bytes.count
    else {
      throw RPCError(
        .outOfRange, "the chunk does not lie within the file's \(upload.byteCount) bytes")
    }
    let present = folder.size(of: upload.id)
    guard offset <= present else {
      throw RPCError(.outOfRange, "the file has \(present) bytes yet; go on from there")
    }
    if offset + bytes.count > present { try folder.write(bytes, at: offset, of: upload.id) }
    return PutChunk.Reply(offset: folder.size(of: upload.id))
  }

  private func commit(
    _ request: CommitImport, _ context: ServerContext
  ) async throws -> CommitImport.Reply {
    let upload = try await pending(request.importID, context)
    if let reply = upload.committed { return reply }
    try checkBrings(upload.file, context)
    return try await underWay.run(upload.id, of: upload.byteCount) { progress in
      try await commit(request, upload, progress, context)
    }
  }

  private func commit(
    _ request: CommitImport, _ upload: ImportTables.Import, _ progress: ImportsUnderWay.Progress,
    _ context: ServerContext
  ) async throws -> CommitImport.Reply {
    let work: @Sendable (WriteTransaction) throws -> CommitImport.Reply
    do {
      work = try await checked(upload, progress)
    } catch {
      // The caller may have repeated the call while its first attempt was at work. That attempt has then committed the file and removed it.
      if let reply = try await pending(request.importID, context).committed { return reply }
      throw error
    }
    let principal = context.effectivePrincipal
    context.note(subjects: [upload.file])
    let reply = try await writes.run(request, context) { transaction in
      // Another call may have committed the upload since this call checked.
      let present = try ImportTables.find(upload.id, of: principal, in: transaction)
      if let reply = present?.committed { return reply }
      try ImportTables.removeFindings(of: upload.id, in: transaction)
      let reply = try work(transaction)
      try ImportTables.finish(upload.id, reply: reply, in: transaction)
      return reply
    }
    folder.remove(upload.id)
    return reply
  }

  /// The most refusals and findings that a rehearsal keeps.
  private static let mostRehearsed = 10_000

  /// Rehearses an import: imports the uploads before it and then its own, keeps its findings, and rolls everything else back.
  private func rehearse(
    _ request: RehearseImport, _ context: ServerContext
  ) async throws -> RehearseImport.Reply {
    let count = request.known.values.reduce(0) { $0 + $1.count }
    guard count <= RehearseImport.most else {
      throw RPCError.badField(
        "known", "\(count) codes came, \(RehearseImport.most) are allowed")
    }
    guard request.after.count <= RehearseImport.mostBefore else {
      throw RPCError.badField(
        "after", "\(request.after.count) uploads came, \(RehearseImport.mostBefore) are allowed")
    }
    let upload = try await pending(request.importID, context)
    try checkBrings(upload.file, context)
    return try await underWay.run(upload.id, of: upload.byteCount) { progress in
      var works: [@Sendable (WriteTransaction) throws -> CommitImport.Reply] = []
      for id in request.after {
        let before = try await pending(id, context)
        let own = ImportsUnderWay.Progress(of: before.byteCount)
        let work = try await checked(before, own, assuming: request.known)
        works.append { transaction in
          // Findings of this upload's own rehearsal have the same numbers as the new ones.
          try ImportTables.removeFindings(of: id, in: transaction)
          return try work(transaction)
        }
      }
      let work = try await checked(upload, progress, assuming: request.known)
      let reply = try await database.write { [works] transaction in
        try Self.rehearse(
          upload.id, of: context.effectivePrincipal, work, after: works, in: transaction)
      }
      folder.release(upload.id)
      return reply
    }
  }

  /// Returns the work that imports an upload, after a check that its file is complete and unaltered.
  private func checked(
    _ upload: ImportTables.Import, _ progress: ImportsUnderWay.Progress,
    assuming known: [String: [String]]? = nil
  ) async throws -> @Sendable (WriteTransaction) throws -> CommitImport.Reply {
    let work = try work(upload, folder.path(of: upload.id), progress, assuming: known)
    // A file may have a gigabyte: it is read off the sockets' thread.
    try await withTaskExecutorPreference(globalConcurrentExecutor) {
      try folder.check(upload)
    }
    return work
  }

  private static func rehearse(
    _ id: String, of principal: String, _ work: (WriteTransaction) throws -> CommitImport.Reply,
    after works: [@Sendable (WriteTransaction) throws -> CommitImport.Reply],
    in transaction: WriteTransaction
  ) throws -> CommitImport.Reply {
    // Another call may have committed the upload since this call checked; the report of that commit must stay.
    guard try ImportTables.find(id, of: principal, in: transaction)?.committed == nil else {
      throw RPCError(
        .failedPrecondition, reason: "UPLOAD_TAKEN", domain: "vigie.files",
        "the import \(id) was taken over already; send the file again")
    }
    try ImportTables.removeFindings(of: id, in: transaction)
    let (reply, reported) = try transaction.rehearse {
      for before in works { _ = try before(transaction) }
      let reply = try work(transaction)
      let reported = try ImportTables.findings(
        of: id, after: 0, limit: mostRehearsed, in: transaction)
      return (reply, reported)
    }
    for (number, refused, finding) in reported {
      try ImportTables.addFinding(
        finding, number: number, refused: refused, of: id, in: transaction)
    }
    return reply
  }

  /// Returns the work that imports an upload.
  private func work(
    _ upload: ImportTables.Import, _ path: String, _ progress: ImportsUnderWay.Progress,
    assuming known: [String: [String]]? = nil
  ) throws -> @Sendable (WriteTransaction) throws -> CommitImport.Reply {
    let take:
      @Sendable (FileHandle, @escaping FileImport.Report, WriteTransaction) throws ->
        CommitImport.Reply
    if let file = rows.files.first(where: { $0.kind.file == upload.file }) {
      take = { [tables = rows.tables] handle, report, transaction in
        try FileImport(
          file: file, tables: tables, importID: upload.id, fictitious: upload.fictitious,
          handle: handle, progress: progress, assumed: known, report: report
        ).run(in: transaction)
      }
    } else if let file = rows.described.first(where: { $0.name == upload.file }),
      let reading = upload.reading
    {
      take = { handle, report, transaction in
        if !file.isReference {
          try ImportTables.checkNature(upload.fictitious, of: file.name, in: transaction)
        }
        return try file.take(
          DescribedFile.Upload(
            name: file.name, reading: reading, style: try FileStyle(reading),
            cause: .upload(upload.id), fictitious: upload.fictitious, report: report,
            bytes: { try progress.read(handle, upToCount: 1 << 16) }, progress: progress),
          transaction)
      }
    } else {
      throw RPCError(.internal, "\(upload.file) is no file of this service any more")
    }
    return { transaction in
      guard let handle = FileHandle(forReadingAtPath: path) else {
        throw RPCError(
          .notFound, reason: "UPLOAD_UNKNOWN", domain: "vigie.files",
          "the upload is not there any more; send the file again")
      }
      defer { try? handle.close() }
      progress.begin()
      var number = 0
      // Findings go into the store at once: a file may have more of them than memory should hold.
      func report(_ finding: Finding, refused: Bool) throws {
        number += 1
        try ImportTables.addFinding(
          finding, number: number, refused: refused, of: upload.id, in: transaction)
      }
      do {
        return try take(handle, report, transaction)
      } catch let error as CSVError {
        throw FileImport.unreadable(upload.file, error)
      }
    }
  }

  /// Streams how far an import has come, until it ends. An import that waits for its turn counts as under way.
  private func watch(
    _ request: WatchImport, _ context: ServerContext, _ writer: ResponseWriter<WatchImport.Item>
  ) async throws {
    let upload = try await pending(request.importID, context)
    while let progress = underWay[upload.id], !database.isFollowingOver {
      try await writer.write(progress.item)
      // The watcher polls counters, so the import never waits for a watcher.
      try await Task.sleep(for: WatchImport.interval)
    }
  }

  private func report(
    _ request: ReadImportReport, _ context: ServerContext,
    _ writer: ResponseWriter<ReadImportReport.Item>
  ) async throws {
    let upload = try await pending(request.importID, context)
    var last = 0
    while true {
      let number = last
      let page = try await database.read {
        try ImportTables.findings(of: upload.id, after: number, limit: 1000, in: $0)
      }
      guard let end = page.last else { return }
      last = end.number
      try await writer.write(
        .init(
          refused: page.filter(\.refused).map(\.finding),
          findings: page.filter { !$0.refused }.map(\.finding)))
    }
  }
}
