import ServiceHost

@main
enum Main {
  static func main() async {
    await ServiceProgram.main(peers: RegistryService.peers) { configuration in
      try await RegistryService(configuration).run()
    }
  }
}
