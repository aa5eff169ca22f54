import CMalloc
import CoreMetrics
import Foundation
public import ServiceKit
import Texts

/// The entry point that all services' programs share.
public enum ServiceProgram {
  /// Reads the configuration and runs the service. Writes an error to standard error, and then ends the process with status 1.
  ///
  /// - Parameters:
  ///   - peers: the services that this one calls.
  ///   - wanted: the services that this one calls only if the configuration names them.
  ///   - body: builds and runs the service.
  public static func main(
    peers: [String], wanted: [String] = [],
    _ body: @Sendable (ServiceConfiguration) async throws -> Void
  ) async {
    Descriptor.reserveStandardStreams()
    boundMemory()
    MetricsSystem.bootstrap(PrometheusMetrics.shared)
    do {
      try await body(ServiceConfiguration.fromCommandLine(peers: peers, wanted: wanted))
    } catch {
      let language = Language(environment: ProcessInfo.processInfo.environment)
      let problem = error as? ConfigurationProblem
      let text =
        problem.map { language.pick(Typography.french(text: $0.french), $0.english) } ?? "\(error)"
      Descriptor.write(Data("\(text)\n".utf8), to: STDERR_FILENO)
      exit(1)
    }
  }

  /// Limits glibc's malloc to four arenas per processor, and eight at least, which threads then share.
  ///
  /// Each arena keeps as much memory as its largest work needed, and by default glibc makes eight per processor. With fewer than four, the
  /// thread that writes and the one that serves wait for each other's arenas (21,000 such waits for 25,000 attendances; now 200).
  private static func boundMemory() {
    #if canImport(Glibc)
      mallopt(M_ARENA_MAX, Int32(max(8, 4 * ProcessInfo.processInfo.activeProcessorCount)))
    #endif
  }
}
