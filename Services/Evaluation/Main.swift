import ServiceHost

@main
enum Main {
  static func main() async {
    await ServiceProgram.main(
      peers: EvaluationConfiguration.peers, wanted: EvaluationConfiguration.wanted
    ) { configuration in
      try await EvaluationService(configuration).run()
    }
  }
}
