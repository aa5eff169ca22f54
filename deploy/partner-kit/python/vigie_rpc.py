"""A client for Vigie's services: calls over ZeroMQ with CURVE, as Shared/RPC/README.md describes the wire.

One file; needs Python 3.9 or newer and pyzmq 25 or newer (`pip install pyzmq`).

    from vigie_rpc import Client, RPCError

    with Client("tcp://registry.example:5601", server_key="…40 characters…", secret_key="…40 characters…") as client:
        health = client.call("vigie.health.v1/Check")
        for item in client.stream("vigie.health.v1/Watch"):
            print(item)

Several threads may use one client. A thread of the client's own owns its socket, and every wait ends by the call's
deadline. A call that fails raises `RPCError`, whose `code`, `reason` and `details` say why.
"""

from __future__ import annotations

import base64
import collections
import json
import os
import struct
import threading
import time
import zlib

import zmq
from zmq.utils.monitor import recv_monitor_message

VERSION = 1
CALL, HEADERS, MESSAGE, END, CANCEL, CREDIT, PING, PONG, GOAWAY = range(1, 10)
HAS_MESSAGE, HALF_CLOSE, COMPRESSED = 1, 2, 4
PRELUDE = struct.Struct(">BBBBQI")

MAX_MESSAGE = 4 << 20  # bytes, after inflating
MAX_HEADER = 8 << 10  # bytes
MAX_OPEN_CALLS = 8_192
MAX_TIMEOUT = 600.0  # seconds
CREDIT_MESSAGES, CREDIT_BYTES = 64, 1 << 20  # what each direction of a call begins with
PING_EVERY, SILENCE = 5.0, 20.0  # seconds

CODES = (
    "OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED "
    "RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS "
    "UNAUTHENTICATED"
).split()
(OK, CANCELLED, UNKNOWN, INVALID_ARGUMENT, DEADLINE_EXCEEDED, NOT_FOUND, ALREADY_EXISTS, PERMISSION_DENIED,
 RESOURCE_EXHAUSTED, FAILED_PRECONDITION, ABORTED, OUT_OF_RANGE, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS,
 UNAUTHENTICATED) = range(17)


class RPCError(Exception):
    """A call's failure: gRPC's status code, a text for developers, and the machine-readable details."""

    def __init__(self, code, message="", details=None, trailing=None):
        self.code = code if code in range(17) else UNKNOWN
        self.message = message
        self.details = details or {}
        self.trailing = trailing or {}
        super().__init__(f"{CODES[self.code]}: {message}" + (f" ({self.reason})" if self.reason else ""))

    @property
    def reason(self):
        """The reason by which programs decide, such as `KEY_REFUSED`; None if none was given."""
        return self.details.get("reason")


def _runtime_error(code, reason, message):
    return RPCError(code, message, {"reason": reason, "domain": "vigie.rpc"})


def bin_value(data):
    """Returns bytes as a value for metadata whose name ends in `-bin`."""
    return base64.b64encode(data).decode("ascii")


def encode_frame(kind, call_id, flags=0, header=None, payload=b"", version=VERSION):
    """Returns one frame, which is the only part of a ZeroMQ message."""
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode() if header else b""
    return PRELUDE.pack(version, kind, flags, 0, call_id, len(text)) + text + payload


def decode_frame(data):
    """Returns (kind, flags, call id, header, payload) of a frame; raises ValueError if the bytes are no frame."""
    if len(data) < PRELUDE.size:
        raise ValueError("shorter than a prelude")
    version, kind, flags, _, call_id, length = PRELUDE.unpack_from(data)
    if version != VERSION:
        raise ValueError(f"version {version}")
    if PRELUDE.size + length > len(data):
        raise ValueError("header longer than the frame")
    start = PRELUDE.size + length
    header = json.loads(data[PRELUDE.size:start]) if length else {}
    return kind, flags, call_id, header, data[start:]


def inflate(data, limit=MAX_MESSAGE):
    """Returns the message that was compressed in zlib's format; raises RPCError if it would grow above the limit."""
    inflater = zlib.decompressobj()
    try:
        plain = inflater.decompress(data, limit + 1)
    except zlib.error as error:
        raise RPCError(INTERNAL, f"the compressed message cannot be read: {error}")
    if len(plain) > limit:
        raise RPCError(RESOURCE_EXHAUSTED, f"a message is above {limit} bytes")
    return plain


class Call:
    """One call: `send` and `half_close` send, `receive` or iteration receives, `result` waits for the only reply."""

    def __init__(self, client, method, timeout, metadata, compress, credit):
        self._client = client
        self._changed = threading.Condition()
        self._compress = compress
        self.id = 0
        self.method = method
        self.deadline = time.monotonic() + min(timeout, MAX_TIMEOUT)
        self.initial = None  # the server's initial metadata, once it came
        self.trailing = None  # its trailing metadata, when the call is over
        self.was_compressed = False  # whether the message last received came compressed
        self._header = {"method": method, "timeoutMs": max(1, int(min(timeout, MAX_TIMEOUT) * 1000)),
                        "accepts": ["deflate"]}
        if metadata:
            self._header["metadata"] = {
                name: [value] if isinstance(value, str) else list(value) for name, value in metadata.items()}
        self._window = credit or (CREDIT_MESSAGES, CREDIT_BYTES)
        if credit:
            self._header["credit"] = {"messages": credit[0], "bytes": credit[1]}
        self._send_messages, self._send_bytes = CREDIT_MESSAGES, CREDIT_BYTES
        self._read_messages = self._read_bytes = 0  # since credit was last given
        self._inbox = collections.deque()  # (payload, compressed, counts against credit)
        self._is_half_closed = False
        self._end = None  # RPCError, or OK

    # What the caller does.

    def send(self, message, last=False, compress=None):
        """Sends one message; waits until the server has given credit. Raises RPCError if the call is over."""
        self.send_bytes(_encode(message), last, compress)

    def send_bytes(self, payload, last=False, compress=None):
        """Sends a message that is already JSON."""
        if len(payload) > MAX_MESSAGE:
            raise RPCError(RESOURCE_EXHAUSTED, f"a message is above {MAX_MESSAGE} bytes")
        flags = HAS_MESSAGE | (HALF_CLOSE if last else 0)
        if self._compress if compress is None else compress:
            payload, flags = zlib.compress(payload, 1), flags | COMPRESSED
        with self._changed:
            if self._is_half_closed:
                raise RPCError(FAILED_PRECONDITION, "nothing is sent after the half-close")
            self._wait(lambda: self._end is not None or (self._send_messages > 0 and self._send_bytes > 0))
            if self._end is not None:
                raise self._end if isinstance(self._end, RPCError) else RPCError(CANCELLED, "the call is over")
            self._send_messages -= 1
            self._send_bytes -= len(payload)
            self._is_half_closed = last
        self._client._post(self, MESSAGE, flags, payload=payload)

    def half_close(self):
        """Says that no more messages follow."""
        with self._changed:
            if self._is_half_closed or self._end is not None:
                return
            self._is_half_closed = True
        self._client._post(self, MESSAGE, HALF_CLOSE)

    def receive_bytes(self):
        """Returns the next message as JSON bytes; None after the last. Raises RPCError if the call failed."""
        with self._changed:
            self._wait(lambda: self._inbox or self._end is not None)
            if not self._inbox:
                if isinstance(self._end, RPCError):
                    raise self._end
                return None
            payload, self.was_compressed, counts = self._inbox.popleft()
            grant = None
            if counts and self._end is None:
                self._read_messages += 1
                self._read_bytes += len(payload)
                if self._read_messages * 2 >= self._window[0] or self._read_bytes * 2 >= self._window[1]:
                    grant = struct.pack(">II", self._read_messages, self._read_bytes)
                    self._read_messages = self._read_bytes = 0
        if grant:
            self._client._post(self, CREDIT, payload=grant)
        return inflate(payload) if self.was_compressed else payload

    def receive(self):
        """Returns the next message; None after the last. Raises RPCError if the call failed."""
        payload = self.receive_bytes()
        return None if payload is None else _decode(payload)

    def __iter__(self):
        while (message := self.receive()) is not None:
            yield message

    def result(self):
        """Returns the only reply of a unary or client-streaming call."""
        message = self.receive()
        if message is None:
            raise RPCError(INTERNAL, "the call ended without a reply")
        self.receive_bytes()
        return message

    def cancel(self):
        """Ends the call; a caller that waits for it gets CANCELLED."""
        self._give_up(RPCError(CANCELLED, "the call was cancelled"))

    # What the runtime does.

    def _wait(self, is_true):
        while not is_true():
            left = self.deadline - time.monotonic()
            if left <= 0:
                self._give_up(RPCError(DEADLINE_EXCEEDED, "the deadline has passed"))
            else:
                self._changed.wait(left)

    def _give_up(self, error):
        with self._changed:
            if self._end is not None:
                return
            self._over(error)
        self._client._post(self, CANCEL)

    def _over(self, end, trailing=None):
        with self._changed:
            if self._end is None:
                self._end, self.trailing = end, trailing or {}
                if isinstance(end, RPCError) and end.code in (CANCELLED, DEADLINE_EXCEEDED):
                    self._inbox.clear()
            self._changed.notify_all()

    def _arrived(self, kind, flags, header, payload):
        """Takes a frame; returns True if the call is over."""
        with self._changed:
            if kind == HEADERS:
                self.initial = header.get("metadata", {})
            elif kind == CREDIT and len(payload) == 8:
                messages, size = struct.unpack(">II", payload)
                self._send_messages += messages
                self._send_bytes += size
            elif kind in (MESSAGE, END):
                if flags & HAS_MESSAGE:
                    self._inbox.append((payload, bool(flags & COMPRESSED), kind == MESSAGE))
                if len(self._inbox) > self._window[0] + 1:
                    self._over(_runtime_error(INTERNAL, "PROTOCOL", "the server sent more than it had credit for"))
                if kind == END:
                    trailing = header.get("metadata", {})
                    code = header.get("code", OK)
                    end = OK if code == OK else RPCError(
                        code, header.get("message", ""), header.get("details"), trailing)
                    self._over(end, trailing)
            self._changed.notify_all()
            return self._end is not None


def _encode(message):
    return json.dumps({} if message is None else message, ensure_ascii=False, separators=(",", ":")).encode()


def _decode(payload):
    try:
        return json.loads(payload) if payload else {}
    except ValueError as error:
        raise RPCError(INTERNAL, f"a message is no JSON: {error}")


class Client:
    """A connection to one service. `secret_key` is this client's own; `server_key` is the service's public key."""

    def __init__(self, endpoint, server_key, secret_key, context=None):
        self.endpoint = endpoint
        self._server_key = server_key.encode()
        self._secret_key = secret_key.encode()
        self._public_key = zmq.curve_public(self._secret_key)
        self._context = context or zmq.Context.instance()
        self._lock = threading.Lock()
        self._calls = {}  # open calls by id
        self._outbox = collections.deque()  # (call, frame), in order
        self._last_id = 0
        self._is_closed = False
        self._wake_in, self._wake_out = os.pipe()
        os.set_blocking(self._wake_in, False)
        os.set_blocking(self._wake_out, False)
        self._thread = threading.Thread(target=self._run, name=f"vigie {endpoint}", daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends all calls as CANCELLED and closes the connection."""
        with self._lock:
            if self._is_closed:
                return
            self._is_closed = True
        self._wake()
        self._thread.join()
        os.close(self._wake_in)
        os.close(self._wake_out)

    # Calls.

    def call(self, method, message=None, **options):
        """Makes a unary call and returns the reply. Options: timeout (seconds, 30), metadata, compress,
        wait_for_ready."""
        return self.start(method, message, **options).result()

    def start(self, method, message=None, **options):
        """Begins a call with one request; `result()` or iteration gives the replies."""
        return self._begin(method, _encode(message), **options)

    def start_bytes(self, method, payload, **options):
        """Begins a call with a request that is already JSON."""
        return self._begin(method, payload, **options)

    def stream(self, method, message=None, **options):
        """Makes a server-streaming call and iterates over its messages."""
        return iter(self.start(method, message, **options))

    def duplex(self, method, **options):
        """Begins a call that sends several messages: client-streaming or duplex."""
        return self._begin(method, None, **options)

    def _begin(self, method, payload, timeout=30.0, metadata=None, compress=False, credit=None, wait_for_ready=False):
        call = Call(self, method, timeout, metadata, compress, credit)
        call.waits_for_ready = wait_for_ready
        flags = 0
        if payload is not None:
            if len(payload) > MAX_MESSAGE:
                raise RPCError(RESOURCE_EXHAUSTED, f"a message is above {MAX_MESSAGE} bytes")
            flags = HAS_MESSAGE | HALF_CLOSE
            call._is_half_closed = True
            if compress:
                payload, flags = zlib.compress(payload, 1), flags | COMPRESSED
        if len(json.dumps(call._header, ensure_ascii=False, separators=(",", ":")).encode()) > MAX_HEADER:
            raise RPCError(RESOURCE_EXHAUSTED, f"the metadata is above {MAX_HEADER} bytes")
        with self._lock:
            if self._is_closed:
                raise RPCError(FAILED_PRECONDITION, "the client is closed")
            if len(self._calls) >= MAX_OPEN_CALLS:
                raise RPCError(RESOURCE_EXHAUSTED, f"{MAX_OPEN_CALLS} calls are open on this connection")
            self._last_id += 1
            call.id = self._last_id
            self._calls[call.id] = call
            self._outbox.append((call, encode_frame(CALL, call.id, flags, call._header, payload or b"")))
        self._wake()
        return call

    def _post(self, call, kind, flags=0, payload=b""):
        with self._lock:
            if kind == CANCEL:
                self._calls.pop(call.id, None)
            elif call.id not in self._calls:
                return
            self._outbox.append((call, encode_frame(kind, call.id, flags, None, payload)))
        self._wake()

    def _wake(self):
        try:
            os.write(self._wake_out, b"x")
        except (BlockingIOError, OSError):
            pass  # a full pipe wakes as well

    # The thread that owns the socket. A socket has one connection; when that is lost, a new socket is made.

    def _run(self):
        pause, broken = 0.1, 0
        while not self._is_closed:
            socket, monitor = self._open()
            try:
                outcome = self._serve(socket, monitor)
            finally:
                socket.disable_monitor()
                monitor.close(linger=0)
                socket.close(linger=0)
            broken = broken + 1 if outcome == "handshake" else 0
            if outcome == "closed":
                break
            if outcome == "refused":
                error = _runtime_error(UNAUTHENTICATED, "KEY_REFUSED", "the server does not know this key")
                self._fail(lambda call: True, error)
            elif outcome == "unreachable" or (outcome == "handshake" and broken < 3):
                error = _runtime_error(UNAVAILABLE, "NOBODY_ANSWERS", f"nobody answers at {self.endpoint}")
                self._fail(lambda call: not call.waits_for_ready, error)
            elif outcome == "handshake":
                self._fail(lambda call: True, _runtime_error(
                    UNAVAILABLE, "SERVER_KEY_MISMATCH", "the handshake broke off three times: is the server's key right?"))
            else:
                pause = 0.1
                self._fail(lambda call: True, _runtime_error(
                    UNAVAILABLE, "CONNECTION_LOST", "the connection was lost; the outcome is unknown"))
            self._sleep(pause)
            pause = min(pause * 2, 30.0)
        self._fail(lambda call: True, RPCError(CANCELLED, "the client was closed"))

    def _open(self):
        socket = self._context.socket(zmq.DEALER)
        socket.curve_publickey, socket.curve_secretkey = self._public_key, self._secret_key
        socket.curve_serverkey = self._server_key
        socket.setsockopt(zmq.IMMEDIATE, 1)
        socket.setsockopt(zmq.LINGER, 0)
        socket.setsockopt(zmq.RECONNECT_IVL, -1)
        socket.setsockopt(zmq.HANDSHAKE_IVL, 5_000)
        socket.setsockopt(zmq.CONNECT_TIMEOUT, 5_000)
        socket.setsockopt(zmq.HEARTBEAT_IVL, 2_000)
        socket.setsockopt(zmq.HEARTBEAT_TIMEOUT, 6_000)
        socket.setsockopt(zmq.MAXMSGSIZE, 8 << 20)
        monitor = socket.get_monitor_socket()
        socket.connect(self.endpoint)
        return socket, monitor

    def _serve(self, socket, monitor):
        """Serves one connection; returns how it ended: closed, refused, unreachable, handshake or lost."""
        poller = zmq.Poller()
        poller.register(monitor, zmq.POLLIN)
        poller.register(self._wake_in, zmq.POLLIN)
        is_ready, is_connected = False, False
        last_heard = last_ping = time.monotonic()
        while True:
            if is_ready:
                poller.register(socket, zmq.POLLIN | (zmq.POLLOUT if self._outbox else 0))
            events = dict(poller.poll(1_000))
            if self._is_closed:
                return "closed"
            if self._wake_in in events:
                os.read(self._wake_in, 4_096)
            while monitor.poll(0):
                event = recv_monitor_message(monitor)["event"]
                if event == zmq.EVENT_CONNECTED:
                    is_connected = True
                elif event == zmq.EVENT_HANDSHAKE_SUCCEEDED:
                    is_ready, last_heard = True, time.monotonic()
                elif event == zmq.EVENT_HANDSHAKE_FAILED_AUTH:
                    return "refused"
                elif event in (zmq.EVENT_HANDSHAKE_FAILED_NO_DETAIL, zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL):
                    return "handshake"
                elif event in (zmq.EVENT_DISCONNECTED, zmq.EVENT_CLOSED):
                    self._drain(socket)
                    return "lost" if is_ready else "handshake" if is_connected else "unreachable"
            if is_ready:
                if self._drain(socket):
                    last_heard = time.monotonic()
                self._flush(socket)
            now = time.monotonic()
            with self._lock:
                late = [call for call in self._calls.values() if call.deadline < now]
                is_busy = bool(self._calls)
            for call in late:
                call._give_up(RPCError(DEADLINE_EXCEEDED, "the deadline has passed"))
            if not (is_ready and is_busy):
                last_heard = now
            elif now - last_heard > SILENCE:
                return "lost"
            elif now - last_ping >= PING_EVERY:
                last_ping = now
                with self._lock:
                    self._outbox.append((None, encode_frame(PING, 0)))

    def _drain(self, socket):
        """Takes the frames that have come, at most 1,000 at a time; returns whether there were any."""
        for count in range(1_000):
            try:
                parts = socket.recv_multipart(zmq.NOBLOCK)
            except zmq.ZMQError:
                return count > 0
            try:
                kind, flags, call_id, header, payload = decode_frame(parts[0])
            except ValueError:
                continue
            with self._lock:
                call = self._calls.get(call_id)
            if call is not None and call._arrived(kind, flags, header, payload):
                with self._lock:
                    self._calls.pop(call_id, None)
        return True

    def _flush(self, socket):
        while True:
            with self._lock:
                if not self._outbox:
                    return
                frame = self._outbox[0][1]
            try:
                socket.send(frame, zmq.NOBLOCK)
            except zmq.ZMQError:
                return
            with self._lock:
                self._outbox.popleft()

    def _fail(self, concerned, error):
        """Ends the calls that the end of the connection concerns; the others stay in the outbox for the next
        connection."""
        with self._lock:
            calls = [call for call in self._calls.values() if concerned(call)]
            for call in calls:
                del self._calls[call.id]
            self._outbox = collections.deque(
                (call, frame) for call, frame in self._outbox if call is not None and call.id in self._calls)
        for call in calls:
            call._over(error)

    def _sleep(self, seconds):
        end = time.monotonic() + seconds
        while not self._is_closed and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, 0.05))
