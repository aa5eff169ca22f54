"""What deploy/benchmark runs: runs programs by turns, takes medians, and compares each with its target (design, §10)."""

import argparse
import hashlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

import figures
import ingestion
import portal_load
import questions
from network import Network

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def results(lines):
    """Yields the RESULT lines of a program's output as dictionaries; numbers lose their unit."""
    for line in lines:
        if line.startswith("RESULT "):
            row = dict(part.split("=", 1) for part in line.split()[1:])
            yield {k: number(v) for k, v in row.items()}


def number(text):
    try:
        return float(text.removesuffix("/s"))
    except ValueError:
        return text


class Served:
    """A server that prints its address in its first line, and ends when its standard input is closed."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.address, self.key, self.pid = self.process.stdout.readline().split()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(30)


class Run:
    def __init__(self, options):
        self.options = options
        self.program = os.path.join(options.bin, "vigie-benchmark")
        self.samples = {}
        self.skipped = []

    def note(self, name, value):
        self.samples.setdefault(name, []).append(value)

    def median(self, name):
        return statistics.median(self.samples[name]) if name in self.samples else None

    def spread(self, name):
        values = self.samples[name]
        middle = statistics.median(values)
        return (max(values) - min(values)) / middle / 2 if middle else 0.0

    def note_calls(self, name, row):
        depth = int(row["inflight"])
        self.note(f"{name}/{depth}/p50", row["p50"])
        self.note(f"{name}/{depth}/rate", row["thr"])
        self.note(f"{name}/{depth}/cpu", row["cli_cpu/100k"] + row["srv_cpu/100k"])

    # Ours

    def ours(self, name, plain=False, pool=False, coding="raw", depths="1,64,512", calls=20000):
        with Served([self.program, "echo-server"] + (["--plain"] if plain else [])) as server:
            command = [self.program, "echo-client", "--server", server.address, f"--server-key={server.key}",
                       "--process", server.pid, "--coding", coding, "--in-flight", depths, "--calls", str(calls)]
            out = subprocess.run(command + ([] if pool else ["--on-loop"]), capture_output=True, text=True,
                                 timeout=300, check=True).stdout
        for row in results(out.splitlines()):
            self.note_calls(name, row)

    def overload(self):
        with Served([self.program, "echo-server"]) as server:
            out = subprocess.run([self.program, "overload", "--server", server.address, f"--server-key={server.key}",
                                  "--process", server.pid], capture_output=True, text=True, timeout=300, check=True).stdout
        row = next(results(out.splitlines()))
        self.note("overload/goodput", row["goodput"] / row["peak"])
        self.note("overload/late", row["late"])

    def codec(self):
        out = subprocess.run([self.program, "codec"], capture_output=True, text=True, timeout=300, check=True).stdout
        for row in results(out.splitlines()):
            self.note(f"codec/{row['name']}", row["us"])

    def attendance(self, home, pid):
        out = subprocess.run([self.program, "disk", "--folder", home], capture_output=True, text=True, check=True).stdout
        self.note("disk/rate", next(results(out.splitlines()))["thr"])
        out = subprocess.run([self.program, "attendance", "--home", home, "--facts", f"{ROOT}/deploy/sample/network",
                              "--process", str(pid)], capture_output=True, text=True, timeout=300, check=True).stdout
        self.note_calls("attendance", next(results(out.splitlines())))

    # Peers

    def peer(self, name, label):
        """Notes the lines of a peer about 64-byte messages, and stops the peer once they have come."""
        script = os.path.join(self.options.peers, "rpc", "run.sh")
        process = subprocess.Popen(["bash", script, name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                   env={**os.environ, "BUILD": self.options.build}, start_new_session=True)
        seen = 0
        try:
            for line in process.stdout:
                for row in results([line]):
                    if row["payload"] == 64:
                        self.note_calls(label, row)
                        seen += 1
                if seen == 3:
                    break
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if not seen and label not in self.skipped:
            self.skipped.append(label)

    def grpc_message(self):
        program = os.path.join(self.options.build, "grpc-message")
        if not os.path.exists(program):
            return
        with Served([program, "server"]) as server:
            for depth, calls in ((1, 10000), (64, 60000)):
                out = subprocess.run([program, "client", server.address, server.pid, str(depth), str(calls)],
                                     capture_output=True, text=True, timeout=120, check=True).stdout
                for row in results(out.splitlines()):
                    self.note_calls("grpc-cpp message", row)


def build_peers(options):
    """Builds the peers' programs once, outside the repository's tracked files."""
    peers = os.path.join(options.peers, "rpc")
    if not os.path.isdir(peers):
        return f"no peers in {options.peers}: only our own programs are measured"
    os.makedirs(options.build, exist_ok=True)
    if not os.path.exists(os.path.join(options.build, "zcli")):
        # The Swift peer's build writes beside its package, so it is built from a copy.
        copy = os.path.join(options.build, "sources")
        shutil.copytree(peers, copy, dirs_exist_ok=True)
        subprocess.run(["chmod", "-R", "u+w", copy], check=True)
        subprocess.run(["bash", os.path.join(copy, "build.sh")], env={**os.environ, "BUILD": options.build}, check=False,
                       stdout=sys.stderr)
    message = os.path.join(options.build, "grpc-message")
    if shutil.which("protoc") and not os.path.exists(message):
        folder, source = os.path.join(options.build, "message"), f"{ROOT}/Tests/Benchmarks/Peers"
        os.makedirs(folder, exist_ok=True)
        subprocess.run(
            f"protoc -I {source} --cpp_out=. --grpc_out=. --plugin=protoc-gen-grpc=$(command -v grpc_cpp_plugin) "
            f"{source}/message.proto && g++ -O2 -std=c++17 -I. -o {message} {source}/grpc_message.cc message.pb.cc "
            f"message.grpc.pb.cc $(pkg-config --cflags --libs grpc++) -lprotobuf", shell=True, cwd=folder, check=False)
    return None


def rpc(run):
    problem = build_peers(run.options)
    if problem:
        print(problem, file=sys.stderr)
    with Network(run.options) as network:
        for turn in range(run.options.rounds):
            print(f"round {turn + 1} of {run.options.rounds}", file=sys.stderr)
            for name, label in (("raw-curve", "raw curve"), ("raw", "raw plain")):
                run.peer(name, label)
            run.ours("curve loop")
            run.ours("curve pool", pool=True)
            run.ours("plain loop", plain=True)
            run.ours("message cbor", coding="cbor", depths="1,64")
            run.grpc_message()
            run.ours("message json", coding="json", depths="1,64", calls=5000)
            for name, label in (("nats", "nats"), ("nats-asap", "nats at once"), ("grpc-cpp", "grpc-cpp callback"),
                                ("grpc-cpp-async", "grpc-cpp async"), ("grpc-swift", "grpc-swift-2"),
                                ("grpc-swift-inprocess", "grpc-swift-2 in process")):
                run.peer(name, label)
            run.codec()
            run.attendance(network.home, network.training)
            run.overload()
    best = max((p for p in ("grpc-cpp callback/64/rate", "grpc-cpp async/64/rate") if p in run.samples),
               key=run.median, default="grpc-cpp async/64/rate")
    best_cpu = best.replace("rate", "cpu")
    return [
        ("unary 64 B, CURVE, 1 in flight, both on the loop: p50", "µs", "curve loop/1/p50", "raw curve/1/p50", "<=", 1.15),
        ("unary 64 B, CURVE, 1 in flight, client on the pool: p50", "µs", "curve pool/1/p50", "raw curve/1/p50", "<=", 1.6),
        ("unary 64 B, CURVE, 64 in flight", "calls/s", "curve loop/64/rate", "raw curve/64/rate", ">=", 0.6),
        ("unary 64 B, CURVE, 512 in flight", "calls/s", "curve loop/512/rate", "raw curve/512/rate", None, None),
        ("unary 64 B, CURVE, 64 in flight", "calls/s", "curve loop/64/rate", "grpc-swift-2/64/rate", ">=", 10),
        ("unary 64 B, plain, 1 in flight: p50", "µs", "plain loop/1/p50", "raw plain/1/p50", None, None),
        ("unary 64 B, plain, 64 in flight", "calls/s", "plain loop/64/rate", "raw plain/64/rate", ">=", 0.6),
        ("unary 64 B, plain, 64 in flight", "calls/s", "plain loop/64/rate", "grpc-swift-2/64/rate", ">=", 20),
        ("unary 64 B, plain, 64 in flight", "calls/s", "plain loop/64/rate", "grpc-swift-2 in process/64/rate", None, None),
        ("unary 64 B, plain, 64 in flight", "calls/s", "plain loop/64/rate", best, ">=", 3),
        ("unary 64 B, plain, 64 in flight", "calls/s", "plain loop/64/rate", "nats at once/64/rate", ">=", 2.5),
        ("unary 64 B, plain, 64 in flight", "calls/s", "plain loop/64/rate", "nats/64/rate", None, None),
        ("unary 64 B, plain, 64 in flight: CPU", "s/100k", "plain loop/64/cpu", best_cpu, "<=", 0.2),
        ("CBOR, 15 fields: encode", "µs", "codec/cbor-encode", "codec/json-encode", "<=", 0.25),
        ("CBOR, 15 fields: decode", "µs", "codec/cbor-decode", "codec/json-decode", "<=", 0.25),
        ("unary 15 fields, CURVE, 64 in flight", "calls/s", "message cbor/64/rate", "message json/64/rate", ">=", 3),
        ("unary 15 fields, CURVE, 64 in flight", "calls/s", "message cbor/64/rate", "grpc-cpp message/64/rate", ">=", 1),
        ("unary 15 fields, CURVE, 1 in flight: p50", "µs", "message cbor/1/p50", "grpc-cpp message/1/p50", None, None),
        ("RecordAttendance, CURVE, 64 in flight", "calls/s", "attendance/64/rate", "disk/rate", ">=", 0.8),
        ("overload: goodput at twice the peak", "of the peak", "overload/goodput", None, ">=", 0.9),
        ("overload: answers after their deadline", "calls", "overload/late", None, "<=", 0),
    ]


class RabbitMQ:
    """A broker from Debian's package, in a folder of its own; None where the package is missing."""

    PORT = 35672

    def __init__(self, options):
        self.folder = tempfile.mkdtemp(prefix="rabbitmq.", dir=options.work)
        self.program = os.path.join(options.work, "rabbitmq-peer")
        self.process = None

    def __enter__(self):
        server = "/usr/lib/rabbitmq/bin/rabbitmq-server"
        source = f"{ROOT}/Tests/Benchmarks/Peers/rabbitmq.c"
        if not os.path.exists(server) or subprocess.run(
                ["cc", "-O2", "-o", self.program, source, "-lrabbitmq", "-lpthread"], check=False).returncode:
            return None
        environment = {**os.environ, "HOME": self.folder, "RABBITMQ_NODENAME": f"vigie{os.getpid()}@localhost",
                       "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1", "RABBITMQ_NODE_PORT": str(self.PORT),
                       "RABBITMQ_DIST_PORT": str(self.PORT + 1), "RABBITMQ_MNESIA_BASE": self.folder,
                       "RABBITMQ_LOG_BASE": self.folder, "RABBITMQ_PID_FILE": f"{self.folder}/pid",
                       "RABBITMQ_ENABLED_PLUGINS_FILE": f"{self.folder}/plugins"}
        self.process = subprocess.Popen([server], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        start_new_session=True)
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.PORT), 1).close()
                return self
            except OSError:
                time.sleep(0.2)
        return None

    @property
    def pid(self):
        with open(f"{self.folder}/pid") as file:
            return file.read().strip()

    def run(self, kind, width, count):
        out = subprocess.run([self.program, kind, str(self.PORT), self.pid, str(width), str(count)], capture_output=True,
                             text=True, timeout=300, check=True).stdout
        return next(results(out.splitlines()))

    def __exit__(self, *_):
        if self.process:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(60)
        shutil.rmtree(self.folder, ignore_errors=True)


def fill(path, count, territory, number):
    """Writes messages about one commune into a stopped exchange's log, in the form of the exchange's own messages."""
    with sqlite3.connect(path) as database:
        last = database.execute("SELECT value FROM exchange_counters WHERE name = 'log'").fetchone()[0]
        epoch = database.execute("SELECT value FROM storage_meta WHERE name = 'epoch'").fetchone()[0]
        now = int(time.time() * 1e6)
        size = 0
        for one in range(last + 1, last + count + 1):
            event = json.dumps({
                "commune": territory, "data": {"submission_code": f"Q-{number}-{one}", "structure_code": f"Q{number}"},
                "datacontenttype": "application/json", "epoch": epoch, "id": f"queue-{number}-{one}", "sequence": str(one),
                "source": "/vigie/senacs", "specversion": "1.0", "subject": f"Q{number}", "time": "2026-01-01T00:00:00Z",
                "type": "vigie.senacs.v1.questionnaire-submitted"}, separators=(",", ":"), sort_keys=True)
            digest = hashlib.sha256("\n".join([str(one), territory, "all", "", event]).encode()).hexdigest()
            database.execute("INSERT INTO log VALUES (?,?,?,?,?,?,?,?,?)",
                             (one, f"queue-{number}-{one}", "vigie.senacs.v1.questionnaire-submitted", f"Q{number}", now, now,
                              len(event), event, digest))
            database.executemany("INSERT INTO log_scopes VALUES (?,?)", [(territory, one), ("all", one)])
            size += len(event)
        database.execute("UPDATE exchange_counters SET value = ? WHERE name = 'log'", (last + count,))
        database.execute("UPDATE exchange_counters SET value = value + ? WHERE name = 'log-bytes'", (size,))


def memory(pid):
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))


def queue(run):
    """Measures the exchange alone, as a broker, beside RabbitMQ on the same disk."""
    def client(*words):
        out = subprocess.run([run.program, *words, "--home", network.home, "--process", str(network.exchange)],
                             capture_output=True, text=True, timeout=600, check=True).stdout
        return next(results(out.splitlines()))

    def no_quotas():
        path = f"{network.home}/exchange.json"
        with open(path) as file:
            exchange = json.load(file)
        exchange.update(quotaMessagesPerSecond=1000000, quotaBytesPerSecond=1 << 30, quotaSubmissions=1000000)
        with open(path, "w") as file:
            json.dump(exchange, file)

    store = lambda: f"{network.home}/data/exchange.sqlite"
    with Network(run.options) as network, RabbitMQ(run.options) as rabbit:
        if rabbit is None:
            run.skipped.append("rabbitmq")
        network.restart_exchange(lambda: (no_quotas(), fill(store(), 40000, "69266", 1)))
        network.stop_services()
        for turn in range(run.options.rounds):
            print(f"round {turn + 1} of {run.options.rounds}", file=sys.stderr)
            out = subprocess.run([run.program, "disk", "--folder", network.home], capture_output=True, text=True, check=True)
            run.note("disk/rate", next(results(out.stdout.splitlines()))["thr"])
            for publishers, calls in ((100, 10000), (1, 500)):
                run.note_calls("exchange", client("publish", "--publishers", str(publishers), "--calls", str(calls)))
                if rabbit:
                    run.note_calls("rabbitmq", rabbit.run("publish", publishers, calls))
            run.note("exchange/read", 100 * client("read", "--subscription", "q", "--batch", "100", "--count", "10000")["thr"])
            if rabbit:
                run.note("rabbitmq/read", 100 * rabbit.run("read", 100, 10000)["thr"])
        for name in ("alone", "million"):
            if name == "million":
                network.restart_exchange(lambda: fill(store(), run.options.queued, "69266", 3))
            else:
                network.restart_exchange(lambda: fill(store(), 4000, "69029", 2))
            for _ in range(run.options.rounds):
                row = client("read", "--subscription", "b", "--territory", "69029", "--batch", "10", "--count", "2000")
                run.note(f"beside/{name}", row["p50"])
            run.note(f"memory/{name}", memory(network.exchange))
    return [
        ("durable publish, 100 publishers", "rows/s", "exchange/100/rate", "disk/rate", ">=", 0.8),
        ("durable publish, 100 publishers", "rows/s", "exchange/100/rate", None, ">=", 3000),
        ("durable publish, 100 publishers", "rows/s", "exchange/100/rate", "rabbitmq/100/rate", None, None),
        ("durable publish, 100 publishers: CPU", "s/100k", "exchange/100/cpu", "rabbitmq/100/cpu", None, None),
        ("durable publish, 1 publisher: p50", "µs", "exchange/1/p50", "rabbitmq/1/p50", None, None),
        ("read and acknowledge, batches of 100", "messages/s", "exchange/read", "rabbitmq/read", None, None),
        (f"a batch of 10 beside a partner with {run.options.queued:,} queued: p50", "µs", "beside/million", "beside/alone",
         None, None),
        ("memory with them", "MiB", "memory/million", "memory/alone", None, None),
    ]


def table(run, rows):
    out = []
    print(f"{'what':58} {'ours':>10} {'±':>5} {'peer':>24} {'its':>10} {'ratio':>7} {'target':>8}")
    for what, unit, ours, peer, sense, target in rows:
        value, other = run.median(ours), run.median(peer) if peer else None
        if value is None or (peer and other is None):
            print(f"{what:58} {'skipped: ' + (peer or ours).split('/')[0] + ' is not here':>40}")
            continue
        ratio = value / other if peer else value
        met = None if target is None else (ratio <= target if sense == "<=" else ratio >= target)
        label = peer.split("/")[-1] if peer and peer.startswith("codec") else peer.split("/")[0] if peer else ""
        aim = "" if target is None else f"{'≤' if sense == '<=' else '≥'} {target}"
        verdict = {None: "", True: "met", False: "MISSED"}[met]
        print(f"{what:58} {value:>10.4g} {run.spread(ours):>5.0%} {label:>24} {'' if other is None else f'{other:.4g}':>10} "
              f"{ratio:>7.3g} {aim:>8} {verdict}")
        out.append({"name": what, "value": value, "unit": unit, "peer": label or None, "peerValue": other, "ratio": ratio,
                    "target": target, "sense": sense, "met": met, "spread": run.spread(ours)})
    return out


def main():
    parser = argparse.ArgumentParser(prog="deploy/benchmark")
    parser.add_argument("kind", choices=["rpc", "queue", "import", "report", "questions", "portal"])
    parser.add_argument("--queued", type=int, default=1000000)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--json")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", default=os.path.join(ROOT, "..", "shared", "peers"))
    options = parser.parse_args()
    options.work = os.path.abspath(options.work)
    os.makedirs(options.work, exist_ok=True)
    options.build = os.environ.get("VIGIE_PEERS_BUILD", os.path.join(options.work, "peers"))
    run = Run(options)
    # If this run is stopped, it also stops its services.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    start = time.monotonic()
    kinds = {"rpc": rpc, "queue": queue, "import": lambda run: ingestion.imports(run, results),
             "report": lambda run: figures.report(run, results, ROOT), "questions": questions.questions, "portal": portal_load.portal}
    rows = table(run, kinds[options.kind](run))
    for label in run.skipped:
        print(f"skipped: {label} (its packages are missing; see peers/rpc/build.sh)")
    print(f"median of {options.rounds}; ± is half the range; {time.monotonic() - start:.0f} s")
    if options.json:
        with open(options.json, "w") as file:
            json.dump(rows, file, indent=1, ensure_ascii=False)


main()
