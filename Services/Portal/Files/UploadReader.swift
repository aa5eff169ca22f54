import Composition
import Dispatch
import Logging
import PortalDomain
import Spreadsheet
import Texts

/// What a file that came with a form holds.
enum UploadedContent: Sendable {
  /// The cells of a workbook.
  case workbook(TextWorkbook)
  /// A file that is no workbook, as it came: delimited text is read by `Tabular`, which needs no C.
  case text([UInt8])
}

/// Why a file could not be read.
enum UploadProblem: Error, Sendable {
  /// There is no file, or nothing in it.
  case empty
  /// It is no workbook that can be read, for the reason of this code of `SpreadsheetError`.
  case refused(code: String)
  /// Reading it takes more memory or time than a file may need.
  case beyond
  /// Others have theirs read now.
  case busy
  /// The program that reads workbooks is not there, or may not be confined.
  case noReader

  /// The status of HTTP of an answer that tells it.
  var status: Int {
    switch self {
    case .empty, .refused, .beyond: 422
    case .busy, .noReader: 503
    }
  }

  /// The problem as a sentence.
  func words(_ language: Language) -> String {
    let reason: String
    switch self {
    case .empty:
      return language.pick(
        "Choisissez un fichier : rien n'est arrivé.", "Choose a file: nothing arrived.")
    case .busy:
      return language.pick(
        "D'autres classeurs sont lus en ce moment. Recommencez dans une minute.",
        "Other workbooks are read now. Repeat in a minute.")
    case .noReader:
      return language.pick(
        "Vigie ne peut pas lire de classeur en ce moment. Rien n'est perdu : recommencez plus tard.",
        "Vigie cannot read workbooks now. Nothing is lost: repeat later.")
    case .beyond:
      reason = language.pick(
        "il demande trop de mémoire ou de temps ; enlevez-en les onglets dont Vigie n'a pas besoin",
        "it takes too much memory or time; take out the sheets that Vigie does not need")
    case .refused(let code):
      reason = Catalogue.reason(code, language)
    }
    return language.pick(
      "Ce classeur n'a pas pu être lu : \(reason).", "This workbook could not be read: \(reason).")
  }
}

/// Reads files that were uploaded. Workbooks are read by another program, `vigie-reader`, which confines itself: the portal, which has
/// people's sessions in memory, reads neither zip nor XML of strangers.
struct UploadReader: Sendable {
  /// The program's file.
  let program: String
  private let logger: Logger
  /// The runs at once, each of which may need a gigabyte, and those that wait: with 10 s each, half a minute, as long as proxies wait.
  private let places = Places(2, waiting: 4)

  init(program: String, logger: Logger) {
    self.program = program
    self.logger = logger
  }

  /// Reads a file.
  ///
  /// - Parameter file: the file; nil where none was chosen.
  /// - Returns: what it holds.
  /// - Throws: ``UploadProblem``.
  func read(_ file: UploadedFile?) async throws(UploadProblem) -> UploadedContent {
    guard let file, !file.bytes.isEmpty else { throw .empty }
    guard WorkbookFile.isWorkbook(Array(file.bytes.prefix(8))) else { return .text(file.bytes) }
    guard await places.enter() else { throw .busy }
    let outcome = await run(file.bytes)
    await places.leave()
    switch outcome {
    case .notStarted(let error):
      logger.error("\(program) does not start: error \(error)")
      throw .noReader
    case .beyond: throw .beyond
    case .output(let lines):
      switch TextWorkbook.told(lines) {
      case .workbook(let workbook): return .workbook(workbook)
      case .refused(code: TextWorkbook.notConfined):
        logger.error("\(program) could not be confined, and reads nothing")
        throw .noReader
      case .refused(let code): throw .refused(code: code)
      // It met a limit, and ended before it had told all.
      case nil: throw .beyond
      }
    }
  }

  private func run(_ bytes: [UInt8]) async -> ReaderProcess.Outcome {
    await withCheckedContinuation { done in
      // It waits, so it has a thread that no task needs.
      DispatchQueue.global().async {
        done.resume(returning: ReaderProcess.run(program, bytes))
      }
    }
  }
}
