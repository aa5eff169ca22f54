// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

// Products of other packages, named once.
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let lifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let collections = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
// The portal's, which alone speaks HTTP.
let portal: [Target.Dependency] = [
  .product(name: "Hummingbird", package: "hummingbird"),
  .product(name: "HummingbirdCore", package: "hummingbird"),
  .product(name: "Mustache", package: "swift-mustache"), logging, lifecycle,
]

/// A library of ours in `Shared/<name>`; `page` says that it has a README.md. Its resources are in the program, not beside it.
func shared(
  _ name: String, _ dependencies: [Target.Dependency] = [], page: Bool = false,
  resources: [Resource] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Shared/\(name)",
    exclude: page ? ["README.md"] : [], resources: resources, swiftSettings: settings)
}

/// A system library in `Shared/<name>`.
func system(_ name: String, apt: String, pkgConfig: String? = nil) -> Target {
  .systemLibrary(
    name: name, path: "Shared/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// A service: its pure rules in `Services/<name>/Domain`, its program in `Services/<name>`. The portal's resources are in it.
func service(
  _ name: String, domain: [Target.Dependency] = [], _ more: [Target.Dependency] = []
) -> [Target] {
  [
    .target(
      name: "\(name)Domain", dependencies: ["Values", "CentreNetwork", "Contracts"] + domain,
      path: "Services/\(name)/Domain", swiftSettings: settings),
    .executableTarget(
      name: "vigie-\(name.lowercased())",
      dependencies: [
        .target(name: "\(name)Domain"), "Contracts", "CentreNetwork", "Values", "RPCContract",
        "RPC",
        "Storage", "Tabular", "FactKinds", "ServiceKit", "ServiceHost",
      ] + more,
      path: "Services/\(name)",
      exclude: ["Domain", "README.md"] + (name == "Portal" ? ["Assets/help"] : []),
      resources: name == "Portal" ? files : [],
      swiftSettings: settings),
  ]
}

/// What the portal sends to browsers; each template is a page, or the part that pages have in common.
let files: [Resource] =
  ["Assets/vigie.css", "Assets/vigie.js"].map { .embedInCode($0) }
  + [
    "layout", "enter", "link", "home", "sessions", "text", "parts", "part", "cell", "section",
    "review", "receipt", "reminders", "mails", "fact", "conversation", "workbook", "files",
  ].map {
    .embedInCode("Templates/\($0).mustache")
  }

/// A test target in `Tests/<name>`.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, path: "Tests/\(name)", resources: resources,
    swiftSettings: settings)
}

let package = Package(
  name: "Vigie",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(
      url: "https://github.com/apple/swift-configuration", exact: "1.4.0",
      traits: [.defaults, "CommandLineArguments"]),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
  ],
  targets: [
    shared("Values"),
    shared("RPCContract"),
    shared("Locking", [collections]),
    shared("Texts", page: true),
    shared("CBOR"),
    shared("CentreNetwork", ["Values"]),
    shared("Disclosure", page: true),
    system("CPCRE2", apt: "libpcre2-dev"),
    shared("Tabular", ["Values", "CPCRE2"]),
    system("CPostgreSQL", apt: "libpq-dev", pkgConfig: "libpq"),
    shared(
      "Storage", ["Values", "CPostgreSQL", "CSQLite", "Locking", grdb, sqlite, collections],
      page: true),
    system("CZeroMQ", apt: "libzmq3-dev"),
    shared("ZeroMQ", ["CZeroMQ", "Locking", collections, heap]),
    shared(
      "Contracts", ["Values", "RPCContract", crypto]),
    shared("CodebookRules", ["Contracts", "Tabular", "Values"]),
    shared("FactKinds", ["Contracts", "RPCContract", "Tabular", "Values"]),
    system("CZlib", apt: "zlib1g-dev"),
    system("CMalloc", apt: "libc6-dev"),
    system("CSQLite", apt: "libsqlite3-dev", pkgConfig: "sqlite3"),
    system("CSeccomp", apt: "libseccomp-dev", pkgConfig: "libseccomp"),
    system("CZip", apt: "libzip-dev", pkgConfig: "libzip"),
    system("CExpat", apt: "libexpat1-dev", pkgConfig: "expat"),
    system("CXlsxWriter", apt: "libxlsxwriter-dev", pkgConfig: "xlsxwriter"),
    shared("Spreadsheet", ["Values", "CZip", "CExpat", "CXlsxWriter"], page: true),
    shared("Schemas", ["Contracts", "FactKinds", "RPC", "RPCContract", "Tabular", "Values"]),
    shared("RPC", ["RPCContract", "Locking", "Values", "CZlib", collections, heap], page: true),
    shared(
      "RPCZeroMQTransport", ["RPC", "RPCContract", "ZeroMQ", "Locking", "CBOR", collections]),
    shared("RPCInProcessTransport", ["RPC", "RPCContract", "Locking"]),
    shared(
      "ServiceKit",
      [
        "Values", "RPCContract", "RPC", "RPCZeroMQTransport", "Texts", "ZeroMQ", "Locking", logging,
        configuration,
        systemPackage, coreMetrics,
      ]),
    shared(
      "ServiceHost",
      [
        "ServiceKit", "Values", "RPCContract", "RPC", "RPCZeroMQTransport", "ZeroMQ",
        "CentreNetwork",
        "Storage", "Contracts", "FactKinds", "Tabular", "Texts", "Locking", "CMalloc", metrics,
        logging, lifecycle, signals,
        crypto,
      ], page: true),
    shared(
      "Composition",
      [
        "CodebookRules", "Contracts", "Disclosure", "FactKinds", "RPC", "RPCContract", "ServiceKit",
        "Spreadsheet", "Tabular", "Texts", "Values", crypto,
      ], page: true, resources: [.embedInCode("ActionSheets/ShippedSheet.json")]),
    shared(
      "Pages",
      [
        "Composition", "Contracts", "Disclosure", "Spreadsheet", "Tabular", "Texts", "Values",
      ], page: true, resources: [.embedInCode("Reports/TileGrid.json")]),
    .executableTarget(
      name: "vigie",
      dependencies: [
        "Composition", "Contracts", "Values", "Texts", "RPCContract", "RPC", "Tabular",
        "FactKinds", "Pages", "Schemas", "Disclosure", "ServiceKit", "Spreadsheet", "ZeroMQ",
        arguments, crypto,
      ],
      path: "Services/Gateway", exclude: ["README.md"], swiftSettings: settings),
    // It is started by the portal for each workbook that comes in, and confines itself.
    .executableTarget(
      name: "vigie-reader", dependencies: ["CSeccomp", "Spreadsheet"], path: "Services/Reader",
      exclude: ["README.md"], swiftSettings: settings),
    tests("ArchitectureTests", ["TestSupport"]),
    tests("ValuesTests", ["Values"]),
    tests("TextsTests", ["TestSupport", "Texts"]),
    tests("NetworkTests", ["CentreNetwork", "Tabular", "Values"]),
    tests("TabularTests", ["Tabular", "Values"], resources: [.copy("Frictionless")]),
    tests(
      "SpreadsheetTests", ["Spreadsheet", "Values", "CZip"],
      resources: [.copy("Fixtures")]),
    tests(
      "DomainTests",
      [
        "RegistryDomain", "TrainingDomain", "SenacsDomain", "EvaluationDomain", "ExchangeDomain",
        "PortalDomain", "CentreNetwork", "CodebookRules", "Contracts", "FactKinds", "Tabular",
        "Values",
      ]),
    tests("StorageTests", ["Storage", "Values"]),
    system("CGLPK", apt: "libglpk-dev"),
    .target(
      name: "Attack", dependencies: ["CGLPK"], path: "Tests/Attack", swiftSettings: settings),
    tests("DisclosureTests", ["Attack", "Disclosure", "TestSupport"]),
    .executableTarget(
      name: "vigie-conformance",
      dependencies: [
        "Values", "Locking", "RPCContract", "RPC", "RPCZeroMQTransport", "RPCInProcessTransport",
        "ZeroMQ", arguments,
      ], path: "Tests/Conformance", exclude: ["README.md"], swiftSettings: settings),
    .executableTarget(
      name: "vigie-benchmark",
      dependencies: [
        "CBOR", "Contracts", "Locking", "RPCContract", "RPC", "RPCZeroMQTransport", "ServiceKit",
        "Tabular", "Values", "ZeroMQ", "CentreNetwork", "RegistryDomain", "TrainingDomain",
        "SenacsDomain", "EvaluationDomain", arguments, grdb,
      ], path: "Tests/Benchmarks/Programs", swiftSettings: settings),
    tests(
      "ServiceHostTests",
      [
        "Contracts", "FactKinds", "CentreNetwork", "RPC", "RPCContract", "RPCInProcessTransport",
        "ServiceHost", "Storage", "Tabular", "TestSupport", "Values", "vigie", "vigie-registry",
        crypto, logging,
      ]),
    tests(
      "GatewayTests",
      [
        "vigie", "Composition", "Contracts", "Disclosure", "FactKinds", "Pages", "RPCContract",
        "Spreadsheet", "Tabular", "TestSupport", "Texts", "Values", "CExpat",
      ]),
    tests("CBORTests", ["CBOR"]),
    .target(
      name: "TestSupport", dependencies: ["RPCContract", "ZeroMQ"], path: "Tests/TestSupport",
      swiftSettings: settings),
    tests("ZeroMQTests", ["ZeroMQ", "CZeroMQ", "Locking"]),
    tests(
      "HostilePeerTests",
      [
        "vigie-conformance", "TestSupport", "RPC", "RPCContract", "RPCZeroMQTransport", "ZeroMQ",
        "CZeroMQ",
      ]),
    tests(
      "IntegrationTests",
      [
        "vigie", "vigie-registry", "vigie-training", "vigie-senacs", "vigie-evaluation",
        "vigie-exchange", "vigie-portal", "vigie-reader", "ExchangeDomain", "Attack", "Composition",
        "Contracts",
        "FactKinds",
        "CentreNetwork", "RPC",
        "RPCContract", "RPCZeroMQTransport", "Schemas", "ServiceHost", "ServiceKit",
        "Spreadsheet", "Storage", "Tabular", "Texts", "Values", "ZeroMQ", "TestSupport", crypto,
        grdb,
      ]),
    tests(
      "ExchangeModelTests",
      [
        "vigie-exchange", "Contracts", "ExchangeDomain", "FactKinds", "RPC", "RPCContract",
        "RPCInProcessTransport", "ServiceHost", "Storage", "Values", logging,
      ]),
    tests(
      "RPCTransportTests",
      [
        "RPC", "RPCContract", "RPCZeroMQTransport", "RPCInProcessTransport", "ZeroMQ", "Locking",
        "ServiceKit", "TestSupport",
      ]),
  ]
    + service("Registry") + service("Training", domain: ["Disclosure"])
    + service("Senacs", domain: ["CodebookRules", "Disclosure"], ["CodebookRules", crypto])
    + service("Evaluation", ["Schemas", "Texts", crypto])
    + service("Exchange", domain: ["FactKinds"], ["Schemas", "Texts", "Locking", crypto, logging])
    + service(
      "Portal", domain: ["CodebookRules", "FactKinds", "Tabular", crypto],
      ["Composition", "Pages", "Spreadsheet", "Texts", "Locking"] + portal)
)

// Fuzz targets have libFuzzer's main, so they link only under its sanitizer: `deploy/fuzz` sets this.
if Context.environment["VIGIE_FUZZ"] != nil {
  package.targets += [
    .executableTarget(
      name: "fuzz-frames", dependencies: ["RPC", "RPCContract"], path: "Tests/Fuzz/Frames",
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]),
    .executableTarget(
      name: "fuzz-csv", dependencies: ["FactKinds", "Tabular", "Values"], path: "Tests/Fuzz/CSV",
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]),
    .executableTarget(
      name: "fuzz-cbor", dependencies: ["CBOR"], path: "Tests/Fuzz/CBOR",
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]),
  ]
}

// What `deploy/quickstart` builds: the programs alone, and those that speak HTTP only where they are wanted. With `swift build` in one go
// the compiler has something to do for every core.
if let wanted = Context.environment["VIGIE_PROGRAMS"] {
  let tools = ["vigie-conformance", "vigie-benchmark", "Attack", "CGLPK", "TestSupport"]
  let web = ["vigie-portal", "PortalDomain", "vigie-reader", "CSeccomp"]
  package.targets.removeAll { target in
    target.type == .test || tools.contains(target.name)
      || (wanted == "without-portal" && web.contains(target.name))
  }
  if wanted == "without-portal" {
    package.dependencies.removeAll { dependency in
      guard case .sourceControl(_, let location, _) = dependency.kind else { return false }
      return location.contains("hummingbird-project")
    }
  }
}
