"""What deploy/torture runs: a kill test of the exchange, modelled on Jepsen's "total queue".

Publishers and consumers are processes of their own, and note what they see in logs outside the system. All verdicts
come from these logs, from a replay of the exchange's log, from `vigie audit verify`, and from the databases after a stop
in order.
"""

import argparse
import collections
import concurrent.futures
import contextlib
import csv
import dataclasses
import functools
import hashlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import zmq
from vigie_exchange import Exchange, Gap
from vigie_rpc import DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNAVAILABLE, RPCError

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SERVICES = ("registry", "training", "senacs", "evaluation")
PUBLISHERS = ("p1", "p2", "p3", "p4")
CONSUMERS = {"c1": "ordered", "c2": "ordered", "c3": "unordered", "c4": "unordered"}  # and their subscriptions
# Each kind is equally likely to be killed. senacs, which takes the rows over, is a kind of its own.
KINDS = {"exchange": ("exchange",), "senacs": ("senacs",), "service": ("registry", "training", "evaluation"),
         "publisher": PUBLISHERS, "consumer": tuple(CONSUMERS)}
EVENT = "vigie.senacs.v1.questionnaire-submitted"
LEASE, MAX_ATTEMPTS = 4.0, 10  # of a delivery, in seconds; of a message
BATCH, LONG_POLL = 10, 0.5  # messages of a pull, and the seconds that it waits for the first
# How many submissions of a publisher may wait for their outcome, and the seconds between two submissions. All
# publishers together bring less than the consumers can answer one by one, so that little is left at the end.
OPEN, PAUSE = 10, 0.2
AGAIN = 0.05  # the share of submissions after which an earlier one is handed in once more
FAULT_EVERY = (2.0, 8.0)  # seconds
SETTLED_IN = 60.0  # seconds after the last fault
# The errors that a partner meets while the exchange is down; its software answers them by trying again.
PASSING = (UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED)


class Failure(Exception):
    """An error that stops the test itself."""


def words(french, english):
    """Returns one of two texts, by the locale."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return french if locale.startswith("fr") else english


class OutsideLog:
    """A log of what a process saw, one event a line. Each line is written before the process takes its next step. A
    line that a kill cut short is no JSON, and is passed over."""

    def __init__(self, path):
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(self._file, b"\n")

    def note(self, *event):
        os.write(self._file, (json.dumps(event) + "\n").encode())

    @staticmethod
    def read(path):
        with contextlib.suppress(FileNotFoundError), open(path, encoding="utf-8") as file:
            for line in file:
                with contextlib.suppress(ValueError):
                    yield json.loads(line)


class Folder:
    """The places of files: the services' home, and outside of it keys, logs and inboxes."""

    def __init__(self, path):
        self.path, self.home = path, f"{path}/home"

    def log(self, name):
        return f"{self.path}/{name}.jsonl"

    def key(self, name):
        return f"{self.path}/{name}.key"

    def inbox(self, subscription):
        return f"{self.path}/inbox-{subscription}.sqlite"

    def exchange(self, name):
        """Returns a client of the exchange that uses the key with this name."""
        with open(f"{self.home}/vigie.json") as file:
            way = json.load(file)["services"]["exchange"]
        with open(self.key(name)) as file:
            return Exchange(way["endpoint"], way["serverKey"], file.read())

    def read(self, service, sql):
        """Returns rows of the database of a stopped service; none if the database is too damaged."""
        with open(f"{self.home}/{service}.json") as file:
            path = os.path.join(self.home, json.load(file)["databaseFile"])
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            try:
                return database.execute(sql).fetchall()
            except sqlite3.DatabaseError:
                return []


# Publishers. A submission's key consists of its publisher and a number. Its rows follow from the key alone, so that
# they can be handed in again after a crash. A submission has at most one row for a structure; the row's code ends with
# the structure.

ROW = re.compile(r"(p\d)-(\d{6})-(S\d+)")


@functools.cache
def structures_of(publisher):
    with open(f"{ROOT}/Tests/Golden/structures.csv", encoding="utf-8-sig", newline="") as file:
        codes = [row["structure_code"] for row in csv.DictReader(file, delimiter=";")
                 if row["commune_code"].startswith("69")]
    return codes[PUBLISHERS.index(publisher)::len(PUBLISHERS)]


def key_of(publisher, number):
    return f"{publisher}-{number:06d}"


def row_codes(key):
    structures = structures_of(key.split("-")[0])
    dice = random.Random(key)
    return [f"{key}-{structure}" for structure in dice.sample(structures, dice.randint(1, len(structures)))]


def rows(key):
    return [{"campaign": "2024", "structure_code": code.split("-")[2], "submission_code": code,
             "received_at": "2024-06-01T10:00:00Z", "status": "validated", "base_items": "100",
             "base_items_answered": "80"} for code in row_codes(key)]


class Partner:
    """A partner's process; it goes on until SIGTERM comes or the test is gone."""

    def __init__(self, folder, name, key):
        self.log = OutsideLog(folder.log(name))
        self.exchange = folder.exchange(key)
        self._is_stopped = False
        self._parent = os.getppid()
        signal.signal(signal.SIGTERM, self._stop)

    def _stop(self, *_):
        self._is_stopped = True

    @property
    def goes_on(self):
        return not self._is_stopped and os.getppid() == self._parent

    def failed(self, error):
        if not isinstance(error, RPCError) or error.code not in PASSING:
            self.log.note("error", str(error))
        time.sleep(0.2)


def publish(folder, name):
    past = list(OutsideLog.read(folder.log(name)))
    tried = {event[1] for event in past if event[0] == "try"}
    received = {event[1] for event in past if event[0] == "receipt"}
    publisher = Partner(folder, name, name)
    for key in sorted(tried - received):
        hand_in(publisher, key)
    number, waiting = len(tried), collections.deque()
    while publisher.goes_on:
        number += 1
        waiting.append(hand_in(publisher, key_of(name, number)))
        if random.random() < AGAIN:
            hand_in(publisher, key_of(name, random.randint(1, number)))
        time.sleep(PAUSE)
        # A publisher is no faster than the services that take the rows over, so that little is left at the end.
        while len(waiting) > OPEN and publisher.goes_on:
            try:
                if publisher.exchange.outcome(waiting[0], timeout=1):
                    waiting.popleft()
            except RPCError as error:
                publisher.failed(error)
    publisher.exchange.close()


def hand_in(publisher, key):
    """Tries until there is a receipt, and returns the submission's number. It goes on trying even when told to stop,
    until it is killed."""
    while True:
        publisher.log.note("try", key)
        try:
            receipt = publisher.exchange.submit("submissions.csv", rows(key), fictitious=True, key=key)
            publisher.log.note("receipt", key, receipt["submission"], receipt["duplicate"])
            return receipt["submission"]
        except RPCError as error:
            publisher.failed(error)


# Consumers.

def make_inbox(path):
    with contextlib.closing(sqlite3.connect(path)) as inbox:
        inbox.executescript("""
            PRAGMA journal_mode = WAL;
            CREATE TABLE seen (source TEXT, id TEXT, PRIMARY KEY (source, id));
            CREATE TABLE effects (number INTEGER PRIMARY KEY, code TEXT, structure TEXT);
            """)


def take_in(inbox, event):
    """Takes an event in: notes (source, id) and its effect in one transaction, unless (source, id) is there already."""
    with inbox:
        is_new = inbox.execute(
            "INSERT OR IGNORE INTO seen VALUES (?, ?)", (event["source"], event["id"])).rowcount
        if is_new:
            inbox.execute("INSERT INTO effects (code, structure) VALUES (?, ?)",
                          (event["data"]["submission_code"], event["subject"]))


def consume(folder, name):
    subscription = CONSUMERS[name]
    consumer = Partner(folder, name, "consumers")
    inbox = sqlite3.connect(folder.inbox(subscription), timeout=30)
    while consumer.goes_on:
        try:
            pulled = time.monotonic()
            messages = consumer.exchange.pull(subscription, most=BATCH, wait=LONG_POLL)
            arrived = time.monotonic()
            for one in messages:
                consumer.log.note("delivered", one.token, one.sequence, one.attempt, one.event["subject"],
                                  one.event["data"]["submission_code"], pulled, arrived)
            # All effects come before the first answer, so that more of a batch comes again after a kill.
            for one in messages:
                take_in(inbox, one.event)
            for one in messages:
                consumer.log.note("answering", one.token, time.monotonic())
                consumer.log.note("answered", one.token, one.acknowledge())
        except (RPCError, Gap) as error:
            consumer.failed(error)
    consumer.exchange.close()


# The system.

class Process:
    """A process that can be killed and started again. It is signalled by its own id only."""

    def __init__(self, command, log):
        self._command, self._log = command, log
        self.kills = 0
        self.start()

    def start(self):
        # The process has a session of its own, so that Ctrl-C reaches only the test, which stops the others in order.
        with open(self._log, "ab") as log:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)

    @property
    def is_up(self):
        return self._process.poll() is None

    def kill(self):
        self._process.kill()
        self._process.wait(10)

    def stop(self):
        self._process.terminate()

    def has_ended(self, seconds):
        """Returns whether the process ended within some seconds; otherwise it is killed."""
        try:
            self._process.wait(seconds)
            return True
        except subprocess.TimeoutExpired:
            self.kill()
            return False


class System:
    """The five services with the golden network, and the partners' processes."""

    def __init__(self, folder, programs):
        self.folder, self._programs = folder, programs
        self.processes = {}
        self.ended = []  # processes that ended by themselves
        self.late = []  # processes that did not stop in order

    def vigie(self, verb, *more, codes=(0,)):
        try:
            done = subprocess.run([f"{self._programs}/vigie", verb, *more], timeout=120, text=True, capture_output=True,
                                  env={**os.environ, "VIGIE_HOME": self.folder.home})
            if done.returncode not in codes:
                done.check_returncode()
            return done.stdout
        except (OSError, subprocess.SubprocessError) as error:
            output = getattr(error, "stderr", "")
            what = f"vigie {verb}: {error} {output}"
            raise Failure(words(f"échec : {what}", f"failed: {what}"))

    def start(self):
        self.vigie("keys", "init", "--home", self.folder.home)
        for name in (*PUBLISHERS, "consumers"):
            self._allow(name, "partner", "--territory", "69")
        self._allow("auditor", "auditor")
        for name in (*SERVICES, "exchange"):
            self._run(name, f"{self._programs}/vigie-{name}", "--config", f"{self.folder.home}/{name}.json")
        self.vigie("status", "--wait", "60")
        for file in ("communes-69.csv", "mouvements-69.csv"):
            self.vigie("import", f"{ROOT}/deploy/sample/{file}")
        self.vigie("import", f"{ROOT}/Tests/Golden", "--fictitious")
        with self.folder.exchange("consumers") as exchange:
            for name in set(CONSUMERS.values()):
                make_inbox(self.folder.inbox(name))
                exchange.subscribe(name, types=[EVENT], ordered=name == "ordered", maxAttempts=MAX_ATTEMPTS,
                                   leaseMilliseconds=int(LEASE * 1000), backoffMilliseconds=100)
        for verb, names in (("publish", PUBLISHERS), ("consume", CONSUMERS)):
            for name in names:
                self._run(name, sys.executable, "-B", __file__, verb, self.folder.path, name)

    def _allow(self, name, role, *more):
        public, secret = zmq.curve_keypair()
        with open(self.folder.key(name), "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(secret.decode())
        self.vigie("keys", "allow", "--name", name, "--role", role, *more, "--", public.decode())

    def _run(self, name, *command):
        self.processes[name] = Process(command, f"{self.folder.path}/{name}.out")

    def torture(self, seconds, dice):
        end = time.monotonic() + seconds
        while (pause := dice.uniform(*FAULT_EVERY)) < end - time.monotonic():
            self._watch(pause)
            process = self.processes[dice.choice(KINDS[dice.choice(list(KINDS))])]
            process.kill()
            process.kills += 1
            process.start()
        self._watch(end - time.monotonic())

    def _watch(self, seconds):
        """Restarts processes that ended by themselves, and remembers their names."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(left, 0.5))
            for name, process in self.processes.items():
                if not process.is_up:
                    self.ended.append(name)
                    process.start()

    def stop(self, names):
        there = [(name, self.processes[name]) for name in names if name in self.processes]
        for name, process in there:
            if not process.is_up:
                self.ended.append(name)
            process.stop()
        self.late += [name for name, process in there if not process.has_ended(30)]
        for name, _ in there:
            del self.processes[name]

    def serving(self):
        """Returns the services that say that they serve."""
        answers = self.vigie("status", "--wait", "10", "--format", "json", codes=(0, 3))
        return [one["service"] for one in json.loads(answers) if one["status"] == "SERVING"]

    def audits(self):
        """Returns service → the number of lines of its audit if all are intact; else what `vigie` says of it. Every
        service was given something to change, so an audit without lines is not intact."""
        answers = self.vigie("audit", "verify", "--lang", "en", codes=(0, 1))
        said = dict(line.split(": ", 1) for line in answers.splitlines() if ": " in line)
        found = {name: said.get(name, "no answer") for name in (*SERVICES, "exchange")}
        intact = {name: re.match(r"([1-9][\d,]*) lines?, intact", text) for name, text in found.items()}
        return {name: int(intact[name][1].replace(",", "")) if intact[name] else text for name, text in found.items()}


# What was seen.

@dataclasses.dataclass
class Delivery:
    sequence: int
    attempt: int
    structure: str
    code: str
    pulled: float  # when its consumer began to pull
    arrived: float
    answering: float = float("inf")  # when its consumer began to answer
    was_acknowledged: bool = False

    @property
    def out_until(self):
        """The time until which the delivery was certainly out: until its answer, or for a lease counted from the start
        of the pull, since the true lease began later."""
        return min(self.answering, self.pulled + LEASE)


class Seen:
    """All that the logs outside the system say."""

    def __init__(self, folder):
        self.tries = 0
        self.receipts = collections.defaultdict(list)  # key → (submission, duplicate)
        self.deliveries = {name: {} for name in CONSUMERS.values()}  # subscription → token → delivery
        self.errors = []
        for name in PUBLISHERS:
            for kind, *rest in OutsideLog.read(folder.log(name)):
                if kind == "try":
                    self.tries += 1
                elif kind == "receipt":
                    self.receipts[rest[0]].append(tuple(rest[1:]))
                else:
                    self.errors.append(f"{name}: {rest[0]}")
        for name, subscription in CONSUMERS.items():
            for kind, *rest in OutsideLog.read(folder.log(name)):
                known = self.deliveries[subscription]
                if kind == "delivered":
                    known[rest[0]] = Delivery(*rest[1:])
                elif kind == "answering":
                    known[rest[0]].answering = rest[1]
                elif kind == "answered":
                    known[rest[0]].was_acknowledged = rest[1]
                else:
                    self.errors.append(f"{name}: {rest[0]}")
        self.rows = [code for key in self.receipts for code in row_codes(key)]

    def by_arrival(self, subscription):
        return sorted(self.deliveries[subscription].values(), key=lambda one: (one.arrived, one.sequence))


def effects(folder, subscription):
    with contextlib.closing(sqlite3.connect(folder.inbox(subscription))) as inbox:
        return inbox.execute("SELECT code, structure FROM effects ORDER BY number").fetchall()


def wait_until_settled(folder, seen):
    """Waits until every submission has its outcome, no message waits and every acknowledged row has its effects.
    Returns what is still missing when the time is over."""
    end = time.monotonic() + SETTLED_IN
    with folder.exchange("auditor") as auditor, folder.exchange("consumers") as consumers:
        while True:
            left = max(1.0, end - time.monotonic())
            try:
                waiting = unsettled(folder, seen, auditor.call("GetStatistics", timeout=left),
                                    consumers.call("ListSubscriptions", timeout=left)["subscriptions"])
            except RPCError as error:
                waiting = [str(error)]
            if not waiting or time.monotonic() > end:
                return waiting
            time.sleep(0.5)


def unsettled(folder, seen, statistics, subscriptions):
    counts = {"submissions without an outcome": statistics["pendingSubmissions"]}
    for one in subscriptions:
        name = one["name"]
        counts[f"messages of {name}"] = one["backlog"] + one["waiting"] + one["inFlight"]
        counts[f"effects of {name}"] = len(missing(seen.rows, (code for code, _ in effects(folder, name))))
    return [f"{count} {what}" for what, count in counts.items() if count]


def outcomes(folder, receipts):
    """Returns key → what the exchange says of its submission; None if it says nothing."""
    end = time.monotonic() + SETTLED_IN + len(receipts) / 100

    def ask(publisher, key):
        left = max(0.0, min(10.0, end - time.monotonic()))
        try:
            return key, left and publisher.call("GetSubmission", {"submission": receipts[key][0][0]}, timeout=left)
        except RPCError:
            return key, None

    found = {}
    for name in PUBLISHERS:
        keys = [key for key in receipts if key.startswith(name)]
        with folder.exchange(name) as publisher, concurrent.futures.ThreadPoolExecutor(8) as pool:
            found.update(pool.map(lambda key, publisher=publisher: ask(publisher, key), keys))
    return found


def replay(auditor):
    """Reads the exchange's log again from the beginning; returns its rows in the log's order."""
    name, codes = "torture", []
    auditor.call("ReplayMessages", {"name": name, "types": [EVENT], "start": {"from": "earliest"}}, key=name)
    while messages := auditor.pull(name, most=1000, wait=2.0):
        codes += [(one.event["data"]["submission_code"], one.event["subject"]) for one in messages]
        auditor.settle(name, acknowledge=[one.token for one in messages])
    return codes


# Verdicts.

@dataclasses.dataclass
class Check:
    name: str
    offenders: list
    tried: int  # of how many; a check that had nothing to look at fails

    @property
    def has_passed(self):
        return not self.offenders and self.tried > 0


def out_of_order(codes):
    """Returns the rows that stand after a later row of their structure; of repeated rows, the first counts."""
    last, known, wrong = {}, set(), []
    for code, structure in codes:
        found = ROW.fullmatch(code)
        if not found or code in known:
            continue
        known.add(code)
        number = int(found[2])
        if number < last.get(structure, 0):
            wrong.append(code)
        last[structure] = max(number, last.get(structure, 0))
    return wrong


def out_together(deliveries):
    """Returns the deliveries that came while another one of their structure was certainly out, in order of arrival."""
    until, wrong = {}, []
    for one in deliveries:
        if one.arrived < min(one.out_until, until.get(one.structure, 0)):
            wrong.append(one.code)
        until[one.structure] = max(one.out_until, until.get(one.structure, 0))
    return wrong


def again_after_acknowledgement(deliveries):
    """Returns the messages that went out again after an acknowledgement that held, in order of arrival."""
    acknowledged = {}
    for one in deliveries:
        if one.was_acknowledged:
            acknowledged.setdefault(one.sequence, one.attempt)
    return [one.code for one in deliveries if one.attempt > acknowledged.get(one.sequence, one.attempt)]


def contradictions(receipts):
    """Returns keys with two numbers or two first receipts, and numbers with two keys."""
    keys = collections.defaultdict(set)
    for key, found in receipts.items():
        for number, _ in found:
            keys[number].add(key)
    return [key for key, found in receipts.items()
            if len({number for number, _ in found}) > 1 or sum(not duplicate for _, duplicate in found) > 1
            ] + [f"submission {number}" for number, found in keys.items() if len(found) > 1]


def repeated(codes):
    return [code for code, count in collections.Counter(codes).items() if count > 1]


def missing(wanted, found):
    return sorted(set(wanted) - set(found))


def checks_before_stop(system, seen):
    """Yields the checks that ask the running system."""
    folder = system.folder
    found = outcomes(folder, seen.receipts)
    yield Check("acknowledged submissions without an outcome",
                [key for key, one in found.items() if not one or one["state"] not in ("accepted", "refused")],
                len(found))
    yield Check("acknowledged submissions, all rows of which are good, not wholly accepted",
                [key for key, one in found.items() if one and (one["state"] != "accepted" or len(row_codes(key))
                 != one["outcome"]["loaded"] + one["outcome"]["unchanged"])], len(found))
    yield Check("receipts that contradict another", contradictions(seen.receipts), seen.tries)
    with folder.exchange("auditor") as auditor:
        log = replay(auditor)
    codes = [code for code, _ in log]
    yield Check("log: acknowledged rows without an event", missing(seen.rows, codes), len(seen.rows))
    yield Check("log: rows with two events", repeated(codes), len(codes))
    yield Check("log: events after a later one of their structure", out_of_order(log), len(codes))
    with folder.exchange("consumers") as consumers:
        for name in seen.deliveries:
            letters = consumers.call("ListDeadLetters", {"subscription": name, "limit": 1000})["deadLetters"]
            yield Check(f"{name}: dead letters before {MAX_ATTEMPTS} attempts",
                        [str(one["sequence"]) for one in letters if one["attempts"] < MAX_ATTEMPTS],
                        len(seen.deliveries[name]))
    serving = system.serving()
    yield Check("services that do not serve", missing((*SERVICES, "exchange"), serving), len(SERVICES) + 1)


def checks_of_deliveries(folder, seen):
    for name in seen.deliveries:
        deliveries, done = seen.by_arrival(name), effects(folder, name)
        yield Check(f"{name}: acknowledged rows never delivered",
                    missing(seen.rows, (one.code for one in deliveries)), len(seen.rows))
        yield Check(f"{name}: acknowledged rows without an effect",
                    missing(seen.rows, (code for code, _ in done)), len(seen.rows))
        yield Check(f"{name}: effects done twice", repeated(code for code, _ in done), len(done))
        yield Check(f"{name}: deliveries after an acknowledgement that held",
                    again_after_acknowledgement(deliveries), len(deliveries))
        if name == "ordered":
            yield Check(f"{name}: first deliveries after a later row of their structure",
                        out_of_order((one.code, one.structure) for one in deliveries), len(deliveries))
            yield Check(f"{name}: effects after that of a later row of their structure", out_of_order(done), len(done))
            yield Check(f"{name}: deliveries while one of their structure was out", out_together(deliveries),
                        len(deliveries))


def checks_of_databases(folder, seen):
    log = folder.read("exchange", """
        SELECT sequence, envelope, hash, (SELECT group_concat(scope, char(10)) FROM (SELECT scope FROM log_scopes
        WHERE log_scopes.sequence = log.sequence ORDER BY scope)) FROM log ORDER BY sequence""")
    before = [0, *(number for number, *_ in log)]
    yield Check("log: numbers with a gap before them, or bytes that are not what was logged",
                [str(number) for last, (number, envelope, digest, scopes) in zip(before, log)
                 if number != last + 1
                 or hashlib.sha256(f"{number}\n{scopes}\n\n{envelope}".encode()).hexdigest() != digest],
                len(log))
    versions = folder.read("senacs", "SELECT submission_code, is_current FROM submissions")
    yield Check("senacs: acknowledged rows without a current row",
                missing(seen.rows, (code for code, is_current in versions if is_current)), len(seen.rows))
    yield Check("senacs: rows with two versions", repeated(code for code, _ in versions), len(versions))
    yield Check("databases that fail PRAGMA integrity_check",
                [name for name in (*SERVICES, "exchange") if folder.read(name, "PRAGMA integrity_check") != [("ok",)]],
                len(SERVICES) + 1)


def show(checks):
    for check in checks:
        verdict = "passed" if check.has_passed else "FAILED"
        print(f"{verdict}  {check.name:82} {len(check.offenders):>6} of {check.tried}")
        if check.offenders:
            more = ", …" if len(check.offenders) > 5 else ""
            print("        " + ", ".join(one[:100] for one in check.offenders[:5]) + more)


def judge(system, minutes, seed):
    """Runs the whole test; returns the checks, and counts for the record."""
    folder, begin = system.folder, time.monotonic()
    system.start()
    system.torture(minutes * 60, random.Random(seed))
    kills = {name: process.kills for name, process in system.processes.items()}
    faults_ended = time.monotonic()
    system.stop(PUBLISHERS)
    waiting = wait_until_settled(folder, Seen(folder))
    settled = time.monotonic() - faults_ended
    # The consumers' logs have all deliveries only now.
    system.stop(CONSUMERS)
    seen = Seen(folder)
    checks = [Check(f"what is missing {SETTLED_IN:.0f} s after the last fault", waiting, len(seen.rows)),
              *checks_before_stop(system, seen), *checks_of_deliveries(folder, seen)]
    audits = system.audits()
    lines = sum(found for found in audits.values() if isinstance(found, int))
    checks.append(Check("audit: services with a line that was altered, removed or moved",
                        [f"{name}: {found}" for name, found in audits.items() if not isinstance(found, int)],
                        len(audits)))
    system.stop((*SERVICES, "exchange"))
    checks += checks_of_databases(folder, seen)
    checks.append(Check("processes that ended by themselves, or did not stop within 30 s",
                        system.ended + system.late, len(kills)))
    checks.append(Check("errors told to partners beside those of an exchange that is away", seen.errors, seen.tries))
    deliveries = [one for known in seen.deliveries.values() for one in known.values()]
    return checks, {
        "seed": seed, "kills": {name: count for name, count in kills.items() if count},
        "submissionsAcknowledged": len(seen.receipts), "handedInAgain": seen.tries - len(seen.receipts),
        "rowsAcknowledged": len(seen.rows), "deliveries": len(deliveries),
        "redeliveries": sum(one.attempt > 1 for one in deliveries),
        "afterTheirEffect": len(deliveries) - sum(len(effects(folder, name)) for name in seen.deliveries),
        "auditLines": lines,
        "settledSeconds": round(settled, 1), "seconds": round(time.monotonic() - begin, 1),
    }


def run(options):
    for one in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, lambda *_: sys.exit(1))
    system = System(Folder(tempfile.mkdtemp(prefix="vigie-torture.")), options.bin)
    is_kept = False
    try:
        checks, counts = judge(system, options.minutes, options.seed)
        show(checks)
        kills = counts["kills"]
        print(f"{sum(kills.values())} kills: " + ", ".join(f"{name} {count}" for name, count in kills.items()))
        print("{submissionsAcknowledged} submissions acknowledged with {rowsAcknowledged} rows, handed in again "
              "{handedInAgain}; {deliveries} deliveries, of them {redeliveries} redeliveries, {afterTheirEffect} "
              "after their effect; {auditLines} lines of the audit verified; settled {settledSeconds} s after the last "
              "fault; {seconds} s".format(**counts))
        if options.json:
            with open(options.json, "w") as file:
                rows = [{**dataclasses.asdict(one), "passed": one.has_passed} for one in checks]
                json.dump({**counts, "checks": rows}, file, indent=1, ensure_ascii=False)
        failed = sum(not one.has_passed for one in checks)
        is_kept = failed > 0
        print(f"{len(checks) - failed} passed, {failed} failed")
        return 1 if failed else 0
    except (Failure, RPCError) as error:
        is_kept = True
        print(f"torture: {error}", file=sys.stderr)
        return 1
    except BaseException as error:
        is_kept = isinstance(error, Exception)
        raise
    finally:
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(one, signal.SIG_IGN)
        system.stop(list(system.processes))
        if is_kept:
            print(words(f"Tout est conservé dans {system.folder.path}", f"all of it is kept in {system.folder.path}"),
                  file=sys.stderr)
        else:
            shutil.rmtree(system.folder.path)


def main():
    parser = argparse.ArgumentParser(prog="deploy/torture")
    verbs = parser.add_subparsers(dest="verb", required=True)
    whole = verbs.add_parser("run")
    whole.add_argument("--bin", required=True)
    whole.add_argument("--minutes", type=float, required=True)
    whole.add_argument("--seed", type=int, default=1)
    whole.add_argument("--json")
    for verb in ("publish", "consume"):
        part = verbs.add_parser(verb)
        part.add_argument("folder", type=Folder)
        part.add_argument("name")
    options = parser.parse_args()
    if options.verb == "run":
        return run(options)
    return (publish if options.verb == "publish" else consume)(options.folder, options.name)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
