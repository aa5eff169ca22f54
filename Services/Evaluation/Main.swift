import ServiceHost

@main
enum Main {
  static func main() async {
    await ServiceProgram.main(
      peers: EvaluationService.peers, wanted: EvaluationService.wanted
    ) { configuration in
      try await EvaluationService(configuration).run()
    }
  }
}
