public import CoreMetrics
import Locking

/// Keeps metrics of swift-metrics and writes them in Prometheus' text form.
///
/// Characters that Prometheus does not allow in names become `_`. Timers become histograms, in seconds; recorders become gauges.
public final class PrometheusMetrics: MetricsFactory {
  /// The metrics of this process.
  public static let shared = PrometheusMetrics()

  /// The upper bounds of histograms, in seconds.
  private static let bounds: [Double] = [
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    30,
  ]

  /// The HELP text of each family.
  private static let helps = [
    "feed_position":
      "The last event of this service's feed, and of each feed it follows as far as it has come.",
    "feed_set_aside": "Events of other services that it could not take; see: vigie feed aside.",
    "key_expiry_time_seconds": "When the next key of the allow-list ends, in seconds since 1970.",
    "log_errors_last_time_seconds":
      "When an error was logged last, in seconds since 1970; 0 for never.",
    "reactor_longest_stall_seconds":
      "The longest time since the last reading that the thread of the sockets kept them waiting.",
    "rpc_server_handled_total": "Calls that ended, by method and code.",
    "rpc_server_handling_seconds": "How long calls took from arrival to end, by method.",
    "rpc_server_open_calls": "Calls that are open, streams included.",
    "rpc_server_waiting_calls": "Unary calls that wait for a slot.",
    "service_build_info": "1; the version and the schema stand in the labels.",
    "service_uptime_seconds": "How long the service runs.",
    "service_waiting": "All that waits in the service: calls, and work for another service.",
    "storage_free_bytes": "What is free where the store is.",
  ]

  private struct Series: Hashable {
    let name: String
    let labels: [String]

    init(_ label: String, _ dimensions: [(String, String)]) {
      name = String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
      labels = dimensions.map { name, value in
        let escaped = value.flatMap { character -> [Character] in
          switch character {
          case "\\", "\"": ["\\", character]
          case "\n": ["\\", "n"]
          default: [character]
          }
        }
        return "\(name)=\"\(String(escaped))\""
      }.sorted()
    }

    func text(_ suffix: String = "", _ extra: [String] = []) -> String {
      let all = labels + extra
      return name + suffix + (all.isEmpty ? "" : "{\(all.joined(separator: ","))}")
    }
  }

  private struct Histogram {
    var counts = [Int](repeating: 0, count: PrometheusMetrics.bounds.count)
    var count = 0
    var sum = 0.0

    mutating func record(_ value: Double) {
      count += 1
      sum += value
      if let index = PrometheusMetrics.bounds.firstIndex(where: { value <= $0 }) {
        counts[index] += 1
      }
    }
  }

  /// The handler of each series. The lock of this state serves to find or make a handler; each has its own lock for its updates.
  private struct State {
    var counts: [Series: Count] = [:]
    var gauges: [Series: Gauge] = [:]
    var times: [Series: Times] = [:]
  }

  private let state = Mutex(State())

  private init() {}

  /// Every metric, in Prometheus' text format, version 0.0.4.
  public var text: String {
    let state = state.withLock { $0 }
    // Family → series by labels → lines. A series keeps its lines in their order, since a histogram's buckets must rise.
    var families: [String: (kind: String, series: [String: [String]])] = [:]
    func add(_ series: Series, _ kind: String, _ lines: [String]) {
      families[series.name, default: (kind, [:])].series[series.text()] = lines
    }
    for (series, count) in state.counts {
      add(series, "counter", ["\(series.text()) \(count.value)"])
    }
    for (series, gauge) in state.gauges {
      add(series, "gauge", ["\(series.text()) \(gauge.value)"])
    }
    for (series, times) in state.times {
      add(series, "histogram", Self.lines(series, times.value))
    }
    return families.sorted { $0.key < $1.key }.map { name, family in
      let help = Self.helps[name] ?? name.replacing("_", with: " ")
      let lines = family.series.sorted { $0.key < $1.key }.flatMap(\.value)
      return "# HELP \(name) \(help)\n# TYPE \(name) \(family.kind)\n"
        + lines.map { $0 + "\n" }.joined()
    }.joined()
  }

  private static func lines(_ series: Series, _ histogram: Histogram) -> [String] {
    var sum = 0
    let buckets = zip(bounds, histogram.counts).map { bound, count in
      sum += count
      return "\(series.text("_bucket", ["le=\"\(bound)\""])) \(sum)"
    }
    return buckets + [
      "\(series.text("_bucket", ["le=\"+Inf\""])) \(histogram.count)",
      "\(series.text("_sum")) \(histogram.sum)", "\(series.text("_count")) \(histogram.count)",
    ]
  }

  // MARK: MetricsFactory

  /// Makes a counter.
  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    state.withLock { $0.counts.kept(Series(label, dimensions), Count()) }
  }

  /// Makes a gauge: nothing here aggregates what is recorded.
  public func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    state.withLock { $0.gauges.kept(Series(label, dimensions), Gauge()) }
  }

  /// Makes a histogram of seconds.
  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    state.withLock { $0.times.kept(Series(label, dimensions), Times()) }
  }

  /// Metrics live as long as the process.
  public func destroyCounter(_ handler: any CounterHandler) {}
  /// Metrics live as long as the process.
  public func destroyRecorder(_ handler: any RecorderHandler) {}
  /// Metrics live as long as the process.
  public func destroyTimer(_ handler: any TimerHandler) {}

  private final class Count: CounterHandler {
    private let count = Mutex<Int64>(0)

    var value: Int64 { count.withLock { $0 } }
    func increment(by amount: Int64) { count.withLock { $0 &+= amount } }
    func reset() { count.withLock { $0 = 0 } }
  }

  private final class Gauge: RecorderHandler {
    private let last = Mutex(0.0)

    var value: Double { last.withLock { $0 } }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) { last.withLock { $0 = value } }
  }

  private final class Times: TimerHandler {
    private let histogram = Mutex(Histogram())

    var value: Histogram { histogram.withLock { $0 } }
    func recordNanoseconds(_ duration: Int64) {
      histogram.withLock { $0.record(Double(duration) * 1e-9) }
    }
  }
}

extension Dictionary {
  /// Returns the value kept under a key; keeps a new one where there is none.
  fileprivate mutating func kept(_ key: Key, _ new: @autoclosure () -> Value) -> Value {
    if let known = self[key] { return known }
    let made = new()
    self[key] = made
    return made
  }
}
