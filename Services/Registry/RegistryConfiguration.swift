/// The registry's options beside those that every service has (see `ServiceConfiguration`): none yet.
enum RegistryConfiguration {
  /// The services that the registry calls: none, everything else follows it.
  static let peers: [String] = []
}
