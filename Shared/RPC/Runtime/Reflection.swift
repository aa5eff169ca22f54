public import RPCContract

extension Router {
  /// Offers `vigie.reflection.v1/ListMethods`, which lists the methods that are open to its caller, among those offered so far and itself.
  /// A front is told the methods that some person could call, whoever it names.
  mutating func offerReflection() {
    // The list also has `ListMethods`, so a copy of the router that offers it already is described.
    var router = self
    router.handle(ListMethods.self) { _, _ in ListMethods.Reply(methods: []) }
    let explorer = SchemaExplorer(texts: memberTexts)
    let described = router.methods.values.sorted { $0.name < $1.name }.map { method in
      (
        method,
        ListMethods.Reply.Method(
          name: method.name, shape: method.shape.rawValue,
          roles: method.roles.map(\.rawValue).sorted(), mutates: method.mutates,
          request: explorer.schema(of: method.request),
          reply: explorer.schema(of: method.reply))
      )
    }
    handle(ListMethods.self) { [router] _, context in
      ListMethods.Reply(
        methods: described.filter {
          !router.roles(
            of: context.principal, for: $0.0, onBehalfOf: context.representedName
          ).isEmpty
        }
        .map(\.1))
    }
  }
}

extension JSONSchema {
  /// The schema of a message, made from its contract.
  ///
  /// - Parameters:
  ///   - type: the message.
  ///   - texts: what members mean, by type and member, such as `GetStructure.code`.
  public init(of type: any (Decodable & Sendable).Type, texts: [String: String]) {
    self = SchemaExplorer(texts: texts).schema(of: type)
  }
}
