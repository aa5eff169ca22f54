import ServiceHost

@main
enum Main {
  static func main() async {
    await ServiceProgram.main(peers: PortalService.needed, wanted: PortalService.wanted) {
      try await PortalService($0).run()
    }
  }
}
