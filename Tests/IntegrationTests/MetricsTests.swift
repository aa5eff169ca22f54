import Foundation
import TestSupport
import Testing

@Suite("Metrics, as a collector reads them", .onWaitingThreads, .serialized)
struct MetricsTests {
  let system: RunningSystem

  init() throws {
    system = try RunningSystem()
  }

  /// Reads Prometheus' text format, version 0.0.4: the samples by name and labels, and the kind of each family.
  ///
  /// https://prometheus.io/docs/instrumenting/exposition_formats/
  private func read(_ text: String) throws -> (kinds: [String: String], samples: [String: Double]) {
    var kinds: [String: String] = [:]
    var helped: Set<String> = []
    var samples: [String: Double] = [:]
    for line in text.split(separator: "\n") {
      if let help = line.wholeMatch(of: /# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)/) {
        #expect(helped.insert(String(help.1)).inserted, "\(line)")
        continue
      }
      if let kind = line.wholeMatch(
        of: /# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)/)
      {
        #expect(kinds.updateValue(String(kind.2), forKey: String(kind.1)) == nil, "\(line)")
        #expect(helped.contains(String(kind.1)), "\(line) has no HELP before it")
        continue
      }
      let sample = try #require(
        line.wholeMatch(
          of:
            #/([a-zA-Z_:][a-zA-Z0-9_:]*(\{[a-zA-Z_]+="[^"\n]*"(,[a-zA-Z_]+="[^"\n]*")*\})?) (\S+)/#),
        "\(line)")
      let value = try #require(Double(sample.4), "\(line)")
      #expect(samples.updateValue(value, forKey: String(sample.1)) == nil, "\(line)")
    }
    return (kinds, samples)
  }

  @Test(
    "calls are counted by method and code and timed; open calls and the loop's longest stall are told"
  )
  func text() throws {
    for _ in 1...3 { try system.vigie("registry", "list") }
    try system.vigie("registry", "show", "nowhere")

    let printed = try system.vigie("metrics", "registry")
    try #require(printed.code == 0, "\(printed.errors)")
    let (kinds, samples) = try read(printed.output)

    let method = "method=\"vigie.registry.v1/ListStructures\""
    #expect(kinds["rpc_server_handled_total"] == "counter")
    #expect(samples["rpc_server_handled_total{code=\"OK\",\(method)}"] == 3)
    #expect(
      samples[
        "rpc_server_handled_total{code=\"NOT_FOUND\",method=\"vigie.registry.v1/GetStructure\"}"]
        == 1)

    #expect(kinds["rpc_server_handling_seconds"] == "histogram")
    #expect(samples["rpc_server_handling_seconds_count{\(method)}"] == 3)
    // Each bucket also counts what is in the buckets below it.
    let buckets = samples.compactMap { name, count -> (bound: Double, count: Double)? in
      guard name.hasPrefix("rpc_server_handling_seconds_bucket{"), name.contains(method),
        let bound = name.firstMatch(of: /le="([^"]+)"/)
      else { return nil }
      return (Double(bound.1 == "+Inf" ? "inf" : bound.1) ?? .nan, count)
    }.sorted { $0.bound < $1.bound }
    #expect(buckets.count > 2)
    #expect(buckets.last?.bound == .infinity && buckets.last?.count == 3)
    #expect(buckets.map(\.count) == buckets.map(\.count).sorted())

    // The buckets stand in the order of their bounds, as collectors want them.
    let bounds = printed.output.split(separator: "\n").filter {
      $0.hasPrefix("rpc_server_handling_seconds_bucket{") && $0.contains(method)
    }.compactMap {
      $0.firstMatch(of: /le="([^"]+)"/).flatMap { Double($0.1 == "+Inf" ? "inf" : $0.1) }
    }
    #expect(bounds.count > 2 && bounds == bounds.sorted())

    // The call that reads the metrics is itself open.
    #expect(kinds["rpc_server_open_calls"] == "gauge")
    #expect(try #require(samples["rpc_server_open_calls"]) >= 1)
    #expect(samples["rpc_server_waiting_calls"] == 0)
    let stall = try #require(samples["reactor_longest_stall_seconds"])
    #expect(stall > 0 && stall < 60)
  }
}
