import Composition
import Contracts
import FactKinds
import Foundation
import Locking
import Logging
import PortalDomain
import RPCContract
import ServiceHost
import ServiceKit
import Storage
import Values

/// Rehearses, loads and undoes files, one after the other, while pages watch. What is to be done waits in the store, so that nothing is
/// forgotten when the portal ends.
struct FileRuns: Sendable {
  let host: ServiceHost
  let calls: PersonCalls
  private let wakes: AsyncStream<Void>
  private let alarm: AsyncStream<Void>.Continuation

  init(_ host: ServiceHost, _ calls: PersonCalls) {
    self.host = host
    self.calls = calls
    (wakes, alarm) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  /// Says that something waits.
  func wake() { alarm.yield() }

  /// Works until it is cancelled.
  func run() async {
    // What was asked for before the portal started waits already.
    wake()
    for await _ in wakes {
      while !Task.isCancelled, await runNext() {}
    }
  }

  /// Takes up the file that has waited longest; returns whether there was one.
  private func runNext() async -> Bool {
    let run = Identifier.mint(at: host.database.now).rawValue
    let found: FileStore.File?
    do {
      found = try await host.database.write { try FileStore.claim(run, in: $0) }
    } catch {
      host.logger.error("no file could be taken up: \(PortalSite.reason(error))")
      return false
    }
    guard let file = found else { return false }
    guard let end = await ended(file, run) else { return true }
    do {
      try await host.database.write { try FileStore.finish(run, on: file, end, in: $0) }
    } catch {
      // The run says nothing any more, so the file is told as broken off.
      host.logger.error("a file's outcome could not be kept: \(PortalSite.reason(error))")
    }
    return true
  }

  /// Works on a file; nil where another run has taken it.
  private func ended(_ file: FileStore.File, _ run: String) async -> FileStore.End? {
    let progress = FileProgress()
    do {
      return try await withThrowingTaskGroup(of: FileStore.End?.self) { group in
        group.addTask { try await work(on: file, run, progress) }
        group.addTask {
          try await beat(on: file, run, progress)
          return nil
        }
        let first = try await group.next()
        group.cancelAll()
        return first ?? nil
      }
    } catch {
      host.logger.error("work on a file ended: \(PortalSite.reason(error))")
      return Self.end(of: error)
    }
  }

  /// Says that the run goes on, until it has lost the file.
  private func beat(
    on file: FileStore.File, _ run: String, _ progress: FileProgress
  ) async throws {
    var isOurs = true
    while isOurs {
      // The beat is a matter of time alone: the work on the file may say nothing for long.
      try await Task.sleep(for: .microseconds(FileLoad.beat))
      let done = progress.percent
      isOurs = try await host.database.write(durably: false) {
        try FileStore.beat(run, on: file.number, done: done, in: $0)
      }
    }
  }

  // MARK: Steps

  private func work(
    on file: FileStore.File, _ run: String, _ progress: FileProgress
  ) async throws -> FileStore.End {
    let session = file.actor.session(at: host.database.now)
    let services = SessionCalls(calls: calls, session: session, isPatient: true)
    guard let service = FactCatalogue.known.kind(ofFile: file.kind)?.owner else {
      throw RPCError(
        .invalidArgument, reason: "FILE_UNKNOWN", domain: "vigie.files",
        "\(file.kind) is no fact file", arguments: ["file": file.kind])
    }
    var upload = Upload(services: services, fictitious: session.isFictitious) { whole in
      progress.begin(whole)
      return progress
    }
    switch file.load.step {
    case .checking:
      upload.rehearsal = Upload.Rehearsal()
      let id = try await bring(file, to: service, by: upload, run)
      return .checked(try await upload.commit(id, of: file.byteCount, at: service))
    case .undoing:
      let undo = UndoImport(importID: file.importID ?? "")
      return .undone(
        try await services.call(service, undo, timeout: Upload.patience, key: file.callKey))
    default:
      return .loaded(try await load(file, to: service, by: upload, run))
    }
  }

  /// Commits what was rehearsed. An import that was committed already tells its figures again; one whose bytes the service has lost since is
  /// brought again.
  private func load(
    _ file: FileStore.File, to service: String, by upload: Upload, _ run: String
  ) async throws -> CommitImport.Reply {
    let lost = [Status.Code.notFound, .failedPrecondition]
    if let id = file.importID {
      do {
        return try await upload.commit(
          id, of: file.byteCount, at: service, key: file.callKey)
      } catch let error as RPCError
        where lost.contains(error.status.code)
        && [nil, "FILE_INCOMPLETE"].contains(error.status.details?.reason)
      {
        host.logger.info("a file is brought again: \(PortalSite.reason(error))")
      }
    }
    let id = try await bring(file, to: service, by: upload, run)
    return try await upload.commit(id, of: file.byteCount, at: service, key: file.callKey)
  }

  /// Brings the content to the service, and notes the import.
  private func bring(
    _ file: FileStore.File, to service: String, by upload: Upload, _ run: String
  ) async throws -> String {
    let content = try await host.database.read {
      try FileStore.content(of: file.number, in: $0)
    }
    guard let content, FileLoad.digest(of: content) == file.sha256 else {
      throw ConfigurationProblem(
        "Le contenu de ce fichier n'est plus gardé : déposez-le de nouveau",
        "The content of this file is not kept any more: upload it again")
    }
    let handle = try TemporaryFile.make()
    try handle.write(contentsOf: Data(content))
    let (id, _) = try await upload.bring(handle, as: file.kind, to: service, called: file.name)
    try await host.database.write { try FileStore.note(id, run, on: file.number, in: $0) }
    return id
  }

  // MARK: Errors

  /// The codes by which a service refuses what it was asked; after any other the same may be asked again.
  private static let refusals: Set<Status.Code> = [
    .invalidArgument, .notFound, .alreadyExists, .permissionDenied, .failedPrecondition,
    .outOfRange, .unimplemented, .dataLoss,
  ]

  private static func end(of error: any Error) -> FileStore.End {
    if let problem = error as? ConfigurationProblem {
      return .refused(FileStore.Fault(french: problem.french, english: problem.english))
    }
    guard let error = error as? RPCError else { return .brokenOff(nil) }
    let status = error.status
    let fault = FileStore.Fault(
      reason: status.details?.reason, arguments: status.details?.arguments ?? [:],
      french: status.message, english: status.message)
    return refusals.contains(status.code) && !error.isMissing ? .refused(fault) : .brokenOff(fault)
  }
}

/// How much of a step is done; the run writes it, and its beat reads it.
final class FileProgress: WorkProgress, Sendable {
  private let state = Mutex((done: 0, whole: 0))

  /// Begins a part of the step that has so many bytes.
  func begin(_ whole: Int) { state.withLock { $0 = (done: 0, whole: whole) } }

  func show(_ done: Int) { state.withLock { $0.done = done } }

  func end() {}

  /// In percent, from 0 to 100.
  var percent: Int { state.withLock { FileLoad.percent($0.done, of: $0.whole) } }
}
