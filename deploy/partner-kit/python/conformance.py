"""The conformance cases from Python: gRPC's interop cases, our own, and the wire byte by byte.

`deploy/conformance` runs it. Each case asserts what Shared/RPC/README.md and Tests/Conformance/README.md say.
"""

import argparse
import json
import base64
import os
import struct
import sys
import threading
import time

import zmq

import vigie_rpc as rpc
from vigie_rpc import Client, RPCError

LARGE, LARGE_REPLY = 271_828, 314_159
REQUESTS, REPLIES = [27_182, 8, 1_828, 45_904], [31_415, 9, 2_653, 58_979]
TEST = "vigie.test.v1/"
INITIAL, TRAILING = "x-grpc-test-echo-initial", "x-grpc-test-echo-trailing-bin"

CASES = []


def case(function):
    CASES.append((function.__name__, function))
    return function


def zeros(count):
    return base64.b64encode(bytes(count)).decode()


def size(text):
    return len(base64.b64decode(text, validate=True))


def equal(found, right, what):
    if found != right:
        raise AssertionError(f"{what}: {found!r}, not {right!r}")


def fails(code, body):
    try:
        body()
    except RPCError as error:
        if error.code != code:
            raise AssertionError(f"{error}, not {rpc.CODES[code]}")
        return error
    raise AssertionError("the call succeeded")


def token():
    return os.urandom(8).hex()


def until(what, is_true):
    end = time.monotonic() + 10
    while not is_true():
        if time.monotonic() > end:
            raise AssertionError(f"{what} never came")


def large(**more):
    return {"payload": zeros(LARGE), "responseSize": LARGE_REPLY, **more}


def ask(*sizes, payload=None):
    message = {"responseParameters": [{"size": each} for each in sizes]}
    return message if payload is None else {**message, "payload": zeros(payload)}


# gRPC's interop cases (grpc/grpc doc/interop-test-descriptions.md).


@case
def empty_unary(s):
    equal(s.client.call(TEST + "EmptyCall", {}), {}, "reply")


@case
def large_unary(s):
    equal(s.client.call(TEST + "UnaryCall", large())["payload"], zeros(LARGE_REPLY), "payload")


@case
def client_compressed_unary(s):
    fails(rpc.INVALID_ARGUMENT, lambda: s.client.call(TEST + "UnaryCall", large(expectCompressed=True)))
    for compressed in (True, False):
        reply = s.client.call(TEST + "UnaryCall", large(expectCompressed=compressed), compress=compressed)
        equal(size(reply["payload"]), LARGE_REPLY, "payload")


@case
def server_compressed_unary(s):
    for compressed in (True, False):
        call = s.client.start(TEST + "UnaryCall", large(responseCompressed=compressed))
        equal(size(call.receive()["payload"]), LARGE_REPLY, "payload")
        equal(call.was_compressed, compressed, "compressed")


@case
def client_streaming(s):
    call = s.client.duplex(TEST + "StreamingInputCall")
    for each in REQUESTS:
        call.send({"payload": zeros(each)})
    call.half_close()
    equal(call.result()["aggregatedPayloadSize"], 74_922, "aggregate")


@case
def client_compressed_streaming(s):
    call = s.client.duplex(TEST + "StreamingInputCall")
    call.send({"payload": zeros(27_182), "expectCompressed": True})
    fails(rpc.INVALID_ARGUMENT, call.result)
    call = s.client.duplex(TEST + "StreamingInputCall")
    call.send({"payload": zeros(27_182), "expectCompressed": True}, compress=True)
    call.send({"payload": zeros(45_904), "expectCompressed": False}, last=True)
    equal(call.result()["aggregatedPayloadSize"], 73_086, "aggregate")


@case
def server_streaming(s):
    items = s.client.stream(TEST + "StreamingOutputCall", ask(*REPLIES))
    equal([size(item["payload"]) for item in items], REPLIES, "sizes")


@case
def server_compressed_streaming(s):
    parameters = [{"size": 31_415, "compressed": True}, {"size": 92_653, "compressed": False}]
    call = s.client.start(TEST + "StreamingOutputCall", {"responseParameters": parameters})
    seen = [(size(item["payload"]), call.was_compressed) for item in call]
    equal(seen, [(31_415, True), (92_653, False)], "items")


@case
def ping_pong(s):
    call = s.client.duplex(TEST + "FullDuplexCall")
    for request, reply in zip(REQUESTS, REPLIES):
        call.send(ask(reply, payload=request))
        equal(size(call.receive()["payload"]), reply, "size")
    call.half_close()
    equal(call.receive(), None, "a fifth reply")


@case
def empty_stream(s):
    call = s.client.duplex(TEST + "FullDuplexCall")
    call.half_close()
    equal(call.receive(), None, "a reply to nothing")


@case
def custom_metadata(s):
    metadata = {INITIAL: "test_initial_metadata_value", TRAILING: rpc.bin_value(b"\xab\xab\xab")}
    unary = s.client.start(TEST + "UnaryCall", large(), metadata=metadata)
    unary.result()
    duplex = s.client.duplex(TEST + "FullDuplexCall", metadata=metadata)
    duplex.send(ask(LARGE_REPLY, payload=LARGE), last=True)
    equal([size(item["payload"]) for item in duplex], [LARGE_REPLY], "sizes")
    for call in (unary, duplex):
        equal(call.initial[INITIAL], ["test_initial_metadata_value"], "initial")
        equal(call.trailing[TRAILING], [rpc.bin_value(b"\xab\xab\xab")], "trailing")


@case
def status_code_and_message(s):
    status = {"code": 2, "message": "test status message"}
    unary = fails(rpc.UNKNOWN, lambda: s.client.call(TEST + "UnaryCall", {"responseStatus": status}))
    call = s.client.duplex(TEST + "FullDuplexCall")
    call.send({"responseStatus": status}, last=True)
    duplex = fails(rpc.UNKNOWN, call.receive)
    equal([unary.message, duplex.message], [status["message"]] * 2, "messages")


@case
def special_status_message(s):
    text = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
    error = fails(rpc.UNKNOWN, lambda: s.client.call(
        TEST + "UnaryCall", {"responseStatus": {"code": 2, "message": text}}))
    equal(error.message, text, "message")


@case
def unimplemented_method(s):
    fails(rpc.UNIMPLEMENTED, lambda: s.client.call(TEST + "UnimplementedCall", {}))


@case
def unimplemented_service(s):
    fails(rpc.UNIMPLEMENTED, lambda: s.client.call("vigie.nothing.v1/UnimplementedCall", {}))


@case
def cancel_after_begin(s):
    call = s.client.duplex(TEST + "StreamingInputCall")
    call.cancel()
    fails(rpc.CANCELLED, call.receive)


@case
def cancel_after_first_response(s):
    call = s.client.duplex(TEST + "FullDuplexCall")
    call.send(ask(31_415, payload=27_182))
    equal(size(call.receive()["payload"]), 31_415, "size")
    call.cancel()
    fails(rpc.CANCELLED, call.receive)


@case
def timeout_on_sleeping_server(s):
    call = s.client.duplex(TEST + "FullDuplexCall", timeout=0.001)

    def run():
        call.send({"payload": zeros(27_182)})
        call.receive()

    fails(rpc.DEADLINE_EXCEEDED, run)


@case
def user_id_echoed(s):
    equal(s.client.call(TEST + "UnaryCall", {"fillUser": True})["user"], "conformance", "user")


@case
def concurrent_large_unary(s):
    calls = [s.client.start(TEST + "UnaryCall", large(), timeout=120) for _ in range(1_000)]
    for call in calls:
        equal(size(call.result()["payload"]), LARGE_REPLY, "payload")


@case
def rpc_soak(s):
    for _ in range(100):
        equal(size(s.client.call(TEST + "UnaryCall", large())["payload"]), LARGE_REPLY, "payload")


@case
def channel_soak(s):
    for _ in range(20):
        with s.connect() as own:
            equal(size(own.call(TEST + "UnaryCall", large())["payload"]), LARGE_REPLY, "payload")


# The cases that the interop document lists but does not write.


@case
def cancel_after_sent(s):
    before = s.counters()["cancelled"]
    call = s.client.start(TEST + "Hang", {"sendInitial": True})
    until("initial metadata", lambda: call.initial is not None)
    call.cancel()
    fails(rpc.CANCELLED, call.receive)
    until("the handler's cancellation", lambda: s.counters()["cancelled"] > before)


@case
def deadline_reaches_the_handler(s):
    before = s.counters()["cancelled"]
    fails(rpc.DEADLINE_EXCEEDED, lambda: s.client.call(TEST + "Hang", {}, timeout=0.1))
    until("the handler's cancellation", lambda: s.counters()["cancelled"] > before)
    left = s.client.call(TEST + "UnaryCall", {}, timeout=7)["millisecondsLeft"]
    if not 0 < left <= 7_000:
        raise AssertionError(f"{left} ms left")


@case
def thousands_of_simultaneous_calls(s):
    calls = [s.client.start(TEST + "UnaryCall", {"delayMilliseconds": 10}, timeout=60) for _ in range(5_000)]
    for call in calls:
        call.result()


@case
def thousands_of_simultaneous_timeouts(s):
    with s.connect() as own:
        calls = [own.start(TEST + "Hang", {}, timeout=2) for _ in range(5_000)]
        for call in calls:
            fails(rpc.DEADLINE_EXCEEDED, call.result)
        own.call(TEST + "EmptyCall", {})


@case
def order_within_a_stream(s):
    items = s.client.stream(TEST + "StreamingOutputCall", {**ask(10), "times": 2_000})
    equal([item["number"] for item in items], list(range(2_000)), "numbers")


@case
def a_slow_reader_holds_the_server(s):
    name = token()
    call = s.client.start(TEST + "StreamingOutputCall", {**ask(100), "times": 100_000, "token": name})
    for _ in range(10):
        call.receive()
    until("64 items", lambda: s.counters(name)["sent"] >= 64)
    # Each of these calls passes through the server, which would have sent more meanwhile if it had been free to.
    sent = [s.counters(name)["sent"] for _ in range(100)][-1]
    call.cancel()
    if sent > 10 + 64:
        raise AssertionError(f"{sent} items were sent, 10 read")


@case
def credit_in_bytes_holds_the_server(s):
    name = token()
    # 64 messages of 100,000 B have 133,336 B each in base64. The eighth exceeds the 1,048,576 bytes of credit, and is
    # the last one until more is granted.
    call = s.client.start(TEST + "StreamingOutputCall", {**ask(100_000), "times": 64, "token": name})
    until("8 items", lambda: s.counters(name)["sent"] >= 8)
    equal([s.counters(name)["sent"] for _ in range(100)][-1], 8, "items sent")
    equal(sum(1 for _ in call), 64, "items")


@case
def a_chosen_credit_holds_the_server(s):
    name = token()
    call = s.client.start(
        TEST + "StreamingOutputCall", {**ask(1), "times": 10, "token": name}, credit=(2, 65_536))
    until("2 items", lambda: s.counters(name)["sent"] >= 2)
    equal([s.counters(name)["sent"] for _ in range(100)][-1], 2, "items sent")
    equal([item["number"] for item in call], list(range(10)), "numbers")


@case
def a_slow_server_holds_the_client(s):
    call = s.client.duplex(TEST + "StreamingInputCall", timeout=1)
    sent = 0

    def run():
        nonlocal sent
        call.send({"payload": "", "stall": True})
        while True:
            call.send({"payload": ""})
            sent += 1

    fails(rpc.DEADLINE_EXCEEDED, run)
    if sent > 64:
        raise AssertionError(f"{sent} messages went to a server that reads none")


@case
def response_before_any_request(s):
    call = s.client.duplex(TEST + "ServerSpeaksFirst")
    equal([call.receive()["number"], call.receive()["number"]], [0, 1], "numbers")
    call.half_close()
    equal(call.receive(), None, "a third item")


@case
def the_server_ends_an_upload_early(s):
    call = s.client.duplex(TEST + "StreamingInputCall")

    def run():
        call.send({"payload": "", "endWith": {"code": 9, "message": "enough"}})
        while True:
            call.send({"payload": ""})

    equal(fails(rpc.FAILED_PRECONDITION, run).message, "enough", "message")


@case
def items_before_a_failure_arrive(s):
    call = s.client.start(
        TEST + "StreamingOutputCall", {**ask(1), "times": 3, "responseStatus": {"code": 15, "message": "lost"}})
    equal([call.receive()["number"] for _ in range(3)], [0, 1, 2], "numbers")
    fails(rpc.DATA_LOSS, call.receive)


@case
def every_code_arrives(s):
    for code in range(1, 17):
        error = fails(code, lambda: s.client.call(
            TEST + "UnaryCall", {"responseStatus": {"code": code, "message": rpc.CODES[code]}}))
        equal(error.message, rpc.CODES[code], "message")


@case
def every_detail_arrives(s):
    error = fails(rpc.FAILED_PRECONDITION, lambda: s.client.call(TEST + "FailWithDetails", {}))
    equal(error.message, "with details: « é » 水", "message")
    equal(error.details, {
        "reason": "TESTED", "domain": "vigie.test", "arguments": {"key": "value"},
        "fieldViolations": [{"field": "a[1].b", "description": "est faux"}],
        "retryDelayMilliseconds": 250, "resource": "thing/1", "localizedMessage": "en français"}, "details")


@case
def a_role_is_needed(s):
    error = fails(rpc.PERMISSION_DENIED, lambda: s.client.call(TEST + "ForAuditors", {}))
    equal((error.reason, error.details["arguments"]["roles"]), ("ROLE_NEEDED", "auditor"), "details")


@case
def bad_messages_are_refused(s):
    texts = [b"{", b"[]", b'{"responseSize": "x"}', b"\x01", b"{}{}", b'{"responseSize": 1, "responseSize": 2}',
             b'{"x": "\\ud800"}', b'{"x": ' + b"[" * 100_000, b'{"x": "\xff"}', b"NaN"]
    for text in texts:
        call = s.client.start_bytes(TEST + "UnaryCall", text)
        equal(fails(rpc.INVALID_ARGUMENT, call.result).reason, "BAD_MESSAGE", f"reason of {text[:40]!r}")
    equal(s.client.start_bytes(TEST + "UnaryCall", b"").result()["payload"], "", "payload of an empty message")


@case
def a_message_above_the_limit_is_refused(s):
    text = b'{"x": "' + b"a" * (5 << 20) + b'"}'
    with Raw(s) as raw:
        raw.call(7, "UnaryCall", text)
        equal(raw.end(7)["code"], rpc.RESOURCE_EXHAUSTED, "code")
    import zlib
    with Raw(s) as raw:
        raw.call(7, "UnaryCall", zlib.compress(text), flags=7)
        equal(raw.end(7)["code"], rpc.RESOURCE_EXHAUSTED, "code of a bomb")
        raw.call(8, "UnaryCall", b"no zlib at all", flags=7)
        equal(raw.end(8)["code"], rpc.INVALID_ARGUMENT, "code of what cannot be inflated")


@case
def metadata_keeps_values_and_order(s):
    values = ["b", "", "a", 'é"\\\n']
    call = s.client.start(TEST + "UnaryCall", {}, metadata={INITIAL: values})
    call.result()
    equal(call.initial[INITIAL], values, "values")


@case
def a_key_that_is_not_allowed_is_refused(s):
    _, secret = zmq.curve_keypair()
    with Client(s.endpoint, s.server_key, secret.decode()) as stranger:
        error = fails(rpc.UNAUTHENTICATED, lambda: stranger.call(TEST + "EmptyCall", {}))
        equal(error.reason, "KEY_REFUSED", "reason")


@case
def health_reflection_and_metrics(s):
    equal(s.client.start("vigie.health.v1/Watch", {}).receive(), {"status": "SERVING"}, "status")
    methods = {method["name"]: method for method in s.client.call("vigie.reflection.v1/ListMethods")["methods"]}
    unary = methods[TEST + "UnaryCall"]
    equal((unary["shape"], unary["roles"]), ("unary", ["operator", "partner"]), "UnaryCall")
    equal(unary["request"]["properties"]["responseSize"]["type"], "integer", "schema")
    equal(methods[TEST + "FullDuplexCall"]["shape"], "duplex", "shape")


# The wire, byte by byte.


class Raw:
    """A bare DEALER socket, which sends and receives frames."""

    def __init__(self, subject, routing_id=None):
        self.socket = zmq.Context.instance().socket(zmq.DEALER)
        secret = subject.secret_key.encode()
        self.socket.curve_publickey, self.socket.curve_secretkey = zmq.curve_public(secret), secret
        self.socket.curve_serverkey = subject.server_key.encode()
        self.socket.linger = 0
        if routing_id:
            self.socket.setsockopt(zmq.ROUTING_ID, routing_id)
        self.socket.connect(subject.endpoint)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, kind, call_id, flags=0, header=None, payload=b"", version=1):
        self.socket.send(rpc.encode_frame(kind, call_id, flags, header, payload, version))

    def call(self, call_id, method, payload, flags=3, **header):
        self.send(rpc.CALL, call_id, flags, {"method": TEST + method, **header}, payload)

    def receive(self, wait=10_000):
        if not self.socket.poll(wait):
            raise AssertionError(f"no frame within {wait} ms")
        parts = self.socket.recv_multipart()
        equal(len(parts), 1, "parts")
        return rpc.decode_frame(parts[0])

    def expect(self, kind, call_id):
        frame = self.receive()
        equal((frame[0], frame[2]), (kind, call_id), "kind and call id")
        return frame

    def end(self, call_id):
        """Returns the header of the call's END, and skips all other frames."""
        while True:
            kind, _, other, header, _ = self.receive()
            if kind == rpc.END and other == call_id:
                return header

    def nothing_but_pong(self):
        """Checks that nothing answers what was sent before: the next frame is the answer to this PING."""
        self.send(rpc.PING, 99)
        self.expect(rpc.PONG, 99)


@case
def wire_unary_and_trailers_only(s):
    with Raw(s) as raw:
        raw.call(1, "EmptyCall", b"{}")
        kind, flags, _, header, payload = raw.expect(rpc.END, 1)
        equal((flags, header, payload), (3, {}, b"{}"), "END of an OK call")
        raw.call(2, "UnaryCall", b'{"responseStatus": {"code": 5, "message": "none"}}')
        kind, flags, _, header, payload = raw.expect(rpc.END, 2)
        equal((flags & 1, header["code"], header["message"], payload), (0, 5, "none", b""), "END of a failed call")


@case
def wire_version_kind_and_flags(s):
    with Raw(s) as raw:
        raw.send(rpc.CALL, 1, 3, {"method": TEST + "EmptyCall"}, b"{}", version=2)
        header = raw.end(1)
        equal((header["code"], header["details"]["reason"]), (rpc.UNIMPLEMENTED, "WIRE_VERSION"), "version 2")
        raw.send(77, 2)
        equal(raw.end(2)["code"], rpc.UNIMPLEMENTED, "kind 77")
        raw.call(3, "EmptyCall", b"{}", flags=3 | 64)
        equal(raw.end(3)["code"], rpc.UNIMPLEMENTED, "flag 64")


@case
def wire_what_is_no_frame_is_dropped(s):
    with Raw(s) as raw:
        raw.socket.send(b"")
        raw.socket.send(b"short")
        raw.socket.send(os.urandom(15))
        raw.socket.send(rpc.PRELUDE.pack(1, rpc.CALL, 3, 0, 5, 1 << 31))
        raw.socket.send_multipart([rpc.encode_frame(rpc.CALL, 6, 3, {"method": TEST + "EmptyCall"}), b"{}"])
        raw.nothing_but_pong()


@case
def wire_frames_of_calls_that_are_not(s):
    with Raw(s) as raw:
        for kind in (rpc.MESSAGE, rpc.CANCEL, rpc.CREDIT, rpc.HEADERS, rpc.END, rpc.PONG, rpc.GOAWAY):
            raw.send(kind, 1_000 + kind, payload=bytes(8) if kind == rpc.CREDIT else b"")
        raw.send(rpc.PING, 99)
        # Frames of kinds that only a server sends may be answered as unknown; no other answer may come.
        while (frame := raw.receive())[0] != rpc.PONG:
            equal((frame[0], frame[3]["code"]), (rpc.END, rpc.UNIMPLEMENTED), "answer")


@case
def wire_bad_headers(s):
    method = f'"method":"{TEST}EmptyCall"'
    bad = ["[]", "{", "{}", '{"method":1}', f"{{{method},{method}}}", f'{{{method},"timeoutMs":"x"}}', f'{{{method},"metadata":{{"A":["x"]}}}}',
           f'{{{method},"metadata":{{"a":"x"}}}}', f'{{{method},"metadata":{{"a":["\\ud800"]}}}}',
           f'{{{method},"x":{"[" * 100}}}', f'{{{method},"metadata":{{"x-bin":["no base64!"]}}}}']
    with Raw(s) as raw:
        for number, text in enumerate(bad, 1):
            data = text.encode()
            raw.socket.send(rpc.PRELUDE.pack(1, rpc.CALL, 3, 0, number, len(data)) + data + b"{}")
            header = raw.end(number)
            equal((header["code"], header["details"]["reason"]), (rpc.INVALID_ARGUMENT, "BAD_HEADER"), text)
        raw.call(50, "EmptyCall", b"{}", tomorrow={"a": [None]})
        equal(raw.end(50), {}, "a header's unknown member")
        for number, timeout in ((52, 0), (53, -1)):
            raw.call(number, "EmptyCall", b"{}", timeoutMs=timeout)
            equal(raw.end(number)["code"], rpc.DEADLINE_EXCEEDED, f"timeoutMs {timeout}")
        raw.call(51, "EmptyCall", b"{}", contentType="text/xml")
        equal(raw.end(51)["details"]["reason"], "CONTENT_TYPE_UNKNOWN", "content type")


@case
def wire_protocol_faults(s):
    def reason(number, *frames):
        for frame in frames:
            raw.send(*frame)
        return raw.end(number)["details"]["reason"]

    item = b'{"payload":""}'
    with Raw(s) as raw:
        hang = {"method": TEST + "Hang"}
        equal(reason(1, (rpc.CALL, 1, 3, hang, b"{}"), (rpc.CALL, 1, 3, hang, b"{}")), "PROTOCOL", "an id used twice")
        upload = {"method": TEST + "StreamingInputCall"}
        stall = b'{"payload":"","stall":true}'
        equal(reason(2, (rpc.CALL, 2, 1, upload, stall), (rpc.MESSAGE, 2, 3, None, item), (rpc.MESSAGE, 2, 1, None, item)),
              "PROTOCOL", "a message after the half-close")
        equal(reason(3, (rpc.CALL, 3, 1, upload, stall), *[(rpc.MESSAGE, 3, 1, None, item)] * 70),
              "PROTOCOL", "messages without credit")
        equal(reason(4, (rpc.CALL, 4, 0, {"method": TEST + "EmptyCall"}), (rpc.MESSAGE, 4, 2)),
              "PROTOCOL", "a unary call without a request")
        raw.call(6, "EmptyCall", b"{}")
        equal(raw.end(6), {}, "a call after all that")


@case
def wire_half_close_on_its_own_or_on_the_last(s):
    with Raw(s) as raw:
        item = b'{"payload":"AAAA"}'
        for number, frames in enumerate([
            [(rpc.CALL, 3, item)],
            [(rpc.CALL, 1, item), (rpc.MESSAGE, 2, b"")],
            [(rpc.CALL, 0, b""), (rpc.MESSAGE, 3, item)],
            [(rpc.CALL, 0, b""), (rpc.MESSAGE, 1, item), (rpc.MESSAGE, 2, b"")],
        ], 1):
            for kind, flags, payload in frames:
                header = {"method": TEST + "StreamingInputCall"} if kind == rpc.CALL else None
                raw.send(kind, number, flags, header, payload)
            frame = raw.expect(rpc.END, number)
            equal((frame[1], frame[4]), (3, b'{"aggregatedPayloadSize":3}'), f"END of way {number}")


@case
def wire_credit_one_by_one(s):
    with Raw(s) as raw:
        raw.call(1, "StreamingOutputCall", b'{"responseParameters":[{"size":1}],"times":3}',
                 credit={"messages": 1, "bytes": 65_536})
        for number in range(3):
            frame = raw.expect(rpc.MESSAGE, 1)
            equal(frame[1] & 1, 1, "flag")
            if number < 2:
                raw.nothing_but_pong()
                raw.send(rpc.CREDIT, 1, payload=struct.pack(">II", 1, 1_024))
        equal(raw.expect(rpc.END, 1)[3], {}, "END")


@case
def wire_compressed_only_for_who_accepts(s):
    with Raw(s) as raw:
        for number, accepts in ((1, ["deflate"]), (2, None), (3, ["brotli"])):
            header = {"accepts": accepts} if accepts else {}
            raw.call(number, "UnaryCall", b'{"responseSize":1000,"responseCompressed":true}', **header)
            frame = raw.expect(rpc.END, number)
            equal(bool(frame[1] & 4), accepts == ["deflate"], f"compressed for {accepts}")


@case
def wire_a_chosen_routing_id_is_refused(s):
    with Raw(s, routing_id=b"me" + os.urandom(4)) as raw:
        raw.call(1, "EmptyCall", b"{}")
        equal(raw.end(1)["details"]["reason"], "ROUTING_ID_CHOSEN", "reason")


@case
def wire_two_connections_with_one_key(s):
    with Raw(s) as one, Raw(s) as other:
        one.call(1, "UnaryCall", b'{"responseSize":3}')
        other.call(1, "UnaryCall", b'{"responseSize":6}')
        equal(b'"AAAA"' in one.expect(rpc.END, 1)[4], True, "the first one's reply")
        equal(b'"AAAAAAAA"' in other.expect(rpc.END, 1)[4], True, "the other one's reply")


def play(s, vector):
    """Plays a vector of vectors.json."""
    with Raw(s) as raw:
        for data in vector["send"]:
            raw.socket.send(bytes.fromhex(data))
        for wanted in vector["expect"]:
            kind, flags, call_id, header, payload = raw.receive()
            equal((kind, flags, call_id), (wanted["kind"], wanted["flags"], wanted["callId"]), "kind, flags and call id")
            if "code" in wanted:
                reason = (header.get("details") or {}).get("reason")
                equal((header.get("code", 0), reason), (wanted["code"], wanted.get("reason")), f"code and reason ({header})")
            if "payload" in wanted:
                equal(payload.decode(), wanted["payload"], "payload")
        for data in vector.get("then", []):
            raw.socket.send(bytes.fromhex(data))
        raw.nothing_but_pong()


def vectors():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vectors.json"), encoding="utf-8") as file:
        for vector in json.load(file)["vectors"]:
            yield "vector: " + vector["name"], lambda s, vector=vector: play(s, vector)


@case
def threads_share_a_client(s):
    problems = []

    def run(number):
        try:
            for _ in range(50):
                equal(size(s.client.call(TEST + "UnaryCall", {"responseSize": number})["payload"]), number, "size")
        except Exception as error:  # noqa: BLE001: shown below
            problems.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    equal(problems, [], "problems")


class Subject:
    def __init__(self, arguments):
        self.endpoint, self.server_key, self.secret_key = arguments.server, arguments.server_key, arguments.key
        self.client = self.connect()

    def connect(self):
        return Client(self.endpoint, self.server_key, self.secret_key)

    def counters(self, name=""):
        return self.client.call(TEST + "Counters", {"token": name})


def main():
    parser = argparse.ArgumentParser(description="Runs the conformance cases from Python.")
    parser.add_argument("--server", required=True, help="the server's address")
    parser.add_argument("--server-key", required=True, help="the server's public key")
    parser.add_argument("--key", required=True, help="the client's secret key")
    parser.add_argument("--repeat", type=int, default=1, help="how often each case is run")
    parser.add_argument("--only", default="", help="only the cases whose name contains this")
    arguments = parser.parse_args()
    subject = Subject(arguments)
    passed = failed = 0
    for name, body in [*CASES, *vectors()]:
        if arguments.only not in name:
            continue
        start, problem = time.monotonic(), None
        for _ in range(arguments.repeat):
            try:
                body(subject)
            except Exception as error:  # noqa: BLE001: it is the case's outcome
                problem = f"{type(error).__name__}: {error}"
                break
        passed, failed = passed + (problem is None), failed + (problem is not None)
        took = round((time.monotonic() - start) * 1000)
        line = f"{'python':7} {'zeromq':11} {name:40} {'FAILED' if problem else 'passed'} {took} ms"
        print(line + (f" – {problem}" if problem else ""), flush=True)
    subject.client.close()
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
