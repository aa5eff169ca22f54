public import RPCContract

extension Router {
  /// Offers `vigie.reflection.v1/ListMethods`, which tells a caller of every method that is open to it, of
  /// those offered so far and of itself.
  mutating func offerReflection() {
    handle(ListMethods.self) { _, _ in ListMethods.Reply(methods: []) }
    let described = methods.values.sorted { $0.name < $1.name }.map { method in
      (
        method.roles,
        ListMethods.Reply.Method(
          name: method.name, shape: method.shape.rawValue,
          roles: method.roles.map(\.rawValue).sorted(), mutates: method.mutates,
          request: SchemaReader.schema(of: method.request),
          reply: SchemaReader.schema(of: method.reply))
      )
    }
    replace(ListMethods.self) { _, context in
      ListMethods.Reply(
        methods: described.filter { !$0.0.isDisjoint(with: context.principal.roles) }.map(\.1))
    }
  }
}

extension JSONSchema {
  /// The schema of a message, made from its contract.
  public init(of type: any (Decodable & Sendable).Type) {
    self = SchemaReader.schema(of: type)
  }
}
