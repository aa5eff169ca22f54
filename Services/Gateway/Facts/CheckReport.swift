import Pages
import Tabular
import Values

/// What a check found: by kind on the terminal or the first findings kept for JSON, all of it and the faulty rows in files.
struct CheckReport {
  private let refused: OutputFile?
  private let findings: FindingsFile?
  private let most: Int
  private let counted: Set<String>
  private let isTold: Bool
  private var tally: FindingTally
  /// How many findings there are of each code.
  private(set) var counts: [String: Int] = [:]
  /// The first findings that need correction, and the first others, where they are not told.
  private(set) var kept: (refused: [Finding], notes: [Finding]) = ([], [])

  /// Begins a report.
  ///
  /// - Parameters:
  ///   - refused: the new file for the faulty rows.
  ///   - findings: the new file for all findings.
  ///   - most: how many lines on the terminal tell places, or how many findings are kept.
  ///   - header: the header of the faulty rows.
  ///   - namesFile: whether the findings are of several forms.
  ///   - counted: the codes of what is normal: it is counted, and has no line on the terminal.
  ///   - isTold: whether findings go to the terminal.
  /// - Throws: `ConfigurationProblem` where a file cannot be made.
  init(
    refused: String?, findings: String?, most: Int, header: [String], namesFile: Bool = false,
    counting counted: Set<String> = [], isTold: Bool = true
  ) throws {
    self.refused = try refused.map { try OutputFile($0, isNew: true) }
    self.findings = try findings.map { try FindingsFile($0, namesFile: namesFile) }
    self.most = most
    self.counted = counted
    self.isTold = isTold
    tally = FindingTally(place: namesFile ? .form : .row)
    try self.refused?.write(CSVWriter.record(header))
  }

  /// Whether faulty rows are written anywhere.
  var keepsRefused: Bool { refused != nil }

  /// Whether a finding needs correction.
  var isFaulty: Bool { tally.hasRefusals }

  /// How many findings there are of a code.
  func count(of code: String) -> Int { counts[code] ?? 0 }

  /// Adds a finding; `isRefused` says that it needs correction.
  mutating func add(_ finding: Finding, isRefused: Bool) throws {
    counts[finding.code, default: 0] += 1
    if !counted.contains(finding.code) { tally.add(finding, isRefused: isRefused) }
    if !isTold, kept.refused.count + kept.notes.count < most {
      if isRefused { kept.refused.append(finding) } else { kept.notes.append(finding) }
    }
    try findings?.add(finding)
  }

  func add(refused record: [String]) throws { try refused?.write(CSVWriter.record(record)) }

  /// Ends the files.
  func finish() throws {
    try refused?.finish()
    try findings?.finish()
  }

  /// Ends the files and tells the findings by kind, before a summary in the language of the run.
  func end(_ french: String, _ english: String) throws {
    try finish()
    let told = tally.told(most: most, language)
    told.lines.forEach(Output.line)
    if told.untold > 0, findings == nil { FindingsFile.offer() }
    Output.line(french, english)
  }
}
