"""The connections of deploy/hostile: one loop over a connection for each service and role, which sends any bytes.

The kit's client sends only what is right. Here a payload may be any bytes, in JSON or CBOR, and many calls are open at once.
"""

import base64
import json
import struct
import time

import zmq
from vigie_rpc import (CALL, CANCEL, CODES, END, HALF_CLOSE, HAS_MESSAGE, MESSAGE, PRELUDE, VERSION, decode_frame, encode_frame,
                       inflate)

CONTENT = {"json": "application/json", "cbor": "application/cbor"}
# The credit of each stream. No more is granted, so a long stream ends by its deadline.
CREDIT = {"messages": 1_024, "bytes": 2_097_152}
MOST = 7 << 20  # bytes of a payload: with a part above 8 MiB the server cuts the connection, and the calls beside it are lost


class Raw:
    """Bytes for a value that no value can stand for, in JSON and in CBOR."""

    def __init__(self, in_json, in_cbor=b"\xf6"):
        self.in_json, self.in_cbor = in_json, in_cbor


class Doubled(dict):
    """An object that is sent with its first member twice."""


def as_json(value):
    """Returns a value as JSON: lone surrogates as escapes, `Raw` as it is, where \\udcXX stands for a byte XX that is no
    UTF-8."""
    raws = []

    def plain(value):
        if isinstance(value, Raw):
            raws.append(value.in_json)
            return f"\x01{len(raws) - 1}\x01"
        if isinstance(value, Doubled) and value:
            pairs = [*list(value.items())[:1], *value.items()]
            raws.append("{" + ",".join(f"{dumped(key)}:{dumped(plain(one))}" for key, one in pairs) + "}")
            return f"\x01{len(raws) - 1}\x01"
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        if isinstance(value, list) and not (value and isinstance(value[0], (str, int))):
            return [plain(one) for one in value]
        if isinstance(value, bytes):
            return base64.b64encode(value).decode()
        return value

    def dumped(value):
        return json.dumps(value, separators=(",", ":"))

    text = dumped(plain(value))
    # An inner text was noted before the outer one, so the replacing goes from the last to the first.
    for index, raw in reversed(list(enumerate(raws))):
        text = text.replace(f'"\\u0001{index}\\u0001"', raw)
    return text.encode("utf-8", "surrogateescape")


def head(major, number):
    """Returns the head of a CBOR item."""
    if number < 24:
        return bytes([major << 5 | number])
    for code, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << 8 * size:
            return bytes([major << 5 | code]) + number.to_bytes(size, "big")
    raise ValueError(number)


def as_cbor(value):
    """Returns a value as CBOR: numbers beyond 64 bits as bignums, lone surrogates as the bytes that UTF-8 forbids."""
    if isinstance(value, Raw):
        return value.in_cbor
    if value is None or isinstance(value, bool):
        return {None: b"\xf6", False: b"\xf4", True: b"\xf5"}[value]
    if isinstance(value, int):
        major, number = (0, value) if value >= 0 else (1, -1 - value)
        if number < 1 << 64:
            return head(major, number)
        data = number.to_bytes((number.bit_length() + 7) // 8, "big")
        return head(6, 2 + major) + head(2, len(data)) + data
    if isinstance(value, float):
        return b"\xfb" + struct.pack(">d", value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        data = value.encode("utf-8", "surrogatepass")
        return head(3, len(data)) + data
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(as_cbor, value))
    members = list(value.items())
    members += members[:1] if isinstance(value, Doubled) else []
    return head(5, len(members)) + b"".join(as_cbor(key) + as_cbor(one) for key, one in members)


class Answer:
    """The answer to a call. `code` is the name of a gRPC code, or None if nothing came in time."""

    def __init__(self, code, seconds, header=None, messages=(), head_bytes=0):
        self.code, self.seconds, self.head_bytes = code, seconds, head_bytes
        self.message = (header or {}).get("message") or ""
        self.details = (header or {}).get("details") or {}
        self.messages = messages

    @property
    def reason(self):
        return self.details.get("reason")

    def read(self, content):
        """Returns the first message; raises ValueError if it is no strict JSON."""
        if content != "json" or not self.messages:
            return None

        def never(text):
            raise ValueError(f"{text} is no JSON")

        return json.loads(self.messages[0] or b"{}", parse_constant=never)


class _Open:
    def __init__(self, case, sent, deadline):
        self.case, self.sent, self.deadline, self.messages = case, sent, deadline, []


class Wire:
    """One connection for each (service, role): `send` sends a case, `poll` yields (case, answer)."""

    def __init__(self, ways, grace):
        self.ways, self.grace = ways, grace
        self.context = zmq.Context()
        self.poller = zmq.Poller()
        self.sockets, self.roles, self.open, self.last_id = {}, {}, {}, 0

    def close(self):
        for service in {service for service, _ in self.sockets}:
            self.drop(service)
        self.context.term()

    def drop(self, service):
        """Closes a service's connections; returns the cases that were open on them."""
        for pair in [pair for pair in self.sockets if pair[0] == service]:
            socket = self.sockets.pop(pair)
            self.poller.unregister(socket)
            del self.roles[socket]
            socket.close(linger=0)
        gone = [key for key in self.open if key[0][0] == service]
        return [self.open.pop(key).case for key in gone]

    def socket(self, pair):
        if pair not in self.sockets:
            way = self.ways[pair]
            socket = self.context.socket(zmq.DEALER)
            socket.linger, socket.sndhwm, socket.rcvhwm = 0, 0, 0
            secret = way["secret_key"].encode()
            socket.curve_secretkey, socket.curve_publickey = secret, zmq.curve_public(secret)
            socket.curve_serverkey = way["server_key"].encode()
            socket.connect(way["endpoint"])
            self.poller.register(socket, zmq.POLLIN)
            self.sockets[pair], self.roles[socket] = socket, pair
        return self.sockets[pair]

    def waiting(self, service):
        return sum(pair[0] == service for pair, _ in self.open)

    def send(self, case):
        pair = (case.service, case.role)
        socket = self.socket(pair)
        self.last_id += 1
        header = {"method": case.method, "timeoutMs": int(case.seconds * 1000), "contentType": CONTENT[case.content],
                  "credit": CREDIT, **case.header}
        if case.mutates:
            header["metadata"] = {"vigie-idempotency-key": [f"hostile-{self.last_id}-{time.time_ns()}"],
                                  **header.get("metadata", {})}
        if case.raw_header is not None:
            data = PRELUDE.pack(VERSION, CALL, HAS_MESSAGE | HALF_CLOSE, 0, self.last_id, len(case.raw_header))
            data += case.raw_header + case.payload
        else:
            data = encode_frame(CALL, self.last_id, HAS_MESSAGE | HALF_CLOSE, header, case.payload)
        now = time.monotonic()
        self.open[pair, self.last_id] = _Open(case, now, now + case.seconds + self.grace)
        socket.send(data, copy=len(data) < 65_536)

    def poll(self, seconds):
        """Yields (case, answer) for the answers that came, and for those that did not come in time."""
        for socket, _ in self.poller.poll(seconds * 1000):
            pair = self.roles[socket]
            for _ in range(100):
                try:
                    data = socket.recv(zmq.NOBLOCK)
                except zmq.Again:
                    break
                kind, flags, call_id, header, payload = decode_frame(data)
                call = self.open.get((pair, call_id))
                if call is None:
                    continue
                if flags & HAS_MESSAGE and kind in (MESSAGE, END):
                    call.messages.append(inflate(payload) if flags & 4 else payload)
                if kind == END:
                    del self.open[pair, call_id]
                    code = header.get("code", 0)
                    code = CODES[code] if isinstance(code, int) and 0 <= code < len(CODES) else f"code {code}"
                    yield call.case, Answer(code, time.monotonic() - call.sent, header, call.messages,
                                            int.from_bytes(data[12:16], "big"))
        now = time.monotonic()
        for (pair, call_id), call in [one for one in self.open.items() if one[1].deadline < now]:
            del self.open[pair, call_id]
            self.sockets[pair].send(encode_frame(CANCEL, call_id))
            yield call.case, Answer(None, now - call.sent)
