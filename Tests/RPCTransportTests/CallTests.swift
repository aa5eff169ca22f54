import Locking
import RPC
import RPCContract
import RPCInProcessTransport
import TestSupport
import Testing

@Suite("Calls mean the same over both transports", .timeLimit(.minutes(5)))
struct CallTests {
  @Test(
    "a unary call returns its reply with initial and trailing metadata",
    arguments: Transport.allCases)
  func unary(_ transport: Transport) async throws {
    let joined = try await Joined.make(transport, Witness())
    var metadata: Metadata = ["blob-bin": "AAEC"]
    metadata.add("é ✓", for: "note")
    metadata.add("second", for: "note")

    let response = try await joined.client.respond(
      Echo(text: "œuvre"), options: CallOptions(metadata: metadata))

    #expect(response.message == Echo.Reply(text: "œuvre"))
    #expect(response.initial["initial"] == "hello")
    #expect(response.trailing.all("note") == ["é ✓", "second"])
    #expect(response.trailing["blob-bin"] == "AAEC")
    await joined.close()
  }

  @Test(
    "every code but OK arrives with message, details and trailing metadata",
    arguments: Transport.allCases)
  func codes(_ transport: Transport) async throws {
    let joined = try await Joined.make(transport, Witness())
    for code in Status.Code.allCases where code != .ok {
      let message = "\t\n\"ü\\ \u{1F600} \(code.name)"
      do {
        _ = try await joined.client.call(Fail(code: code.rawValue, message: message))
        Issue.record("\(code.name) was not thrown")
      } catch let error as RPCError {
        #expect(error.status.code == code)
        #expect(error.status.message == message)
        #expect(error.status.details?.reason == "TESTED")
        #expect(error.status.details?.fieldViolations == [.init(field: "a.b", description: "é")])
        #expect(error.status.details?.retryDelayMilliseconds == 5)
        #expect(error.trailing["t"] == ["1", "2"])
      }
    }
    await joined.close()
  }

  @Test("a role that the contract does not name is refused", arguments: Transport.allCases)
  func gate(_ transport: Transport) async throws {
    let joined = try await Joined.make(transport, Witness())
    let refused = await status { try await joined.client.call(ForAuditors()) }
    #expect(refused?.code == .permissionDenied)
    #expect(refused?.details?.reason == "ROLE_NEEDED")
    await joined.close()
  }

  @Test("a method that is not offered is UNIMPLEMENTED", arguments: Transport.allCases)
  func unimplemented(_ transport: Transport) async throws {
    let joined = try await Joined.make(transport, Witness())
    #expect(await status { try await joined.client.call(Absent()) }?.code == .unimplemented)
    await joined.close()
  }

  @Test("a message that cannot be read is refused with its field", arguments: Transport.allCases)
  func badMessage(_ transport: Transport) async throws {
    let joined = try await Joined.make(transport, Witness())
    let refused = await status {
      try await joined.client.respond(method: Echo.method, payload: Array(#"{"text":7}"#.utf8))
    }
    #expect(refused?.code == .invalidArgument)
    #expect(refused?.details?.fieldViolations?.first?.field == "text")
    await joined.close()
  }

  @Test("a deadline ends the call and the handler's task", arguments: Transport.allCases)
  func deadline(_ transport: Transport) async throws {
    let witness = Witness()
    let joined = try await Joined.make(transport, witness)
    _ = try await joined.client.call(Echo(text: "warm"))

    let ended = await status {
      try await joined.client.call(Hang(), options: CallOptions(timeout: .seconds(2)))
    }

    #expect(ended?.code == .deadlineExceeded)
    #expect(await witness.cancelled.first { _ in true } == Hang.method)
    #expect(witness.deadline.withLock { $0 } != nil)
    await joined.close()
  }

  @Test("a nested call gets the smaller deadline", arguments: Transport.allCases)
  func nestedDeadline(_ transport: Transport) async throws {
    let joined = try await Joined.make(transport, Witness())
    let (ends, ended) = AsyncStream.makeStream(of: Status.self)
    var router = Router()
    router.handle(Hang.self) { [client = joined.client] _, context in
      // The call ends and cancels this task; the handler goes on all the same, until its deadline has passed.
      let end = context.deadline
      _ = await Task.detached { try? await Task.sleep(until: end, clock: .continuous) }.value
      ended.yield(await status { try await client.call(Echo(text: "late")) } ?? .ok)
      return Hang.Reply()
    }
    let outer = InProcessConnection(to: Server(router: router), as: operatorPrincipal)
    _ = await status {
      try await Client(outer.client).call(Hang(), options: CallOptions(timeout: .seconds(2)))
    }
    #expect(await ends.first { _ in true }?.code == .deadlineExceeded)
    outer.close()
    await joined.close()
  }

  @Test("cancelling the caller's task cancels the handler's", arguments: Transport.allCases)
  func cancellation(_ transport: Transport) async throws {
    let witness = Witness()
    let joined = try await Joined.make(transport, witness)
    let call = Task { await status { try await joined.client.call(Hang()) } }
    _ = await witness.started.first { _ in true }

    call.cancel()

    #expect(await call.value?.code == .cancelled)
    #expect(await witness.cancelled.first { _ in true } == Hang.method)
    await joined.close()
  }

  @Test("a stream keeps its order and ends", arguments: Transport.allCases)
  func stream(_ transport: Transport) async throws {
    let joined = try await Joined.make(transport, Witness())
    var numbers: [Int] = []
    for try await item in try joined.client.stream(Count(upTo: 1000, bytes: 100)) {
      numbers.append(item.number)
    }
    #expect(numbers == Array(1...1000))
    await joined.close()
  }

  @Test("a reader that stops holds the writer, not memory", arguments: Transport.allCases)
  func flowControl(_ transport: Transport) async throws {
    let witness = Witness()
    let joined = try await Joined.make(transport, witness)
    let iterator = try joined.client.stream(Count(upTo: 100_000, bytes: 10)).makeAsyncIterator()
    for _ in 0..<10 { _ = try await iterator.next() }
    for _ in 0..<20 { _ = try await joined.client.call(Echo(text: "meanwhile")) }

    // The window is 64. Ten items were read, so at most the window, with what was granted again, is ahead of them.
    #expect(witness.written.withLock { $0 } <= 10 + 64)
    #expect(try await iterator.next()?.number == 11)
    await joined.close()
  }

  @Test("leaving the loop early cancels the stream's handler", arguments: Transport.allCases)
  func leaving(_ transport: Transport) async throws {
    let witness = Witness()
    let joined = try await Joined.make(transport, witness)
    for try await item in try joined.client.stream(Count(upTo: 100_000, bytes: 10)) {
      if item.number == 3 { break }
    }
    #expect(await witness.cancelled.first { _ in true } == Count.method)
    await joined.close()
  }

  @Test("a message above the limit is refused on the way out and on the way in")
  func largeMessages() async throws {
    var limits = Limits()
    limits.messageBytes = 1000
    for transport in Transport.allCases {
      let joined = try await Joined.make(transport, Witness(), limits: limits)
      let text = String(repeating: "a", count: 2000)
      let refused = await status { try await joined.client.call(Echo(text: text)) }
      #expect(refused?.code == .resourceExhausted)
      await joined.close()
    }
  }

  @Test(
    "draining refuses new calls as retryable and lets open ones end", arguments: Transport.allCases)
  func drain(_ transport: Transport) async throws {
    let witness = Witness()
    let joined = try await Joined.make(transport, witness)
    let open = try joined.client.stream(Count(upTo: 200, bytes: 1)).makeAsyncIterator()
    _ = try await open.next()

    let drained = Task { await joined.server.drain(grace: .seconds(30)) }
    while !joined.server.isDraining { await Task.yield() }
    let refused = await status { try await joined.client.call(Echo(text: "new")) }
    var last = 1
    while let item = try await open.next() { last = item.number }
    await drained.value

    #expect(refused?.code == .unavailable)
    #expect(refused?.details?.reason == "DRAINING")
    #expect(last == 200)
    await joined.close()
  }

  @Test("what is open after the grace time ends as UNAVAILABLE", arguments: Transport.allCases)
  func drainByForce(_ transport: Transport) async throws {
    let witness = Witness()
    let joined = try await Joined.make(transport, witness)
    let call = Task { await status { try await joined.client.call(Hang()) } }
    _ = await witness.started.first { _ in true }

    await joined.server.drain(grace: .milliseconds(50))

    #expect(await call.value?.code == .unavailable)
    #expect(await witness.cancelled.first { _ in true } == Hang.method)
    await joined.close()
  }

  @Test(
    "calls beyond the running limit are refused with a retry delay", arguments: Transport.allCases)
  func overload(_ transport: Transport) async throws {
    var limits = Limits()
    limits.runningCalls = 1
    limits.waitingCalls = 0
    let witness = Witness()
    let joined = try await Joined.make(transport, witness, limits: limits)
    let call = Task { await status { try await joined.client.call(Hang()) } }
    _ = await witness.started.first { _ in true }

    let refused = await status { try await joined.client.call(Echo(text: "too many")) }

    #expect(refused?.code == .resourceExhausted)
    #expect((refused?.details?.retryDelayMilliseconds ?? 0) > 0)
    call.cancel()
    _ = await call.value
    await joined.close()
  }
}
