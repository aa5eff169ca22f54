import ArgumentParser

/// The programs that `deploy/benchmark` measures with; each prints lines of `RESULT name=value …`.
@main
struct Benchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vigie-benchmark", abstract: "What deploy/benchmark runs.",
    subcommands: [
      EchoServer.self, EchoClient.self, CodecTimes.self, OverloadClient.self, AttendanceClient.self,
      DiskBound.self, PublishClient.self, ReadClient.self, CheckFile.self,
      SheetFigures.self,
    ])
}
