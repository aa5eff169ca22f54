public import RPCContract

/// What a method's contract declares, as the stages before its handler see it.
public struct MethodDeclaration: Sendable {
  /// The full name, such as `vigie.registry.v1/GetStructure`.
  public internal(set) var name: String
  /// How many requests and replies a call has.
  public let shape: Router.Shape
  /// Who may call it.
  public internal(set) var roles: Set<Role>
  /// Whether it changes something.
  public let mutates: Bool
  /// Whether it shows data of single people, or texts that people wrote freely.
  public let tellsOfPeople: Bool
  /// Whether a front calls it before anybody has signed in.
  public let isForSigningIn: Bool
  /// How it limits callers by their roles.
  public let cuts: [Role: AccessCut]
  /// Whether the method is about the service itself; the limits count its calls apart from all others.
  public let isAboutService: Bool
}

/// A stage that every call goes through between the gate and its handler, whatever its shape.
public protocol ServerStage: Sendable {
  /// Lets a call go on, by calling `next` once, or refuses it.
  ///
  /// - Throws: `RPCError` to refuse; whatever `next` throws.
  func run(
    _ method: MethodDeclaration, _ context: ServerContext, next: () async throws -> Void
  ) async throws
}

extension ServerCall {
  /// Answers the call: through the stages, the first being the outermost, and by its handler.
  ///
  /// - Returns: the reply of a unary or client-streaming call, and nil for the other shapes.
  /// - Throws: what a stage or the handler throws.
  func answer(through stages: [any ServerStage], from stage: Int = 0) async throws -> [UInt8]? {
    guard stage < stages.count else { return try await method.handler(self) }
    var reply: [UInt8]?
    try await stages[stage].run(method.declaration, context) {
      reply = try await answer(through: stages, from: stage + 1)
    }
    return reply
  }
}
