"""What deploy/durability runs: three proofs that what vigie-exchange acknowledged is on the disk."""

import argparse
import bisect
import codecs
import collections
import contextlib
import hashlib
import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import threading
import time

import zmq
from vigie_exchange import Exchange
from vigie_rpc import DEADLINE_EXCEEDED, UNAVAILABLE, RPCError

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LONGEST = 1800  # seconds that partners may take for one proof
DATABASE_FILES = ("", "-wal", "-journal")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Home:
    """The five services with the golden network. The exchange can also be started by itself, on other files."""

    def __init__(self, options, work):
        self.bin, self.work, self.home = options.bin, work, f"{work}/home"
        self.processes = {}
        self.keys = {}
        self.vigie("keys", "init", "--home", self.home)
        with open(f"{self.home}/vigie.json") as file:
            self.server_key = json.load(file)["services"]["exchange"]["serverKey"]
        with open(f"{self.home}/exchange.json") as file:
            exchange = json.load(file)
        self.database = os.path.join(self.home, exchange["databaseFile"])
        # The quotas are raised, because one partner hands in more in a second than they allow.
        exchange |= {"quotaMessagesPerSecond": 1_000_000, "quotaBytesPerSecond": 1 << 30, "quotaSubmissions": 1_000_000}
        with open(f"{self.home}/exchange.json", "w") as file:
            json.dump(exchange, file)

    def vigie(self, *words):
        subprocess.run([f"{self.bin}/vigie", *words], check=True, stdout=subprocess.DEVNULL, timeout=120,
                       env={**os.environ, "VIGIE_HOME": self.home})

    def allow(self, name, *role):
        public, secret = (key.decode() for key in zmq.curve_keypair())
        self.vigie("keys", "allow", "--name", name, *role, "--home", self.home, "--", public)
        self.keys[name] = secret

    def start(self, name, before=(), environment=(), **options):
        """Starts a service and waits until it listens; returns False if the service ended instead."""
        with open(f"{self.home}/{name}.json") as file:
            endpoint = dict(environment).get("VIGIE_ENDPOINT") or json.load(file)["endpoint"]
        # Without a backtrace, a crash ends the process at once.
        environment = {**os.environ, "SWIFT_BACKTRACE": "enable=no", **dict(environment)}
        with open(f"{self.work}/{name}.log", "w") as log:
            self.processes[name] = process = subprocess.Popen(
                [*before, f"{self.bin}/vigie-{name}", "--config", f"{self.home}/{name}.json"], stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, env=environment, start_new_session=True, **options)
        process.endpoint = endpoint
        end = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < end:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", int(endpoint.rsplit(":", 1)[1])), 1).close()
                return True
            time.sleep(0.01)
        return False

    def start_on(self, database):
        return self.start("exchange", environment={
            "VIGIE_DATABASE_FILE": database, "VIGIE_ENDPOINT": f"tcp://127.0.0.1:{free_port()}"})

    def stop(self, *names, how=signal.SIGTERM):
        for name in names:
            self.processes[name].send_signal(how)
        for name in names:
            process = self.processes.pop(name)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def close(self):
        self.stop(*self.processes)

    def client(self, name):
        return Exchange(self.processes["exchange"].endpoint, self.server_key, self.keys[name])

    def load(self, partners):
        """Loads the network, and leaves the exchange stopped with all facts in its file."""
        for name in ("registry", "training", "senacs", "evaluation", "exchange"):
            self.start(name)
        self.vigie("status", "--wait", "60")
        self.vigie("import", f"{ROOT}/deploy/sample/communes-69.csv")
        self.vigie("import", f"{ROOT}/Tests/Golden", "--fictitious")
        self.allow("operator", "--role", "operator")
        for name in partners:
            self.allow(name, "--role", "partner", "--territory", "69266")
        with self.client("operator") as exchange:
            last, since, end = 0, time.monotonic(), time.monotonic() + 60
            while time.monotonic() < min(since + 2, end):
                found = exchange.call("GetStatistics")["lastSequence"]
                if found != last:
                    last, since = found, time.monotonic()
                time.sleep(0.1)
        self.stop("exchange")

    def files(self):
        """Returns the database's files as they are now, without empty ones: ending of the name → bytes."""
        found = {}
        for ending in DATABASE_FILES:
            with contextlib.suppress(FileNotFoundError), open(self.database + ending, "rb") as file:
                found[ending] = file.read()
        return {ending: data for ending, data in found.items() if data}

    def together(self, work, jobs):
        """Runs several partners on the exchange at once, each in a process of its own."""
        common = (self.processes["exchange"].endpoint, self.server_key)
        with multiprocessing.get_context("spawn").Pool(len(jobs)) as pool:
            return pool.starmap_async(work, [(*common, self.keys[job[0]], *job) for job in jobs]).get(LONGEST)


def row(code):
    return {"campaign": "2024", "structure_code": "S06", "submission_code": code, "received_at": "2024-06-01T10:00:00Z",
            "status": "validated", "base_items": "100", "base_items_answered": "80"}


# 1. Syncs: each acknowledgement leaves after its commit was synced, by the order of the exchange's system calls.

# An encrypted frame is longer than the bytes of its call, so an acknowledgement is longer than a heartbeat or a pong,
# and a request is longer than both together.
ACKNOWLEDGEMENT, REQUEST = 80, 200
# Each connection begins with two messages as long as a request: HELLO and INITIATE of CURVE's handshake.
HANDSHAKE = 2

Call = collections.namedtuple("Call", "name place text result begin end")
SHAPE = re.compile(rb'(\w+)\(\d+<(TCP:\[.*?\]|[^>]*)>,? ?(.*)\) += (-?\d+)[^"]*$', re.DOTALL)
KEY = re.compile(rb"sync-\d+-\d{6}")


def calls(lines):
    """Yields the system calls in strace's lines, with the numbers of the lines where they begin and end. strace logs
    the end of a call after it ended, and the beginning before it lets the call go on. So "A's end before B's begin"
    holds for the calls too."""
    halves = {}
    for number, line in enumerate(lines):
        thread, _, text = line.partition(b" ")
        text, begin = text.strip(), number
        if text.startswith(b"<... "):
            begin, head = halves.pop(thread)
            text = head + text.partition(b" resumed>")[2]
        if text.endswith(b"<unfinished ...>"):
            halves[thread] = (begin, text[:-len(b"<unfinished ...>")])
        elif found := SHAPE.match(text):
            name, place, text, result = found.groups()
            yield Call(name.decode(), place.decode(), text, int(result), begin, number)


class Trace:
    """What the exchange did with its write-ahead log and its connections, from its system calls."""

    def __init__(self, wal):
        self.wal = wal
        self.keys = {}  # key → the first write that has it
        self.commits = []  # the ends of writes that end a transaction
        self.syncs = []
        self.requests, self.replies = collections.defaultdict(list), collections.defaultdict(list)  # by partner's port
        self._is_commit = False

    def read(self, lines):
        for call in calls(lines):
            if call.place == self.wal and call.result >= 0:
                if call.name == "pwrite64":
                    self._written(call)
                elif call.name in ("fsync", "fdatasync"):
                    self.syncs.append(call)
            elif call.place.startswith("TCP:") and "->" in call.place:
                port = int(call.place.rstrip("]").rsplit(":", 1)[1])
                if call.name == "recvfrom" and call.result >= REQUEST:
                    self.requests[port].append(call)
                elif call.name == "sendto" and call.result >= ACKNOWLEDGEMENT:
                    self.replies[port].append(call)

    def _written(self, call):
        if call.result == 24:
            # This is a frame's header. Its second number is not 0 in the last frame of a transaction.
            header = codecs.escape_decode(call.text[1:call.text.rindex(b'"')])[0]
            self._is_commit = header[4:8] != bytes(4)
            return
        for key in KEY.findall(call.text):
            self.keys.setdefault(key.decode(), call)
        if self._is_commit:
            self.commits.append(call.end)
        self._is_commit = False

    def faults(self, port, receipts, syncs):
        """Yields the faults of the acknowledgements on one connection; `receipts` are those that its partner got, in
        order."""
        requests, replies = self.requests[port][HANDSHAKE:], self.replies[port]
        if len(requests) != len(receipts):
            yield f"port {port}: {len(requests)} requests on the wire, {len(receipts)} receipts"
            return
        ends = [request.end for request in requests[1:]] + [sys.maxsize]
        reply_begins, sync_begins = [reply.begin for reply in replies], [sync.begin for sync in syncs]
        for (key, _, is_duplicate), request, following in zip(receipts, requests, ends):
            # Takes the first reply that may be the acknowledgement: the true one cannot be sent earlier.
            reply = bisect.bisect_left(reply_begins, request.end)
            if reply == len(replies) or replies[reply].begin > following or is_duplicate:
                yield f"{key}: no acknowledgement of its own on the wire"
                continue
            write = self.keys.get(key)
            if write is None or write.begin < request.end:
                yield f"{key}: not written after it came"
                continue
            commit = bisect.bisect_left(self.commits, write.end)
            synced = self.commits[commit] if commit < len(self.commits) else sys.maxsize
            sync = bisect.bisect_left(sync_begins, synced)
            if sync == len(syncs) or syncs[sync].end > replies[reply].begin:
                yield f"{key}: acknowledged in line {replies[reply].begin}, not synced since its write in {write.begin}"


def hand_in(endpoint, server_key, secret_key, name, count):
    """Hands submissions in, one after another; returns the connection's port, and (key, number, whether it was known)
    of each."""
    receipts = []
    with Exchange(endpoint, server_key, secret_key) as exchange:
        for number in range(count):
            key = f"sync-{name.removeprefix('partner-')}-{number:06}"
            receipt = exchange.submit("submissions.csv", [row(key)], fictitious=True, key=key)
            receipts.append((key, receipt["submission"], receipt["duplicate"]))
        return own_port(int(endpoint.rsplit(":", 1)[1])), receipts


def own_port(peer):
    for descriptor in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(int(descriptor))) as one:
            if one.getpeername()[1] == peer:
                return one.getsockname()[1]
    raise LookupError("the partner has no connection any more")


def syncs(home, options, library, partners):
    trace = Trace(os.path.realpath(home.database) + "-wal")
    reading, writing = os.pipe()
    before = ["strace", "-D", "-f", "-yy", "--seccomp-bpf", "-s", "4200", "-o", f"/proc/self/fd/{writing}",
              "-e", "trace=pwrite64,fsync,fdatasync,sendto,recvfrom", "-e", "signal=none"]
    if options.without_syncs:
        before += ["-E", f"LD_PRELOAD={library}", "-E", "WRITES_SYNC=0"]
    is_up = home.start("exchange", before, pass_fds=[writing])
    os.close(writing)
    log = open(reading, "rb", buffering=1 << 20)
    reader = threading.Thread(target=trace.read, args=(log,), daemon=True)
    reader.start()
    if not is_up:
        raise RuntimeError(f"the exchange did not start under strace; see {home.work}/exchange.log")
    shares = [options.syncs // len(partners) + (n < options.syncs % len(partners)) for n in range(len(partners))]
    handed = home.together(hand_in, list(zip(partners, shares)))
    home.stop("exchange")
    reader.join(LONGEST)
    if reader.is_alive():
        raise RuntimeError("strace did not end with the exchange")

    def faults(syncs):
        return [fault for port, receipts in handed for fault in trace.faults(port, receipts, syncs)]

    found, control = faults(trace.syncs), faults([])
    numbers = {number for _, receipts in handed for _, number, _ in receipts}
    yield ("syncs", not found and len(numbers) == options.syncs,
           f"{len(numbers)} receipts on {len(handed)} connections, {len(trace.commits)} commits, "
           f"{len(trace.syncs)} syncs; {len(found)} acknowledged before the sync", found)
    yield ("syncs: control", len(control) == options.syncs,
           f"with the syncs struck from the same log, {len(control)} of {options.syncs}", [])


# 2. Crash points: after any power cut, the files have all that was acknowledged before it.

NOTE = struct.Struct("=IIQQQQ")  # as in writes.c
SECTOR = 512
Note = collections.namedtuple("Note", "kind begin end offset data")
LIE = 200_000_000  # nanoseconds of syncs that the control takes back


class Life:
    """A file's life, from its first write until it is unlinked."""

    def __init__(self, data):
        self.start, self.notes, self.syncs = data, [], []

    def at(self, moment, lie=0, fate=lambda: "kept", rng=random):
        """Returns the bytes at a moment: all that was synced, while each later write is kept, lost or torn at sectors
        by chance."""
        synced = max((sync.begin for sync in self.syncs if sync.end <= moment - lie), default=0)
        data = bytearray(self.start)
        for note in self.notes:
            if note.begin > moment:
                break
            becomes = "kept" if note.end <= synced else fate()
            if becomes == "kept":
                self._apply(note, data, 0, len(note.data))
            elif becomes == "torn" and note.kind == "w":
                for first in range(-(note.offset % SECTOR), len(note.data), SECTOR):
                    if rng.random() < 0.5:
                        self._apply(note, data, max(first, 0), min(first + SECTOR, len(note.data)))
        return data

    @staticmethod
    def _apply(note, data, first, last):
        if note.kind == "t":
            del data[note.offset:]
        data.extend(bytes(max(0, note.offset + first - len(data))))
        data[note.offset + first:note.offset + last] = note.data[first:last]


class Disk:
    """All that writes.c noted of a database's files, beginning with the files at rest."""

    def __init__(self, path, database, at_rest):
        # By the ending of a name: since when the name stands for which file; None where there is none.
        self.names = {ending: [(0, 0, Life(at_rest[ending]) if ending in at_rest else None)]
                      for ending in DATABASE_FILES}
        self.folder_syncs = []
        self.notes = []
        self.fates = collections.Counter()
        for name, note in sorted(self._read(path), key=lambda pair: pair[1].begin):
            if note.kind == "s" and name == os.path.dirname(database):
                self.folder_syncs.append(note)
                continue
            states = self.names[name.removeprefix(database)]
            if note.kind == "u":
                states.append((note.begin, note.end, None))
                continue
            if states[-1][2] is None:
                states.append((note.begin, note.end, Life(b"")))
            life = states[-1][2]
            (life.syncs if note.kind == "s" else life.notes).append(note)
            self.notes.append((name.removeprefix(database), note))

    @staticmethod
    def _read(path):
        with open(path, "rb") as file:
            while head := file.read(NOTE.size):
                kind, path_length, begin, end, offset, length = NOTE.unpack(head)
                name = file.read(path_length).decode()
                yield name, Note(chr(kind), begin, end, offset, file.read(length))

    def final(self):
        """Returns the files as they are without a power cut."""
        files = {ending: states[-1][2].at(sys.maxsize) for ending, states in self.names.items() if states[-1][2]}
        return {ending: data for ending, data in files.items() if data}

    def at(self, moment, lie, rng):
        """Returns the files after a power cut. A name that changed after its folder was last synced may stand for the
        old or the new file."""
        chance = rng.choice((0, 0.5, 0.9))

        def fate():
            becomes = "kept" if rng.random() < chance else "torn" if rng.random() < chance else "lost"
            self.fates[becomes] += 1
            return becomes

        settled = max((sync.begin for sync in self.folder_syncs if sync.end <= moment - lie), default=0)
        files = {}
        for ending, states in self.names.items():
            first = max(i for i, (_, end, _) in enumerate(states) if end <= settled)
            life = rng.choice([life for begin, _, life in states[first:] if begin <= moment])
            if life:
                files[ending] = life.at(moment, lie, fate, rng)
        return files


def exchange_messages(endpoint, server_key, secret_key, name, count):
    """Hands in and takes out messages; returns each thing that the exchange acknowledged, with the time when that was
    known."""
    known = []

    def note(*what):
        known.append((time.monotonic_ns(), name, *what))

    with Exchange(endpoint, server_key, secret_key) as exchange:
        exchange.subscribe("mine", types=["vigie.exchange.v1.submission-", "vigie.senacs.v1.questionnaire-"])
        for number in range(count):
            key = f"crash-{name}-{number:06}"
            receipt = exchange.submit("submissions.csv", [row(key)], fictitious=True, key=key)
            note("receipt", key, receipt["submission"])
            found = exchange.call("PullMessages", {"subscription": "mine", "maxMessages": 20, "waitMilliseconds": 20})
            for message in found["messages"]:
                note("pulled", message["sequence"], digest(message["event"]))
            done = [message for message in found["messages"] if message["sequence"] % 10]
            if done:
                stale = exchange.settle("mine", acknowledge=[message["token"] for message in done])["stale"]
                for message in done:
                    if message["token"] not in stale:
                        note("settled", message["sequence"])
    return known


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def losses(database, known):
    """Returns what was acknowledged and is not in the files, and what else is wrong with them."""
    try:
        with contextlib.closing(sqlite3.connect(database)) as file:
            state = file.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if state != "ok":
                return [f"integrity_check: {state.splitlines()[-1]}"]
            return list(missing(file, known))
    except sqlite3.DatabaseError as error:
        return [f"the file cannot be read: {error}"]


def missing(file, known):
    submissions = {(principal, key): number for principal, key, number in
                   file.execute("SELECT principal, key, number FROM submissions")}
    log = {sequence: row for sequence, *row in file.execute(
        "SELECT sequence, envelope, hash, (SELECT group_concat(scope, char(10)) FROM (SELECT scope FROM log_scopes "
        "WHERE log_scopes.sequence = log.sequence ORDER BY scope)) FROM log")}
    reached = {principal: (number, reached) for principal, number, reached in
               file.execute("SELECT principal, number, reached FROM subscriptions WHERE name = 'mine'")}
    open_deliveries = set(file.execute("SELECT subscription, sequence FROM deliveries"))
    last = file.execute("SELECT value FROM exchange_counters WHERE name = 'log'").fetchone()[0]
    if sorted(log) != list(range(1, last + 1)):
        yield f"the log has {len(log)} messages, its last number is {last}"
    for sequence, (text, found, scopes) in log.items():
        if digest(f"{sequence}\n{scopes}\n\n{text}") != found:
            yield f"message {sequence} has another hash"
    without = file.execute("SELECT COUNT(*) FROM submissions WHERE state = 'pending' AND number NOT IN "
                           "(SELECT submission FROM submission_rows)").fetchone()[0]
    if without:
        yield f"{without} pending submissions have no rows"
    for _, name, kind, what, *more in known:
        if kind == "receipt":
            if submissions.get((name, what)) != more[0]:
                yield f"submission {what} is lost"
        elif kind == "pulled":
            if what not in log or digest(log[what][0]) != more[0]:
                yield f"message {what} was delivered and is not in the log"
        else:
            number, through = reached.get(name, (0, 0))
            if through < what or (number, what) in open_deliveries:
                yield f"message {what} was acknowledged by {name} and comes again"


def losses_served(home, database, known, rng):
    """Yields the same losses as partners see them: an exchange is started on the files."""
    is_up = home.start_on(database)
    if not is_up:
        yield "the exchange does not start on the files"
    for name in sorted({entry[1] for entry in known if is_up}):
        receipts = [entry[4] for entry in known if entry[1:3] == (name, "receipt")]
        settled = {entry[3] for entry in known if entry[1:3] == (name, "settled")}
        try:
            with home.client(name) as exchange:
                for number in rng.sample(receipts, min(50, len(receipts))):
                    exchange.call("GetSubmission", {"submission": number})
                request = {"subscription": "mine", "maxMessages": 1000}
                while messages := exchange.call("PullMessages", request)["messages"]:
                    again = settled.intersection(message["sequence"] for message in messages)
                    if again:
                        yield f"{name} gets again what it acknowledged: {sorted(again)[:5]}"
        except RPCError as error:
            yield f"{name}: {error}"
    home.stop("exchange", how=signal.SIGKILL)


def moments(disk, known, count, rng):
    """Yields moments of the run, in turn: any moment, that of an acknowledgement, one amid a write or sync of the log,
    one amid the database file's."""
    first, last = known[0][0], known[-1][0]
    amid = {ending: [note for name, note in disk.notes if name == ending and first < note.begin < last]
            for ending in ("-wal", "")}
    for number in range(count):
        if number % 4 == 0:
            yield rng.randint(first, last)
        elif number % 4 == 1:
            yield rng.choice(known)[0]
        else:
            note = rng.choice(amid["-wal" if number % 4 == 2 else ""] or amid["-wal"])
            yield rng.randint(note.begin, note.end)


def record(home, options, library, partners, at_rest):
    """Lets partners work on an exchange whose writes are noted; returns the writes, what the partners know, and the
    files at the end."""
    notes = f"{home.work}/writes"
    home.start("exchange", environment={"LD_PRELOAD": library, "WRITES_OF": home.database, "WRITES_TO": notes,
                                        "WRITES_SYNC": "0" if options.without_syncs else "1"})
    told = home.together(exchange_messages, [(name, 200) for name in partners])
    # The files are compared before the exchange stops, so at a moment when nothing is written any more.
    size, end = 0, time.monotonic() + 60
    while size != os.path.getsize(notes) and time.monotonic() < end:
        size = os.path.getsize(notes)
        time.sleep(1)
    recorded = Disk(notes, home.database, at_rest), sorted(entry for known in told for entry in known), home.files()
    home.stop("exchange")
    return recorded


def crashes(home, options, library, partners, at_rest):
    disk, known, files = record(home, options, library, partners, at_rest)
    rng, image = random.Random(options.seed), f"{home.work}/image"
    times = [entry[0] for entry in known]
    is_whole = disk.final() == files
    checkpoints = sum(name == "" and note.kind == "s" for name, note in disk.notes)
    yield ("crash points: notes", is_whole,
           f"{len(disk.notes)} writes and syncs of {len(files)} files, {checkpoints} syncs of the database itself; "
           f"played again they give {'the' if is_whole else 'other'} files", [])

    def cut(moment, lie=0):
        shutil.rmtree(image, ignore_errors=True)
        os.mkdir(image)
        for ending, data in disk.at(moment, lie, rng).items():
            with open(f"{image}/exchange.sqlite{ending}", "wb") as file:
                file.write(data)
        return f"{image}/exchange.sqlite", known[:bisect.bisect_right(times, moment)]

    chosen = list(moments(disk, known, options.crash_points, rng))
    found, checked = [], collections.Counter()
    for moment in chosen:
        before = cut(moment)
        checked.update(entry[2] for entry in before[1])
        found += [f"at {moment}: {loss}" for loss in losses(*before)]
    fates = ", ".join(f"{count} {fate}" for fate, count in disk.fates.most_common())
    yield ("crash points", not found,
           f"{len(chosen)} power cuts, writes not synced: {fates}; {checked['receipt']} receipts, {checked['settled']} "
           f"acknowledged and {checked['pulled']} delivered messages looked for; {len(found)} losses", found)

    served = rng.sample(chosen, min(5, len(chosen)))
    found = [loss for moment in served for loss in losses_served(home, *cut(moment), rng)]
    yield "crash points: served", not found, f"an exchange started on {len(served)} of them; {len(found)} losses", found

    seen = sum(1 for moment in chosen if losses(*cut(moment, LIE)))
    yield ("crash points: control", seen * 2 > len(chosen),
           f"as if the syncs of the last {LIE // 1_000_000} ms had not been: losses at {seen} of {len(chosen)}", [])


# 3. Flips: if a bit of its file is wrong, the exchange still never delivers a wrong payload.


def served(home, database, events):
    """Reads the whole log from an exchange that is started on the file; returns the outcome, and what is wrong with it
    or None."""
    is_up = home.start_on(database)
    process = home.processes["exchange"]
    outcome, problem = "refused to start", None
    if is_up:
        try:
            with home.client("operator") as exchange:
                outcome, problem = read_all(exchange, events)
        except RPCError as error:
            outcome = f"answered {error}"
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.2)
            # The client gave up, because nobody answered.
            if error.code in (DEADLINE_EXCEEDED, UNAVAILABLE):
                problem = "no answer"
    with open(f"{home.work}/exchange.log") as file:
        said = file.read().strip()
    if process.poll() is None:
        if not is_up:
            problem = "neither listens nor ends"
    elif process.returncode < 0:
        outcome, problem = "crashed", f"ended by signal {-process.returncode}: {said[:200]}"
    elif not said:
        problem = "ended without a word"
    home.stop("exchange", how=signal.SIGKILL)
    return outcome, problem


def read_all(exchange, events):
    wanted = {"name": "flips", "types": [], "territories": [], "ordered": False}
    exchange.call("CreateSubscription", wanted, key="flips", timeout=10)
    request, got, gaps = {"subscription": "flips", "maxMessages": 1000}, [], 0
    while True:
        batch = exchange.call("PullMessages", request, timeout=10)
        got += batch["messages"]
        gaps += bool(batch.get("gap"))
        if not batch["messages"] and not batch.get("gap"):
            break
    dead = exchange.call("ListDeadLetters", {"subscription": "flips", "limit": 1000}, timeout=10)["deadLetters"]
    for message in got + [letter for letter in dead if letter.get("event") is not None]:
        if message["event"] != events.get(message["sequence"]):
            return "delivered a wrong payload", f"message {message['sequence']} is not what was logged"
    if dead:
        return "reported " + "/".join(sorted({letter["reason"] for letter in dead})), None
    is_all = len({message["sequence"] for message in got}) == len(events)
    return "delivered all" if is_all else "told of a gap" if gaps else "left messages out", None


def flips(home, options, at_rest):
    rng = random.Random(options.seed)
    database = f"{home.work}/flipped/exchange.sqlite"
    os.mkdir(os.path.dirname(database))

    def place(data):
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.remove(database + ending)
        with open(database, "wb") as file:
            file.write(data)

    place(at_rest[""])
    with contextlib.closing(sqlite3.connect(database)) as file:
        events = dict(file.execute("SELECT sequence, envelope FROM log"))
    outcomes, found = collections.Counter(), []
    for _ in range(options.flips):
        data, bit = bytearray(at_rest[""]), rng.randrange(8 * len(at_rest[""]))
        data[bit // 8] ^= 1 << bit % 8
        place(data)
        outcome, problem = served(home, database, events)
        outcomes[re.split(r"[:(]", outcome)[0].strip()] += 1
        if problem:
            found.append(f"byte {bit // 8}, bit {bit % 8}: {outcome}: {problem}")
    yield ("flips", not found, f"{options.flips} bits of {len(at_rest[''])} bytes: " + ", ".join(
        f"{count} {outcome}" for outcome, count in outcomes.most_common()) + f"; {len(found)} faults", found)

    # The control: a payload that was changed, and one that was changed together with its hash.
    verdicts = []
    for is_hashed in (False, True):
        place(at_rest[""])
        with contextlib.closing(sqlite3.connect(database)) as file:
            text = events[1] + " "
            file.execute("UPDATE log SET envelope = ? WHERE sequence = 1", (text,))
            if is_hashed:
                file.execute("UPDATE log SET hash = ? WHERE sequence = 1", (digest(f"1\n{text}"),))
            file.commit()
        verdicts.append(served(home, database, events)[0])
    yield ("flips: control", verdicts == ["reported CORRUPT", "delivered a wrong payload"],
           f"a changed payload: {verdicts[0]}; the same with a hash made for it: {verdicts[1]}", [])


class Table:
    def __init__(self):
        self.rows = []

    def take(self, name, proof):
        """Prints the rows of a proof as they come; a proof that breaks off has failed."""
        begin = time.monotonic()
        try:
            for row_name, is_passed, text, evidence in proof:
                self.add(row_name, is_passed, text, evidence, time.monotonic() - begin)
                begin = time.monotonic()
        except Exception as error:
            self.add(name, False, f"broke off: {type(error).__name__}: {error}", [], time.monotonic() - begin)

    def add(self, name, is_passed, text, evidence, seconds):
        print(f"{'passed' if is_passed else 'FAILED'}  {name}: {text}; {seconds:.0f} s", flush=True)
        for line in evidence[:10]:
            print(f"        {line}")
        self.rows.append({"name": name, "passed": is_passed, "text": text, "seconds": round(seconds, 1),
                          "evidence": evidence[:1000]})


def prove(options, work, table):
    library = f"{work}/writes.so"
    source = f"{ROOT}/deploy/lib/writes.c"
    subprocess.run(["cc", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library, source], check=True)
    partners = [f"partner-{number}" for number in range(1, 7)]
    with contextlib.closing(Home(options, work)) as home:
        home.load(partners)
        at_rest = home.files()
        if options.crash_points:
            table.take("crash points", crashes(home, options, library, partners, at_rest))
        if options.syncs:
            table.take("syncs", syncs(home, options, library, partners[:min(4, options.syncs)]))
        home.close()
        if options.flips:
            table.take("flips", flips(home, options, at_rest))


def main():
    parser = argparse.ArgumentParser(prog="deploy/durability")
    parser.add_argument("--bin", required=True)
    parser.add_argument("--syncs", type=int, default=10_000)
    parser.add_argument("--crash-points", type=int, default=100)
    parser.add_argument("--flips", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-syncs", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--json")
    options = parser.parse_args()
    # If this run is stopped, it also stops its services.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    work, table = os.path.realpath(tempfile.mkdtemp(prefix="vigie-durability.")), Table()
    failed = 1
    try:
        prove(options, work, table)
        failed = sum(not row["passed"] for row in table.rows)
    except (KeyboardInterrupt, SystemExit):
        failed = 0
        raise
    finally:
        if failed:
            print(f"kept: {work}", file=sys.stderr)
        else:
            shutil.rmtree(work)
    if options.json:
        with open(options.json, "w") as file:
            json.dump(table.rows, file, indent=1, ensure_ascii=False)
    print(f"{len(table.rows) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
