import CMalloc
import CoreMetrics
import Foundation
public import ServiceKit
import Texts

/// The frame of a service's program.
public enum ServiceProgram {
  /// Reads the configuration, runs the service, and ends the process with what went wrong.
  ///
  /// - Parameters:
  ///   - peers: the services that this one calls.
  ///   - wanted: those that it calls where the configuration names them.
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
    } catch let problem as ConfigurationProblem {
      let language = Language(environment: ProcessInfo.processInfo.environment)
      Descriptor.write(
        Data((language.pick(problem.french, problem.english) + "\n").utf8), to: STDERR_FILENO)
      exit(1)
    } catch {
      Descriptor.write(Data("\(error)\n".utf8), to: STDERR_FILENO)
      exit(1)
    }
  }

  /// Has threads share the places from which they take memory, as many as there are processors.
  ///
  /// Each of glibc's places (arenas) keeps what the largest work on it needed. It makes eight a processor, so the sixteen threads of
  /// a service on two processors kept sixteen times that.
  private static func boundMemory() {
    #if canImport(Glibc)
      mallopt(M_ARENA_MAX, Int32(max(2, ProcessInfo.processInfo.activeProcessorCount)))
    #endif
  }
}
