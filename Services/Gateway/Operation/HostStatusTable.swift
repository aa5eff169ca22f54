import Composition
import Foundation
import Pages
import RPCContract
import Texts
import Values

/// The state of the hosts, for people and for programs.
enum HostStatusTable {
  static func text(_ rows: [HostStatus]) -> String {
    let header = headings(
      [
        "service", "machine", "état", "version", "schéma", "actif depuis", "temps de réponse",
        "événements en retard", "appels en attente", "disque libre", "fin de clé",
      ],
      [
        "service", "host", "state", "version", "schema", "up for", "response time",
        "events behind", "calls waiting", "free disk", "key ends",
      ])
    let lines = rows.map { row -> [String] in
      [
        row.service, row.host, Catalogue.reason(row.status, language), row.version ?? "",
        row.schema ?? "", row.uptimeSeconds.map(duration) ?? "",
        row.latencyMilliseconds.map { "\(decimal($0)) ms" } ?? "",
        row.feedLag.map(String.init) ?? "", row.waiting.map(String.init) ?? "",
        row.freeBytes.map { bytes($0) } ?? "",
        row.keyExpiry.map { "\(language.day($0.day)) \($0.name)" } ?? "",
      ]
    }
    let remarks = rows.flatMap { Self.remarks(on: $0) }
    let table = Table(header: header, rows: lines).text(within: TerminalSize.columns)
    return ([table] + remarks).joined(separator: "\n")
  }

  /// The remarks on a host that do not fit its line of the table.
  private static func remarks(on row: HostStatus) -> [String] {
    var remarks: [String] = []
    // Our own sentences may have several lines; a text from a log shows its line ends as marks.
    if let message = row.message {
      remarks.append(
        message.split(separator: "\n").map { TerminalText.visible(String($0)) }.joined(
          separator: "\n  "))
    }
    if let problem = row.allowListProblem.map({ TerminalText.visible($0) }) {
      remarks.append(
        words(
          "liste des clés autorisées refusée ; la dernière liste valable reste en vigueur. Détail (en anglais) : \(problem)",
          "allow-list refused; the last good one stays in force. \(problem)"))
    }
    if let count = row.setAside, count > 0 {
      remarks.append(
        language.count(
          count,
          .init(
            "événement ou enregistrement mis de côté", "événements ou enregistrements mis de côté"),
          .init("event or record set aside", "events or records set aside"))
          + words(". Liste : vigie feed aside", ". List: vigie feed aside"))
    }
    if let error = row.lastError {
      let time = Instant(error.at).map(language.moment) ?? TerminalText.visible(error.at)
      let text = TerminalText.visible(error.text)
      remarks.append(
        words(
          "dernière erreur (en anglais), le \(time) : \(text)", "last error, \(time): \(text)"))
    }
    return remarks.map { "\(row.service)\(words(" :", ":")) \($0)" }
  }

  /// Gauges of all hosts, as the gateway sees them; each service has more of its own (`vigie metrics`).
  static func prometheus(_ rows: [HostStatus]) -> String {
    var lines: [String] = []
    func gauge(_ name: String, _ help: String, _ value: (HostStatus) -> Double?) {
      let found = rows.compactMap { row in value(row).map { (row.service, $0) } }
      guard !found.isEmpty else { return }
      lines += ["# HELP vigie_\(name) \(help)", "# TYPE vigie_\(name) gauge"]
      lines += found.map { "vigie_\(name){service=\"\($0)\"} \($1)" }
    }
    func count(_ name: String, _ help: String, _ member: KeyPath<HostStatus, Int?>) {
      gauge(name, help) { $0[keyPath: member].map(Double.init) }
    }
    gauge("up", "1 where the service answers and serves.") { $0.status == "SERVING" ? 1 : 0 }
    count("uptime_seconds", "How long the service runs.", \.uptimeSeconds)
    gauge("latency_seconds", "How long its answer took.") { row in
      row.latencyMilliseconds.map { $0 / 1000 }
    }
    count(
      "feed_lag_events", "Events of other services that it has not taken over yet.", \.feedLag)
    count("waiting", "What waits in the service.", \.waiting)
    count("feed_set_aside", "Events of other services that it could not take.", \.setAside)
    count("storage_free_bytes", "What is free where its store is.", \.freeBytes)
    gauge("key_expiry_time_seconds", "When the next of its keys ends, since 1970.") { row in
      row.keyExpiry.flatMap { try? Date("\($0.day)T12:00:00Z", strategy: .iso8601) }?
        .timeIntervalSince1970
    }
    gauge(
      "allow_list_refused", "1 where its allow-list cannot be read, so that an older one holds."
    ) { row in
      row.status == "SERVING" ? (row.allowListProblem == nil ? 0 : 1) : nil
    }
    gauge("last_error_time_seconds", "When it logged an error last, since 1970.") { row in
      row.lastError.flatMap {
        try? Date($0.at, strategy: .iso8601.time(includingFractionalSeconds: true))
      }?
      .timeIntervalSince1970
    }
    func label(_ text: String?) -> String {
      (text ?? "").replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        .replacing("\n", with: "\\n")
    }
    let versions = rows.filter { $0.version != nil }.map { row in
      "vigie_build_info{service=\"\(row.service)\",version=\"\(label(row.version))\","
        + "schema=\"\(label(row.schema))\"} 1"
    }
    lines.append("# HELP vigie_build_info 1; the version and the schema stand in the labels.")
    return (lines + ["# TYPE vigie_build_info gauge"] + versions).joined(separator: "\n")
  }

  private static func duration(_ seconds: Int) -> String {
    switch seconds {
    case ..<120: "\(seconds) s"
    case ..<7200: "\(seconds / 60) min"
    case ..<172_800: "\(seconds / 3600) h"
    default: "\(seconds / 86_400) \(words("j", "d"))"
    }
  }

  private static func decimal(_ value: Double) -> String {
    "\(value)".replacing(".", with: words(",", "."))
  }

  private static func bytes(_ count: Int) -> String {
    let gigabytes = (Double(count) / 1_000_000_000 * 10).rounded() / 10
    return "\(decimal(gigabytes)) \(words("Go", "GB"))"
  }
}
