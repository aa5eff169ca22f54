import ServiceHost

@main
enum Main {
  static func main() async {
    await ServiceProgram.main(peers: TrainingService.peers) { configuration in
      try await TrainingService(configuration).run()
    }
  }
}
