import RPC
import RPCContract
import Values

/// One case: its name, and a body that throws if something does not hold.
struct Case: Sendable {
  let name: String
  let body: @Sendable (Subject) async throws -> Void

  init(_ name: String, _ body: @escaping @Sendable (Subject) async throws -> Void) {
    (self.name, self.body) = (name, body)
  }
}

/// gRPC's interop cases, with the names, sizes and pass criteria of grpc/grpc doc/interop-test-descriptions.md.
enum InteropCases {
  static let large = 271_828
  static let largeReply = 314_159
  static let requests = [27_182, 8, 1_828, 45_904]
  static let replies = [31_415, 9, 2_653, 58_979]

  /// Options with which the client accepts compressed messages.
  private static var accepting: CallOptions {
    var options = CallOptions()
    options.acceptsCompressed = true
    return options
  }

  static let all: [Case] = [
    Case("empty_unary") { subject in
      _ = try await subject.client.call(EmptyCall())
    },
    Case("large_unary") { subject in
      let reply = try await subject.client.call(
        UnaryCall(payload: zeros(large), responseSize: largeReply))
      try expectEqual(reply.payload, zeros(largeReply), "payload")
    },
    Case("client_compressed_unary") { subject in
      try await expectCode(.invalidArgument) {
        try await subject.client.call(
          UnaryCall(payload: zeros(large), responseSize: largeReply, expectCompressed: true))
      }
      for isCompressed in [true, false] {
        var options = CallOptions()
        options.compresses = isCompressed
        let reply = try await subject.client.call(
          UnaryCall(
            payload: zeros(large), responseSize: largeReply, expectCompressed: isCompressed),
          options: options)
        try expectEqual(reply.payload.array.count, largeReply, "payload")
      }
    },
    Case("server_compressed_unary") { subject in
      for isCompressed in [true, false] {
        let response = try await subject.client.respond(
          UnaryCall(
            payload: zeros(large), responseSize: largeReply, responseCompressed: isCompressed),
          options: accepting)
        try expectEqual(response.wasCompressed, isCompressed, "compressed")
        try expectEqual(response.message.payload.array.count, largeReply, "payload")
      }
    },
    Case("client_streaming") { subject in
      let response = try await subject.client.upload(StreamingInputCall.self) { writer in
        for size in requests { try await writer.write(StreamingInputCall(payload: zeros(size))) }
      }
      try expectEqual(response.message.aggregatedPayloadSize, 74_922, "aggregate")
    },
    Case("client_compressed_streaming") { subject in
      try await expectCode(.invalidArgument) {
        try await subject.client.upload(StreamingInputCall.self) { writer in
          try await writer.write(
            StreamingInputCall(payload: zeros(27_182), expectCompressed: true))
        }
      }
      let response = try await subject.client.upload(StreamingInputCall.self) { writer in
        try await writer.write(
          StreamingInputCall(payload: zeros(27_182), expectCompressed: true), compressed: true)
        try await writer.write(
          StreamingInputCall(payload: zeros(45_904), expectCompressed: false))
      }
      try expectEqual(response.message.aggregatedPayloadSize, 73_086, "aggregate")
    },
    Case("server_streaming") { subject in
      var sizes: [Int] = []
      let items = try subject.client.stream(
        StreamingOutputCall(responseParameters: replies.map { ResponseParameters(size: $0) }))
      for try await item in items { sizes.append(item.payload.array.count) }
      try expectEqual(sizes, replies, "sizes")
    },
    Case("server_compressed_streaming") { subject in
      let items = try subject.client.stream(
        StreamingOutputCall(responseParameters: [
          ResponseParameters(size: 31_415, compressed: true),
          ResponseParameters(size: 92_653, compressed: false),
        ]), options: accepting
      ).makeAsyncIterator()
      var seen: [String] = []
      while let item = try await items.next() {
        seen.append("\(item.payload.array.count) \(items.wasCompressed)")
      }
      try expectEqual(seen, ["31415 true", "92653 false"], "items")
    },
    Case("ping_pong") { subject in
      let call = try subject.client.duplex(FullDuplexCall.self)
      for (request, reply) in zip(requests, replies) {
        try await call.requests.write(
          FullDuplexCall(
            responseParameters: [ResponseParameters(size: reply)], payload: zeros(request)))
        try expectEqual(try await call.next()?.payload.array.count, reply, "size")
      }
      call.requests.finish()
      try expect(try await call.next() == nil, "more than four replies")
    },
    Case("empty_stream") { subject in
      let call = try subject.client.duplex(FullDuplexCall.self)
      call.requests.finish()
      try expect(try await call.next() == nil, "a reply to nothing")
    },
    Case("custom_metadata") { subject in
      let binary: [UInt8] = [0xAB, 0xAB, 0xAB]
      var metadata: Metadata = [TestHandlers.echoInitial: "test_initial_metadata_value"]
      metadata.add(bytes: binary, for: TestHandlers.echoTrailing)
      let options = CallOptions(metadata: metadata)
      func check(_ initial: Metadata, _ trailing: Metadata) throws {
        try expectEqual(
          initial[TestHandlers.echoInitial], "test_initial_metadata_value", "initial")
        try expectEqual(trailing.bytes(TestHandlers.echoTrailing), binary, "trailing")
      }
      let response = try await subject.client.respond(
        UnaryCall(payload: zeros(large), responseSize: largeReply), options: options)
      try check(response.initial, response.trailing)
      let call = try subject.client.duplex(FullDuplexCall.self, options: options)
      try await call.requests.write(
        FullDuplexCall(
          responseParameters: [ResponseParameters(size: largeReply)], payload: zeros(large)))
      call.requests.finish()
      try expectEqual(try await call.next()?.payload.array.count, largeReply, "size")
      try expect(try await call.next() == nil, "more than one reply")
      try check(call.initial, call.trailing)
    },
    Case("status_code_and_message") { subject in
      let status = EchoStatus(code: 2, message: "test status message")
      let unary = try await failure {
        try await subject.client.call(UnaryCall(responseStatus: status))
      }
      let call = try subject.client.duplex(FullDuplexCall.self)
      try await call.requests.write(FullDuplexCall(responseStatus: status))
      call.requests.finish()
      let duplex = try await failure { try await call.next() }
      for error in [unary, duplex] {
        try expectEqual(error.status.code, .unknown, "code")
        try expectEqual(error.status.message, status.message, "message")
      }
    },
    Case("special_status_message") { subject in
      let text = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
      let error = try await failure {
        try await subject.client.call(
          UnaryCall(responseStatus: EchoStatus(code: 2, message: text)))
      }
      try expectEqual(error.status.code, .unknown, "code")
      try expectEqual(Array(error.status.message.utf8), Array(text.utf8), "message")
    },
    Case("unimplemented_method") { subject in
      try await expectCode(.unimplemented) { try await subject.client.call(UnimplementedCall()) }
    },
    Case("unimplemented_service") { subject in
      try await expectCode(.unimplemented) {
        try await subject.client.call(UnimplementedService())
      }
    },
    Case("cancel_after_begin") { subject in
      let call = try subject.client.duplex(FullDuplexCall.self)
      call.cancel()
      try await expectCode(.cancelled) { try await call.next() }
    },
    Case("cancel_after_first_response") { subject in
      let call = try subject.client.duplex(FullDuplexCall.self)
      try await call.requests.write(
        FullDuplexCall(
          responseParameters: [ResponseParameters(size: 31_415)], payload: zeros(27_182)))
      try expectEqual(try await call.next()?.payload.array.count, 31_415, "size")
      call.cancel()
      try await expectCode(.cancelled) { try await call.next() }
    },
    Case("timeout_on_sleeping_server") { subject in
      try await expectCode(.deadlineExceeded) {
        let call = try subject.client.duplex(
          FullDuplexCall.self, options: CallOptions(timeout: .milliseconds(1)))
        try await call.requests.write(FullDuplexCall(payload: zeros(27_182)))
        return try await call.next()
      }
    },
    Case("user_id_echoed") { subject in
      // Instead of cloud credentials: the reply names the principal of the CURVE key.
      let reply = try await subject.client.call(UnaryCall(fillUser: true))
      try expectEqual(reply.user, subject.user, "user")
    },
    Case("concurrent_large_unary") { subject in
      try await withThrowingTaskGroup { group in
        for _ in 0..<1_000 {
          group.addTask {
            let reply = try await subject.client.call(
              UnaryCall(payload: zeros(large), responseSize: largeReply),
              options: CallOptions(timeout: .seconds(120)))
            try expectEqual(reply.payload.array.count, largeReply, "payload")
          }
        }
        try await group.waitForAll()
      }
    },
    Case("rpc_soak") { subject in
      for _ in 0..<100 {
        let reply = try await subject.client.call(
          UnaryCall(payload: zeros(large), responseSize: largeReply))
        try expectEqual(reply.payload.array.count, largeReply, "payload")
      }
    },
    Case("channel_soak") { subject in
      for _ in 0..<20 {
        let own = try await subject.connect(JSONCodec(), ServiceConfig())
        let reply = try await own.client.call(
          UnaryCall(payload: zeros(large), responseSize: largeReply),
          options: CallOptions(waitsForReady: true))
        await own.close()
        try expectEqual(reply.payload.array.count, largeReply, "payload")
      }
    },
  ]
}
