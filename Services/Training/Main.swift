import ServiceHost

@main
enum Main {
  static func main() async {
    await ServiceProgram.main(peers: TrainingConfiguration.peers) { configuration in
      try await TrainingService(configuration).run()
    }
  }
}
