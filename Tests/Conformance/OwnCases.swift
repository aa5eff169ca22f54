import RPC
import RPCContract
import RPCZeroMQTransport
import Values

/// The cases that the interop document lists without writing them, and those of what the wire's page adds.
enum OwnCases {
  private static func token() -> String { "\(UInt64.random(in: 0...UInt64.max))" }

  /// Asks again and again until a condition holds, for ten seconds at most.
  private static func until(
    _ what: String, _ isTrue: () async throws -> Bool
  ) async throws {
    let end = ContinuousClock.now + .seconds(10)
    while try await !isTrue() {
      try expect(.now < end, "\(what) never came")
    }
  }

  private static func raw(
    _ subject: Subject, _ json: String, compress: Bool = false
  ) async throws -> [UInt8] {
    var options = CallOptions()
    options.compresses = compress
    return try await subject.client.respond(
      method: UnaryCall.method, payload: Array(json.utf8), options: options
    ).message
  }

  static let all: [Case] = lifetimes + flow + messages + statuses + retries + runtime

  private static let lifetimes: [Case] = [
    Case("cancel_before_start") { subject in
      let task = Task {
        try? await Task.sleep(for: .seconds(60))
        return try await subject.client.call(EmptyCall())
      }
      task.cancel()
      try await expectCode(.cancelled) { try await task.value }
    },
    Case("cancel_after_headers") { subject in
      let call = try subject.client.duplex(ServerSpeaksFirst.self)
      try expectEqual(try await call.next()?.number, 0, "number")
      call.cancel()
      try await expectCode(.cancelled) {
        while try await call.next() != nil {}
      }
      _ = try await subject.client.call(EmptyCall())
    },
    Case("cancel_after_sent") { subject in
      let token = token()
      let task = Task { try await subject.client.call(Hang(token: token)) }
      try await until("the handler's beginning") {
        try await subject.client.call(Counters(token: token)).sent == 1
      }
      let before = try await subject.client.call(Counters(token: token)).cancelled
      task.cancel()
      try await expectCode(.cancelled) { try await task.value }
      try await until("the handler's cancellation") {
        try await subject.client.call(Counters(token: token)).cancelled > before
      }
    },
    Case("cancel_reaches_the_handler") { subject in
      let before = try await subject.client.call(Counters(token: "")).cancelled
      let task = Task {
        try await subject.client.call(Hang(), options: CallOptions(timeout: .milliseconds(50)))
      }
      try await expectCode(.deadlineExceeded) { try await task.value }
      try await until("the handler's cancellation") {
        try await subject.client.call(Counters(token: "")).cancelled > before
      }
    },
    Case("timeout_but_finished_before") { subject in
      let reply = try await subject.client.call(
        UnaryCall(delayMilliseconds: 20), options: CallOptions(timeout: .seconds(20)))
      try expect(reply.millisecondsLeft > 0, "no time was left")
    },
    Case("deadline_arrives") { subject in
      let reply = try await subject.client.call(
        UnaryCall(), options: CallOptions(timeout: .seconds(7)))
      try expect((1...7000).contains(reply.millisecondsLeft), "\(reply.millisecondsLeft) ms left")
    },
    Case("thousands_of_simultaneous_calls") { subject in
      try await withThrowingTaskGroup { group in
        for _ in 0..<5_000 {
          group.addTask {
            _ = try await subject.client.call(
              UnaryCall(delayMilliseconds: 10), options: CallOptions(timeout: .seconds(60)))
          }
        }
        try await group.waitForAll()
      }
    },
    Case("thousands_of_simultaneous_timeouts") { subject in
      let own = try await subject.connect(JSONCodec(), ServiceConfig())
      _ = try await own.client.call(EmptyCall(), options: CallOptions(waitsForReady: true))
      try await withThrowingTaskGroup { group in
        for _ in 0..<5_000 {
          group.addTask {
            try await expectCode(.deadlineExceeded) {
              try await own.client.call(Hang(), options: CallOptions(timeout: .seconds(2)))
            }
          }
        }
        try await group.waitForAll()
      }
      _ = try await own.client.call(EmptyCall())
      await own.close()
    },
    Case("over_the_limit_of_open_calls") { subject in
      let own = try await subject.connect(JSONCodec(), ServiceConfig())
      _ = try await own.client.call(EmptyCall(), options: CallOptions(waitsForReady: true))
      var calls: [DuplexCall<FullDuplexCall>] = []
      var refusal: RPCError?
      // The server allows 4,096 open streams and refuses the next; the client itself refuses the 8,193rd open call.
      while refusal == nil, calls.count <= 8_192 {
        let call = try own.client.duplex(FullDuplexCall.self)
        calls.append(call)
        guard calls.count > 4_090 else { continue }
        try await call.requests.write(
          FullDuplexCall(responseParameters: [ResponseParameters(size: 1)]))
        do { _ = try await call.next() } catch let error as RPCError { refusal = error }
      }
      try expectEqual(refusal?.status.code, .resourceExhausted, "code")
      calls.forEach { $0.cancel() }
      calls = []
      try await until("room for a new stream") {
        let call = try own.client.duplex(FullDuplexCall.self)
        call.requests.finish()
        do { return try await call.next() == nil } catch { return false }
      }
      await own.close()
    },
  ]

  private static let flow: [Case] = [
    Case("order_within_a_stream") { subject in
      var next = 0
      let items = try subject.client.stream(
        StreamingOutputCall(responseParameters: [ResponseParameters(size: 10)], times: 2_000))
      for try await item in items {
        try expectEqual(item.number, next, "number")
        next += 1
      }
      try expectEqual(next, 2_000, "items")
    },
    Case("a_slow_reader_holds_the_server") { subject in
      let token = token()
      let items = try subject.client.stream(
        StreamingOutputCall(
          responseParameters: [ResponseParameters(size: 100)], times: 100_000, token: token)
      ).makeAsyncIterator()
      for _ in 0..<10 { _ = try await items.next() }
      var sent = -1
      // The count stands still once all credit is used up.
      try await until("a standstill") {
        let now = try await subject.client.call(Counters(token: token)).sent
        defer { sent = now }
        return now == sent && now >= 64
      }
      // The client grants 64 at first, and then as many as it has read, in halves; so never more than 64 items are ahead.
      try expect(sent <= 10 + 64, "\(sent) items were sent, 10 read")
    },
    Case("a_slow_server_holds_the_client") { subject in
      let call = try subject.client.duplex(
        ServerSpeaksFirst.self, options: CallOptions(timeout: .seconds(20)))
      _ = try await call.next()
      let upload = Task {
        try await subject.client.upload(
          StreamingInputCall.self, options: CallOptions(timeout: .milliseconds(500))
        ) { writer in
          try await writer.write(StreamingInputCall(payload: zeros(1), stall: true))
          for number in 1..<1_000 {
            try await writer.write(StreamingInputCall(payload: zeros(number % 2)))
          }
          throw Mismatch(description: "a thousand messages went to a server that reads none")
        }
      }
      let error = try await failure { try await upload.value }
      try expectEqual(error.status.code, .deadlineExceeded, "code")
      call.cancel()
    },
    Case("response_before_any_request") { subject in
      let call = try subject.client.duplex(ServerSpeaksFirst.self)
      try expectEqual(try await call.next()?.number, 0, "number")
      try expectEqual(try await call.next()?.number, 1, "number")
      call.requests.finish()
      try expect(try await call.next() == nil, "more than two items")
    },
    Case("the_server_ends_an_upload_early") { subject in
      let status = EchoStatus(code: 9, message: "enough")
      let error = try await failure {
        try await subject.client.upload(StreamingInputCall.self) { writer in
          try await writer.write(StreamingInputCall(payload: zeros(1), endWith: status))
          while true { try await writer.write(StreamingInputCall(payload: zeros(1))) }
        }
      }
      try expectEqual(error.status.code, .failedPrecondition, "code")
      try expectEqual(error.status.message, "enough", "message")
    },
    Case("items_before_a_failure_arrive") { subject in
      let items = try subject.client.stream(
        StreamingOutputCall(
          responseParameters: [ResponseParameters(size: 1)], times: 3,
          responseStatus: EchoStatus(code: 15, message: "lost"))
      ).makeAsyncIterator()
      for number in 0..<3 { try expectEqual(try await items.next()?.number, number, "number") }
      try await expectCode(.dataLoss) { try await items.next() }
    },
  ]

  private static let messages: [Case] = [
    Case("cbor_unary") { subject in
      let own = try await subject.connect(CBORCodec(), ServiceConfig())
      let reply = try await own.client.call(
        UnaryCall(payload: zeros(1_000), responseSize: 2_000, fillUser: true),
        options: CallOptions(waitsForReady: true))
      await own.close()
      try expectEqual(reply.payload.array.count, 2_000, "payload")
      try expectEqual(reply.user, subject.user, "user")
    },
    Case("unknown_members_are_passed_over") { subject in
      _ = try await raw(subject, #"{"tomorrow": {"a": [1, null]}, "responseSize": 1}"#)
    },
    Case("an_empty_message_is_an_empty_object") { subject in
      _ = try await raw(subject, "")
    },
    Case("bad_json_is_refused") { subject in
      for text in ["{", "[]", #"{"responseSize": "x"}"#, "\u{1}", "{}{}"] {
        try await expectCode(.invalidArgument) { try await raw(subject, text) }
      }
    },
    Case("a_name_twice_is_refused") { subject in
      try await expectCode(.invalidArgument) {
        try await raw(subject, #"{"responseSize": 1, "responseSize": 2}"#)
      }
    },
    Case("a_lone_surrogate_is_refused") { subject in
      try await expectCode(.invalidArgument) { try await raw(subject, #"{"x": "\ud800"}"#) }
    },
    Case("json_nested_too_deeply_is_refused") { subject in
      let deep = String(repeating: "[", count: 100_000)
      try await expectCode(.invalidArgument) { try await raw(subject, #"{"x": "# + deep) }
    },
    Case("a_wrong_field_is_named") { subject in
      let error = try await failure {
        try await raw(subject, #"{"responseStatus": {"code": "x", "message": ""}}"#)
      }
      try expectEqual(
        error.status.details?.fieldViolations?.first?.field, "responseStatus.code", "field")
    },
    Case("a_message_above_the_limit_is_refused") { subject in
      let text = #"{"x": ""# + String(repeating: "a", count: 5 << 20) + #""}"#
      try await expectCode(.resourceExhausted) { try await raw(subject, text) }
      _ = try await subject.client.call(EmptyCall())
    },
    Case("a_bomb_is_refused") { subject in
      let text = #"{"x": ""# + String(repeating: "a", count: 5 << 20) + #""}"#
      try await expectCode(.resourceExhausted) { try await raw(subject, text, compress: true) }
    },
    Case("a_reply_above_the_limit_is_an_error") { subject in
      try await expectCode(.resourceExhausted) {
        try await subject.client.call(UnaryCall(responseSize: 4 << 20))
      }
    },
    Case("metadata_above_the_limit_is_refused") { subject in
      let options = CallOptions(metadata: ["x": String(repeating: "a", count: 63 << 10)])
      try await expectCode(.resourceExhausted) {
        try await subject.client.call(EmptyCall(), options: options)
      }
      let fits = CallOptions(metadata: ["x": String(repeating: "a", count: 7_500)])
      _ = try await subject.client.call(EmptyCall(), options: fits)
    },
    Case("metadata_keeps_values_and_order") { subject in
      var metadata = Metadata()
      for value in ["b", "", "a", "é\"\\\n"] { metadata.add(value, for: TestHandlers.echoInitial) }
      let response = try await subject.client.respond(
        UnaryCall(), options: CallOptions(metadata: metadata))
      try expectEqual(
        response.initial.all(TestHandlers.echoInitial), ["b", "", "a", "é\"\\\n"], "values")
    },
    Case("metadata_of_a_bad_name_is_refused") { subject in
      try await expectCode(.invalidArgument) {
        try await subject.client.call(EmptyCall(), options: CallOptions(metadata: ["Upper": "x"]))
      }
      try await expectCode(.invalidArgument) {
        try await subject.client.call(
          EmptyCall(), options: CallOptions(metadata: ["x-bin": "no base64!"]))
      }
    },
  ]

  private static let statuses: [Case] = [
    Case("every_code_arrives") { subject in
      for code in Status.Code.allCases where code != .ok {
        let error = try await failure {
          try await subject.client.call(
            UnaryCall(responseStatus: EchoStatus(code: code.rawValue, message: code.name)))
        }
        try expectEqual(error.status.code, code, "code")
        try expectEqual(error.status.message, code.name, "message")
      }
    },
    Case("every_detail_arrives") { subject in
      let error = try await failure { try await subject.client.call(FailWithDetails()) }
      try expectEqual(error.status, TestHandlers.detailed, "status")
    },
    Case("a_role_is_needed") { subject in
      let error = try await failure { try await subject.client.call(ForAuditors()) }
      try expectEqual(error.status.code, .permissionDenied, "code")
      try expectEqual(error.status.details?.reason, "ROLE_NEEDED", "reason")
      try expectEqual(error.status.details?.arguments?["roles"], "auditor", "roles")
    },
  ]

  private static func policy(_ attempts: Int) -> ServiceConfig {
    var method = ServiceConfig.MethodConfig()
    method.waitForReady = true
    method.retryPolicy = RetryPolicy(
      maxAttempts: attempts, initialBackoff: .milliseconds(1), maxBackoff: .milliseconds(5))
    return ServiceConfig(methodConfig: [method])
  }

  private static let retries: [Case] = [
    Case("retry_until_it_succeeds") { subject in
      let own = try await subject.connect(JSONCodec(), policy(4))
      let reply = try await own.client.call(FailUntil(token: token(), attempts: 4))
      await own.close()
      try expectEqual(reply.attempts, 4, "attempts")
    },
    Case("retry_ends_with_the_last_attempt") { subject in
      let own = try await subject.connect(JSONCodec(), policy(3))
      let error = try await failure {
        try await own.client.call(FailUntil(token: token(), attempts: 100))
      }
      await own.close()
      try expectEqual(error.trailing["attempts"], ["3"], "attempts")
    },
    Case("no_retry_without_a_policy") { subject in
      let error = try await failure {
        try await subject.client.call(FailUntil(token: token(), attempts: 2))
      }
      try expectEqual(error.trailing["attempts"], ["1"], "attempts")
    },
    Case("pushback_is_heeded") { subject in
      let own = try await subject.connect(JSONCodec(), policy(3))
      let start = ContinuousClock.now
      _ = try await own.client.call(
        FailUntil(token: token(), attempts: 2, pushbackMilliseconds: "200"))
      try expect(.now - start >= .milliseconds(200), "the retry came before its time")
      let error = try await failure {
        try await own.client.call(
          FailUntil(token: token(), attempts: 2, pushbackMilliseconds: "-1"))
      }
      await own.close()
      try expectEqual(error.trailing["attempts"], ["1"], "attempts")
    },
    Case("throttled_retries_stop") { subject in
      var config = policy(2)
      config.retryThrottling = RetryThrottling(maxTokens: 4, tokenRatio: 0.1)
      let own = try await subject.connect(JSONCodec(), config)
      var attempts: [String] = []
      for _ in 0..<4 {
        let error = try await failure {
          try await own.client.call(FailUntil(token: token(), attempts: 100))
        }
        attempts += error.trailing["attempts"] ?? []
      }
      await own.close()
      // 4 tokens: each failed attempt takes one, and no retry is made with 2 or fewer left (gRFC A6).
      try expectEqual(attempts, ["2", "1", "1", "1"], "attempts")
    },
  ]

  private static let runtime: [Case] = [
    Case("health_watch_says_serving") { subject in
      let items = try subject.client.stream(WatchHealth()).makeAsyncIterator()
      try expectEqual(try await items.next()?.status, "SERVING", "status")
    },
    Case("reflection_lists_the_methods") { subject in
      let methods = try await subject.client.call(ListMethods()).methods
      let unary = methods.first { $0.name == UnaryCall.method }
      try expectEqual(unary?.shape, "unary", "shape")
      try expectEqual(unary?.roles, ["operator", "partner"], "roles")
      guard let members = unary?.request.properties else {
        throw Mismatch(description: "the request has no schema of an object")
      }
      try expectEqual(members["payload"], .bytes, "payload")
      try expectEqual(members["responseSize"], .integer, "responseSize")
      try expectEqual(
        methods.first { $0.name == FullDuplexCall.method }?.shape, "duplex", "shape")
    },
  ]
}
