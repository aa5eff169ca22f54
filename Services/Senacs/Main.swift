import ServiceHost

@main
enum Main {
  static func main() async {
    await ServiceProgram.main(peers: SenacsService.peers) { configuration in
      try await SenacsService(configuration).run()
    }
  }
}
