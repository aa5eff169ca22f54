import Foundation
import TestSupport
import Testing

@Suite("The architecture that the folders show")
struct ArchitectureTests {
  /// The modules of ours that the files of each folder may import (README, “Import rule”).
  private static let rule: [String: Set<String>] = [
    // These are used everywhere, so they import nothing of ours.
    "Shared/Values": [], "Shared/Locking": [], "Shared/Texts": [], "Shared/RPCContract": [],
    "Shared/CBOR": [], "Shared/Disclosure": [],
    // The rules on structures and territories reckon with days and codes.
    "Shared/CentreNetwork": ["Values"],
    // libzmq, and the jobs that other threads hand to the thread that owns the sockets.
    "Shared/ZeroMQ": ["CZeroMQ", "Locking"],
    // Cells are days and numbers; PCRE2 matches the patterns of schemas.
    "Shared/Tabular": ["Values", "CPCRE2"],
    // What must hold between the cells of an answer: senacs judges by it, and the portal tells it while people type. What cells must be is in
    // the codebook's schema.
    "Shared/CodebookRules": ["Contracts", "Tabular", "Values"],
    // A kind has columns, and roles that may bring it; events and documents are contracts.
    "Shared/FactKinds": ["Contracts", "RPCContract", "Tabular", "Values"],
    // Workbooks are zipped XML; cells are days and numbers.
    "Shared/Spreadsheet": ["Values", "CZip", "CExpat", "CXlsxWriter"],
    // Both databases; versions have instants; several threads share a connection's state.
    "Shared/Storage": ["Values", "CPostgreSQL", "CSQLite", "Locking"],
    // Messages say their method and roles, and have days, codes and quantities.
    "Shared/Contracts": ["Values", "RPCContract"],
    // JSON's strings and SplitMix64 are written once, for all.
    "Shared/RPC": ["RPCContract", "Locking", "Values", "CZlib"],
    // The documents for partners describe messages, fact files and tables, and are read by the same rules.
    "Shared/Schemas": ["Contracts", "FactKinds", "RPC", "RPCContract", "Tabular", "Values"],
    // A transport carries RPC's frames over sockets; the codec of the wire is CBOR.
    "Shared/RPCZeroMQTransport": ["RPC", "RPCContract", "ZeroMQ", "Locking", "CBOR"],
    // A transport carries RPC's frames within a process, so it knows no sockets.
    "Shared/RPCInProcessTransport": ["RPC", "RPCContract", "Locking"],
    // Keys, allow-lists and addresses, which programs that serve and programs that call have alike, and the words of what is wrong there.
    "Shared/ServiceKit": [
      "Values", "RPCContract", "RPC", "RPCZeroMQTransport", "Texts", "ZeroMQ", "Locking",
    ],
    // What every service does is written once: transport, access, store, facts, feed, copies of the network, words of its own failure.
    "Shared/ServiceHost": [
      "Values", "RPCContract", "RPC", "RPCZeroMQTransport", "ZeroMQ", "ServiceKit", "Storage",
      "Contracts", "FactKinds", "CentreNetwork", "Tabular", "Texts", "Locking", "CMalloc",
    ],
    // The gateway and the web share Composition (answers of several services) and Pages. Composition imports no store and no service.
    "Shared/Composition": [
      "CodebookRules", "Contracts", "Disclosure", "FactKinds", "RPC", "RPCContract", "ServiceKit",
      "Spreadsheet", "Tabular", "Texts", "Values",
    ],
    // Pages are made from answers that are there already, so they import no RPC.
    "Shared/Pages": [
      "Composition", "Contracts", "Disclosure", "Spreadsheet", "Tabular", "Texts", "Values",
    ],
    // The helper that reads strangers' workbooks has as little code as it can.
    "Services/Reader": ["CSeccomp", "Spreadsheet"],
    // Commands ask, compose and write; ZeroMQ makes their keys. Stores and services' rules are out of their reach.
    "Services/Gateway": [
      "Composition", "Pages", "Contracts", "Values", "Texts", "RPCContract", "RPC", "Tabular",
      "FactKinds", "Schemas", "Spreadsheet", "Disclosure", "ServiceKit", "ZeroMQ",
    ],
  ]
  private static let services = [
    "Registry", "Training", "Senacs", "Evaluation", "Exchange", "Portal",
  ]
  private static let ours: Set<String> = Set(
    rule.keys.map { String($0.split(separator: "/")[1]) } + services.map { "\($0)Domain" }
      + [
        "CGLPK", "CZeroMQ", "CZlib", "CPostgreSQL", "CZip", "CExpat", "CXlsxWriter", "CMalloc",
        "CSQLite", "CSeccomp",
      ])

  private func expect(_ folder: String, imports allowed: Set<String>, except: String = "nothing") {
    for file in SourceTree.files(under: folder) where !file.path.contains(except) {
      let wrong = Set(file.imports).intersection(Self.ours).subtracting(allowed)
      #expect(wrong.isEmpty, "\(file.path) imports \(wrong.sorted())")
    }
  }

  @Test("each target imports only what the rule allows")
  func imports() {
    for (folder, allowed) in Self.rule {
      #expect(!SourceTree.files(under: folder).isEmpty, "\(folder) is empty")
      expect(folder, imports: allowed)
    }
    for service in Self.services {
      expect(
        "Services/\(service)/Domain",
        // The exchange derives from the kinds of facts which messages an event becomes, and whose they are.
        imports: Set([
          "Values", "CentreNetwork", "CodebookRules", "Contracts", "Disclosure",
        ]).union(
          ["Exchange", "Portal"].contains(service) ? ["FactKinds"] : []
        )
        // The portal makes forms of the declarations of facts, whose columns are Tabular's.
        .union(service == "Portal" ? ["Tabular"] : []))
      // A service has its own rules and what all have. It imports no other service, no transport and no page.
      expect(
        "Services/\(service)",
        imports: Set([
          "\(service)Domain", "CodebookRules", "Contracts", "CentreNetwork", "Values", "Texts",
          "RPCContract", "RPC", "Storage", "Tabular", "FactKinds", "Schemas", "ServiceKit",
          "ServiceHost", "Locking",
        ])
        // The portal composes answers of several services, sends mails and shows pages.
        // Workbooks that come in are texts of cells to it, read by another program.
        .union(service == "Portal" ? ["Composition", "Pages", "Spreadsheet"] : []),
        except: "/Domain/")
    }
  }

  /// Names in quotes.
  private func names(_ text: some StringProtocol) -> Set<String> {
    Set(String(text).matches(of: /"(\w+)"/).map { String($0.1) })
  }

  /// Our own modules that the files of a folder import.
  private func imported(_ folder: String, except: String = "nothing") -> Set<String> {
    let files = SourceTree.files(under: folder).filter { !$0.path.contains(except) }
    return Set(files.flatMap(\.imports)).intersection(Self.ours)
  }

  @Test(
    "no target imports what it does not declare, and no library declares what it does not import")
  func declarations() throws {
    let manifest = SourceTree.text("Package.swift")
    var libraries = 0
    for match in manifest.matches(of: /shared\(\s*"(\w+)"(?:,\s*\[([^\]]*)\])?/) {
      let declared = names(match.2 ?? "").intersection(Self.ours)
      #expect(imported("Shared/\(match.1)") == declared, "\(match.1)")
      libraries += 1
    }
    #expect(libraries == Self.rule.keys.count { $0.hasPrefix("Shared/") })
    let common = try #require(
      manifest.firstMatch(of: /\.target\(name: "\\\(name\)Domain"\),([^\]]*)\] \+ more/))
    for service in Self.services {
      let call = try Regex("service\\(\\s*\"\(service)\"([^)]*)\\)")
      let more = try #require(manifest.firstMatch(of: call)?[1].substring, "\(service)")
      let declared = names(common.1).union(names(more)).union(["\(service)Domain"])
      let undeclared = imported("Services/\(service)", except: "/Domain/").subtracting(declared)
      #expect(undeclared.isEmpty, "\(service) imports \(undeclared.sorted())")
    }
    let gateway = try #require(
      manifest.firstMatch(of: /name: "vigie",\s*dependencies: \[([^\]]*)\]/))
    #expect(imported("Services/Gateway") == names(gateway.1).intersection(Self.ours))
  }

  @Test("the portal speaks HTTP without TLS, whose library would bring a second BoringSSL")
  func withoutTLS() {
    #expect(!SourceTree.text("Package.swift").contains(/"(HummingbirdTLS|swift-nio-ssl|NIOSSL)"/))
  }

  @Test("GRDB and libpq are imported in their folders of Storage, libzmq in ZeroMQ only")
  func libraries() {
    for file in SourceTree.files(under: "Shared") + SourceTree.files(under: "Services") {
      if !file.path.hasPrefix("Shared/Storage/SQLite/") {
        #expect(!file.imports.contains("GRDB"), "\(file.path)")
      }
      if !file.path.hasPrefix("Shared/Storage/PostgreSQL/") {
        #expect(!file.imports.contains("CPostgreSQL"), "\(file.path)")
      }
      if !file.path.hasPrefix("Shared/ZeroMQ/") {
        #expect(!file.imports.contains("CZeroMQ"), "\(file.path)")
      }
    }
  }

  @Test(
    "a type stands in the file of its name, with what belongs to it; requests of one subject share a file"
  )
  func fileNames() {
    let type =
      /(?m)^(?:(?:public|package|final|indirect) )*(?:struct|class|enum|actor|protocol) (\w+)/
    for file in SourceTree.files(under: "Shared") + SourceTree.files(under: "Services")
    where !file.path.hasPrefix("Shared/Contracts/") && !file.path.hasPrefix("Shared/RPCContract/") {
      let declared = file.text.matches(of: type).map { String($0.1) }
      let name = file.path.split(separator: "/").last?.prefix { $0 != "." && $0 != "+" } ?? ""
      let isNamed = declared.isEmpty || declared.contains(String(name))
      #expect(isNamed, "\(file.path): \(declared)")
    }
  }

  @Test("SQL stands in stores, tables and migrations only")
  func statements() {
    let statement = /"?\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM) [a-z_*]/
    for file in SourceTree.files(under: "Shared/ServiceHost") + SourceTree.files(under: "Services")
    {
      let name = file.path.split(separator: "/").last ?? ""
      guard !["Store", "Table", "Migrations"].contains(where: name.contains) else { continue }
      #expect(file.text.firstMatch(of: statement) == nil, "\(file.path)")
    }
  }

  @Test("every service has the same files, and a Main of at most 60 lines")
  func standardFiles() {
    for service in Self.services {
      let names =
        [
          "README.md", "Main.swift", "\(service)Service.swift", "\(service)Handlers.swift",
          "\(service)Store.swift", "\(service)Migrations.swift",
        ]
        // The exchange takes no files; the portal keeps no facts at all.
        + (service == "Portal" ? [] : ["\(service)Events.swift"])
        + (["Exchange", "Portal"].contains(service) ? [] : ["\(service)Files.swift"])
      for name in names {
        #expect(!SourceTree.text("Services/\(service)/\(name)").isEmpty, "\(service)/\(name)")
      }
      let main = SourceTree.text("Services/\(service)/Main.swift")
      #expect(main.components(separatedBy: "\n").count <= 61)
    }
  }

  @Test(
    "a step of a schema expands it; what it takes away is marked with the version that reads it no more"
  )
  func expanding() {
    let contracting = ["DROP ", "RENAME ", "ALTER COLUMN", "SET NOT NULL"]
    let files = SourceTree.files(under: "Services", ending: "Migrations.swift")
    #expect(files.count == Self.services.count)
    for file in files {
      for (index, line) in file.lines.enumerated() where contracting.contains(where: line.contains)
      {
        let before = index == 0 ? "" : file.lines[index - 1]
        #expect(
          before.contains("// Not read since version "), "\(file.path):\(index + 1): \(line)")
      }
    }
  }

  @Test("a domain is pure: no waiting, no clock, no log")
  func pureDomains() {
    for service in Self.services {
      for file in SourceTree.files(under: "Services/\(service)/Domain") {
        for (index, line) in file.lines.enumerated() {
          for word in ["async ", "await ", "Date()", "Instant.now", "Logger"] {
            #expect(!line.contains(word), "\(file.path):\(index + 1)")
          }
        }
      }
    }
  }

  @Test("no file is longer than 400 lines, none prints, nothing is left for later")
  func marks() {
    // Spelled in two parts, so that this file passes its own test.
    let marks = ["TO" + "DO", "FIX" + "ME", "try" + "!", "as" + "!", "fatal" + "Error("]
    let files = ["Shared", "Services", "Tests"].flatMap { SourceTree.files(under: $0) }
    for file in files {
      // A file that a test writes has no reader who would lose the thread.
      let isWritten = file.lines.first == "// swift-format-ignore-file"
      #expect(isWritten || file.lines.count <= 401, "\(file.path)")
      for (index, line) in file.lines.enumerated() {
        let place: Comment = "\(file.path):\(index + 1)"
        for mark in marks where !file.path.hasPrefix("Tests/Arch") {
          #expect(!line.contains(mark), place)
        }
        if !file.path.hasPrefix("Tests/") { #expect(!line.contains(" print("), place) }
        if line.contains("@unchecked " + "Sendable") {
          #expect(file.lines[max(0, index - 1)].contains("//"), place)
        }
        if line.contains("nonisolated" + "(unsafe)") {
          #expect(file.lines[max(0, index - 1)].contains("//"), place)
        }
      }
    }
  }

  @Test("no lock holds a bare function: each look would wrap it once more, and keep the wrapping")
  func functionsInLocks() {
    for file in ["Shared", "Services"].flatMap({ SourceTree.files(under: $0) }) {
      for (index, line) in file.lines.enumerated() where line.contains("Mutex<") {
        #expect(
          !line.contains(/Mutex<(@Sendable )?\([^>]*\) (async )?(throws )?->/),
          "\(file.path):\(index + 1)")
      }
    }
  }

  @Test("every method, option, topic and reason stands in a page")
  func pages() {
    let pages =
      Self.services.map { SourceTree.text("Services/\($0)/README.md") }.joined()
      + SourceTree.text("Shared/ServiceHost/README.md") + SourceTree.text("Shared/RPC/README.md")
    for file in SourceTree.files(under: "Shared") + SourceTree.files(under: "Services") {
      for (index, line) in file.lines.enumerated() {
        let place = "\(file.path):\(index + 1)"
        if let match = line.firstMatch(of: #/(?:method|topic) = "([^"\\]+)"/#) {
          if !pages.contains(match.1) { Issue.record(Comment(rawValue: "\(match.1), \(place)")) }
        }
        if let match = line.firstMatch(of: #/reason: "([A-Z_]+)"/#) {
          if !pages.contains(match.1) { Issue.record(Comment(rawValue: "\(match.1), \(place)")) }
        }
        if file.path.hasSuffix("ServiceConfiguration.swift"),
          let match = line.firstMatch(of: #/options\.(?:required|text|integer)\("([A-Za-z]+)"\)?/#)
        {
          if !pages.contains("`\(match.1)") {
            Issue.record(Comment(rawValue: "\(match.1), \(place)"))
          }
        }
      }
    }
  }
}
