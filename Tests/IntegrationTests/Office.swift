import Foundation
import Testing

/// The programs with which people open and print what Vigie writes, where they are installed: `deploy/check` installs them.
enum Office {
  static let spreadsheet = "/usr/bin/soffice"
  static let pdfReader = "/usr/bin/pdftotext"

  /// Whether both are here.
  static let isInstalled = [spreadsheet, pdfReader].allSatisfy {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// Has LibreOffice convert files, without its windows.
  ///
  /// - Parameters:
  ///   - files: their paths; each is written to `folder` with the other ending.
  ///   - ending: such as `pdf`.
  ///   - reading: the filter to read with, and its options; nil for what the ending says.
  ///   - folder: where the results and the program's own settings go.
  /// - Throws: `ExpectationFailedError` where it fails.
  static func convert(
    _ files: [String], to ending: String, reading: String? = nil, in folder: String
  ) throws {
    let settings = URL(fileURLWithPath: "\(folder)/office").absoluteString
    try run(
      spreadsheet,
      ["-env:UserInstallation=\(settings)", "--headless"]
        + (reading.map { ["--infilter=\($0)"] } ?? [])
        + ["--convert-to", ending, "--outdir", folder] + files)
  }

  static func run(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(program)")
  }
}
