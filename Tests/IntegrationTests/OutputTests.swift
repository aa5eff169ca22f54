import Foundation
import TestSupport
import Testing

/// What the gateway writes to streams and files, as shells hand them to it.
@Suite("Outputs", .onWaitingThreads, .timeLimit(.minutes(5)))
struct OutputTests {
  /// A folder of the test's own; its scripts know it as `$F`.
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.appending(
      path: "vigie-out-\(UUID().uuidString)"
    ).path

    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try Data("a;b\nS01;-2\n;3\n".utf8).write(to: URL(fileURLWithPath: "\(path)/f.csv"))
      let schema = """
        {"fields": [{"name": "a", "constraints": {"required": true}},
          {"name": "b", "type": "number", "constraints": {"minimum": 0}}]}
        """
      try Data(schema.utf8).write(to: URL(fileURLWithPath: "\(path)/s.json"))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Runs a bash script, in which `$V` is the gateway. Standard error is kept apart from standard output.
    func bash(_ script: String, home: String = "/nonexistent") throws -> RunningSystem.Result {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
      process.arguments = ["-c", script]
      process.environment = [
        "V": Programs.folder.appending(path: "vigie").path, "F": path, "VIGIE_HOME": home,
        "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin",
      ]
      let files = ["out", "err"].map { "\(path)/script.\($0)" }
      for file in files { try Data().write(to: URL(fileURLWithPath: file)) }
      process.standardOutput = FileHandle(forWritingAtPath: files[0])
      process.standardError = FileHandle(forWritingAtPath: files[1])
      try process.run()
      process.waitUntilExit()
      let texts = try files.map { try String(contentsOfFile: $0, encoding: .utf8) }
      return .init(code: process.terminationStatus, output: texts[0], errors: texts[1])
    }

    func text(_ name: String) throws -> String {
      try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
    }

    func kind(_ name: String) throws -> FileAttributeType? {
      try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.type]
        as? FileAttributeType
    }

    func rights(_ name: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.posixPermissions] as? Int
    }
  }

  /// Commands that need no service, one for every kind of output: lists, documents, help, and the argument parser's own.
  private static let commands = [
    "evaluation measures", "evaluation sheet --format json", "publish --list --format csv",
    "--help", "help keys", "keys --help", "--version", "--generate-completion-script bash",
    "--experimental-dump-help", "check $F/f.csv --schema $F/s.json",
  ]

  @Test(
    "a standard output that is full or closed is told in one line, with exit code 1",
    arguments: [("> /dev/full", "no space is left"), (">&-", "it is closed")])
  func unwritable(_ output: String, _ reason: String) throws {
    let folder = try Folder()
    for command in Self.commands {
      let result = try folder.bash("LANG=en_GB.UTF-8 $V \(command) \(output)")
      #expect(result.code == 1, "\(command) \(result.errors)")
      #expect(
        result.errors == "Cannot write to standard output: \(reason).\n", "\(command)")
      let french = try folder.bash("LANG=fr_FR.UTF-8 $V \(command) \(output)")
      #expect(french.code == 1 && french.errors.hasPrefix("Impossible d'écrire sur la sortie"))
    }
  }

  @Test("a reader that goes away is a quiet end, also where its signal is ignored")
  func readerGone() throws {
    let folder = try Folder()
    for command in Self.commands {
      for trap in ["", "trap '' PIPE; "] {
        // The pipe's reader ends before anything is written.
        let result = try folder.bash(
          "\(trap)exec 3> >(:); wait $!; $V \(command) >&3; echo $? >&1")
        #expect(result.errors.isEmpty, "\(command) \(result.errors)")
        #expect(result.output == (trap.isEmpty ? "141\n" : "1\n"), "\(command)")
      }
    }
    let head = try folder.bash("trap '' PIPE; $V evaluation measures | head -1")
    #expect(head.code == 0 && head.errors.isEmpty && head.output.hasPrefix("figure"))
  }

  @Test("what cannot be said on standard error changes nothing of what is done")
  func errorsUnwritable() throws {
    let folder = try Folder()
    for stream in ["2> /dev/full", "2>&-"] {
      #expect(try folder.bash("$V keys list \(stream)").code == 1)
      #expect(try folder.bash("$V nonsense \(stream)").code == 64)
      #expect(try folder.bash("$V evaluation measures \(stream)").code == 0)
      #expect(try folder.bash("$V evaluation measures > /dev/full \(stream)").code == 1)
    }
  }

  @Test("a file that is opened does not take the place of a stream that is closed")
  func places() throws {
    let folder = try Folder()
    let all = try folder.bash("$V check $F/f.csv --schema $F/s.json --findings $F/a --refused $F/b")
    #expect(all.code == 1 && !all.output.isEmpty)
    let (findings, refused) = (try folder.text("a"), try folder.text("b"))
    _ = try folder.bash("$V check $F/f.csv --schema $F/s.json --findings $F/c 2>&- <&-")
    #expect(try folder.text("c") == findings)
    _ = try folder.bash("$V check $F/f.csv --schema $F/s.json --refused $F/d <&- 2>&-")
    #expect(try folder.text("d") == refused)
  }

  @Test("a link's target is written, a FIFO and a device are written through; none is replaced")
  func files() throws {
    let folder = try Folder()
    let check = "$V check $F/f.csv --schema $F/s.json --lang en --findings"
    _ = try folder.bash("\(check) $F/plain")
    let findings = try folder.text("plain")
    #expect(findings.contains("OUT_OF_RANGE") && findings.contains("MISSING_VALUE"))

    // Links to a file, to a file that does not exist yet, and to those links, all in another folder.
    _ = try folder.bash(
      """
      mkdir $F/sub; cd $F/sub; echo old > ../there; chmod 644 ../there
      ln -s ../there one; ln -s ../absent two; ln -s one three; ln -s two four
      """)
    for (link, target) in [
      ("sub/one", "there"), ("sub/two", "absent"), ("sub/three", "there"), ("sub/four", "absent"),
    ] {
      let result = try folder.bash("\(check) $F/\(link)")
      #expect(result.code == 1 && result.errors.isEmpty, "\(link) \(result.errors)")
      #expect(try folder.text(target) == findings, "\(link)")
      #expect(try folder.rights(target) == 0o600, "\(link)")
      #expect(try folder.kind(link) == .typeSymbolicLink)
    }

    let fifo = try folder.bash(
      "mkfifo $F/fifo; cat $F/fifo > $F/read & \(check) $F/fifo; code=$?; wait; exit $code")
    #expect(fifo.code == 1, "\(fifo.errors)")
    #expect(try folder.text("read") == findings)
    #expect(try folder.kind("fifo") != .typeRegular)
    let through = try folder.bash("\(check) >(cat > $F/through; echo ended >&2); wait $!")
    #expect(try folder.text("through") == findings, "\(through.errors)")
    let standard = try folder.bash("\(check) /dev/stdout")
    #expect(standard.output.contains(findings) && standard.output.contains("2 rows, 2 to correct."))

    // A regular file that exists stays as it is, and so does a folder.
    for name in ["plain", "sub"] {
      let result = try folder.bash("\(check) $F/\(name)")
      #expect(result.code == 1 && result.errors.contains("exists already"), "\(result.errors)")
    }
    #expect(try folder.text("plain") == findings)
    let nowhere = try folder.bash("\(check) $F/none/f")
    #expect(nowhere.code == 1 && nowhere.errors.contains("Cannot write"), "\(nowhere.errors)")
  }

  @Test("a device that is full is told, and is still a device")
  func device() throws {
    let folder = try Folder()
    let made = try folder.bash("mknod $F/full c 1 7 && echo x > $F/full")
    // Without the right to make a device this test cannot run, but then no device can be lost.
    guard made.errors.contains("space") else { return }
    let result = try folder.bash(
      "$V check $F/f.csv --schema $F/s.json --lang en --findings $F/full")
    #expect(result.code == 1 && result.errors.contains("/full: no space is left"))
    #expect(try folder.kind("full") == .typeCharacterSpecial)
  }

  @Test("sheets, reports and exports about people are their owner's alone; what is public is not")
  func rights() throws {
    let folder = try Folder()
    let system = try RunningSystem()
    try system.load()
    func run(_ command: String) throws -> RunningSystem.Result {
      let result = try folder.bash("umask 022; $V \(command)", home: system.home)
      #expect(result.code == 0, "\(command) \(result.errors)")
      return result
    }
    _ = try folder.bash(
      "echo old > $F/old.html; chmod 644 $F/old.html; ln -s old.html $F/link.html")
    _ = try run("evaluation report --year 2025 --html $F/new.html")
    _ = try run("evaluation report --year 2025 --html $F/link.html")
    #expect(try folder.kind("link.html") == .typeSymbolicLink)
    #expect(try folder.text("old.html") == folder.text("new.html"))
    let fifo = try folder.bash(
      """
      mkfifo $F/page; cat $F/page > $F/read.html &
      $V evaluation report --year 2025 --html $F/page; wait
      """, home: system.home)
    #expect(try folder.text("read.html") == folder.text("new.html"), "\(fifo.errors)")
    let frozen = try run("report freeze --year 2025 --html $F/frozen.html --out $F/frozen.json")
    let digest = try #require(frozen.output.split(separator: " ").last?.prefix(12))
    _ = try run("report show \(digest) --public --html $F/public.html")
    _ = try run("diagnosis show S01 --format html --out $F/diagnosis.html")
    _ = try run("diagnosis handover S01 --format html --out $F/handover.html")
    _ = try run("exchange export $F/log.jsonl")
    try Data(SenacsAnswersTests.codebook.utf8)
      .write(to: URL(fileURLWithPath: "\(folder.path)/codebook.json"))
    _ = try run("senacs codebook 2025 --set $F/codebook.json")
    _ = try run("senacs forms --campaign 2025 --out $F/forms")
    _ = try run("publish I4 --year 2025 --out $F")
    _ = try run("senacs reminders 2025 --format csv > $F/listed")
    for name in [
      "new.html", "old.html", "frozen.html", "frozen.json", "diagnosis.html", "handover.html",
      "log.jsonl",
    ] { #expect(try folder.rights(name) == 0o600, "\(name)") }
    let forms = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/forms")
    #expect(forms.count > 5)
    for form in forms { #expect(try folder.rights("forms/\(form)") == 0o600, "\(form)") }
    for name in ["public.html", "I4-2025.txt"] {
      #expect(try folder.rights(name) == 0o644, "\(name)")
    }
    for command in ["registry list", "status", "senacs reminders 2025 --format csv"] {
      let full = try folder.bash("$V \(command) --lang en > /dev/full", home: system.home)
      #expect(full.code == 1, "\(command)")
      #expect(full.errors == "Cannot write to standard output: no space is left.\n")
    }
  }
}
