import ServiceHost

@main
enum Main {
  static func main() async {
    await ServiceProgram.main(peers: ExchangeService.peers) { configuration in
      try await ExchangeService(configuration).run()
    }
  }
}
