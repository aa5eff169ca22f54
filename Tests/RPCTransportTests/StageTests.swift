import Locking
import RPC
import RPCContract
import RPCInProcessTransport
import TestSupport
import Testing

private struct One: RPCRequest {
  static let method = "stage.v1/One"
  static let roles: Set<Role> = [.operator]
  static let mutates = true
  var text: String
  struct Reply: Codable, Sendable, Equatable { var text: String }
}

private struct Down: RPCStreamRequest {
  static let method = "stage.v1/Down"
  static let roles: Set<Role> = [.operator]
  struct Item: Codable, Sendable { var text: String }
}

private struct Up: RPCUploadRequest {
  static let method = "stage.v1/Up"
  static let roles: Set<Role> = [.operator]
  var text: String
  struct Reply: Codable, Sendable, Equatable { var text: String }
}

private struct Both: RPCDuplexRequest {
  static let method = "stage.v1/Both"
  static let roles: Set<Role> = [.operator]
  var text: String
  struct Item: Codable, Sendable { var text: String }
}

/// What happened, in order.
private final class Story: Sendable {
  private let told = Mutex<[String]>([])
  var lines: [String] { told.withLock { $0 } }
  func add(_ line: String) { told.withLock { $0.append(line) } }
}

private struct Noting: ServerStage {
  let name: String
  let story: Story
  func run(
    _ method: MethodDeclaration, _ context: ServerContext, next: () async throws -> Void
  ) async throws {
    story.add("\(name) \(method.shape.rawValue)\(method.mutates ? " mutates" : "")")
    try await next()
    story.add("\(name) after")
  }
}

private struct Refusing: ServerStage {
  func run(
    _ method: MethodDeclaration, _ context: ServerContext, next: () async throws -> Void
  ) async throws {
    throw RPCError(Status(.permissionDenied, reason: "STAGE", domain: "test", "no"))
  }
}

@Suite("The stages before a handler", .timeLimit(.minutes(5)))
struct StageTests {
  private let story = Story()

  private func client(_ stages: [any ServerStage]) -> Client {
    var router = Router()
    router.stages = stages
    let story = story
    router.handle(One.self) { request, _ in
      story.add("handler")
      return One.Reply(text: request.text)
    }
    router.handle(stream: Down.self) { _, _, writer in
      story.add("handler")
      try await writer.write(Down.Item(text: "item"))
    }
    router.handle(upload: Up.self) { requests, _ in
      story.add("handler")
      var text = ""
      for try await request in requests { text += request.text }
      return Up.Reply(text: text)
    }
    router.handle(duplex: Both.self) { requests, _, writer in
      story.add("handler")
      for try await request in requests { try await writer.write(Both.Item(text: request.text)) }
    }
    let server = Server(router: router)
    return .patient(InProcessConnection(to: server, as: operatorPrincipal).client)
  }

  /// A call of each shape, with what it answers.
  private static let calls: [(shape: String, call: @Sendable (Client) async throws -> String)] = [
    ("unary mutates", { try await $0.call(One(text: "a")).text }),
    (
      "server-streaming",
      { client in
        var text = ""
        for try await item in try client.stream(Down()) { text += item.text }
        return text
      }
    ),
    (
      "client-streaming",
      { client in
        try await client.upload(Up.self) { writer in
          for text in ["b", "c"] { try await writer.write(Up(text: text)) }
        }.message.text
      }
    ),
    (
      "duplex",
      { client in
        let call = try client.duplex(Both.self)
        try await call.requests.write(Both(text: "d"))
        call.requests.finish()
        var text = ""
        while let item = try await call.next() { text += item.text }
        return text
      }
    ),
  ]

  @Test(
    "calls of each shape go through each stage, the first outermost, and see their method's declaration"
  )
  func order() async throws {
    let client = client([Noting(name: "outer", story: story), Noting(name: "inner", story: story)])
    var answers: [String] = []
    for (_, call) in Self.calls { answers.append(try await call(client)) }
    #expect(answers == ["a", "item", "bc", "d"])
    #expect(
      story.lines
        == Self.calls.flatMap {
          ["outer \($0.shape)", "inner \($0.shape)", "handler", "inner after", "outer after"]
        })
  }

  @Test("what a stage refuses reaches no handler, in calls of each shape")
  func refusal() async throws {
    let client = client([Noting(name: "outer", story: story), Refusing()])
    for (shape, call) in Self.calls {
      let status = await status { try await call(client) }
      #expect(status?.code == .permissionDenied && status?.details?.reason == "STAGE", "\(shape)")
    }
    #expect(story.lines == Self.calls.map { "outer \($0.shape)" })
  }
}
