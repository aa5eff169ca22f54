public import RPCContract

extension Router {
  /// Offers `vigie.reflection.v1/ListMethods`, which tells of every method offered so far and of itself.
  mutating func offerReflection() {
    handle(ListMethods.self) { _, _ in ListMethods.Reply(methods: []) }
    let description = ListMethods.Reply(
      methods: methods.values.sorted { $0.name < $1.name }.map { method in
        .init(
          name: method.name, shape: method.shape.rawValue,
          roles: method.roles.map(\.rawValue).sorted(), mutates: method.mutates,
          request: SchemaReader.schema(of: method.request),
          reply: SchemaReader.schema(of: method.reply))
      })
    replace(ListMethods.self) { _, _ in description }
  }
}

extension JSONSchema {
  /// The schema of a message, made from its contract.
  public init(of type: any (Decodable & Sendable).Type) {
    self = SchemaReader.schema(of: type)
  }
}
