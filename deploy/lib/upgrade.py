"""What deploy/upgrade runs: the programs of the version before and of this one beside each other, on real sockets and stores.

First each service runs alone in one version among the others in the other version, so that every pair is tried both ways. Then a
system of the version before is upgraded service by service under a partner's load, and the older programs are started on its
stores.
"""

import argparse
import contextlib
import json
import os
import re
import shlex
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "partner-kit", "python"))
import portal_pages  # noqa: E402
from hosts import ROOT, SERVICES, Checks, end_in_order, golden, wait_for  # noqa: E402
from vigie_exchange import Exchange  # noqa: E402
from vigie_rpc import UNAUTHENTICATED, UNAVAILABLE, Client, RPCError  # noqa: E402

EVENT = "vigie.senacs.v1.questionnaire-submitted"
FIGURES = ("evaluation", "indicators", "--year", "2025", "--from", "2023-01-01", "--format", "json")


def row(code):
    """Returns an answer of Villeurbanne's structure to the campaign of 2024, which no figure of 2025 counts."""
    return {"campaign": "2024", "structure_code": "S06", "submission_code": code, "received_at": "2024-06-01T10:00:00Z",
            "status": "validated", "base_items": "100", "base_items_answered": "80"}


class System:
    """Five services, each in a version of its own, with the golden network; all is removed when the context ends."""

    def __init__(self, bins, versions):
        self.bins, self.versions = bins, dict(versions)
        self.processes = {}
        self.home = tempfile.mkdtemp(prefix="vigie-upgrade.")

    def __enter__(self):
        # The version before makes the keys and configurations, because this version must be able to read them.
        self.vigie("before", "keys", "init", "--home", self.home)
        for service in SERVICES:
            self.start(service)
        self.vigie("now", "status", "--wait", "60")
        for file in ("communes-69.csv", "mouvements-69.csv"):
            self.vigie("now", "import", f"{ROOT}/deploy/sample/{file}")
        self.vigie("before", "import", f"{ROOT}/Tests/Golden", "--fictitious")
        public = self.vigie("before", "keys", "make", f"{self.home}/partner.key").strip()
        self.vigie("now", "keys", "allow", "--home", self.home, "--name", "villeurbanne", "--role", "partner",
                   "--territory", "69266", "--", public)
        # The exchange knows a new key within a second.
        if not wait_for(self.knows_partner, 10):
            raise SystemExit("the exchange does not know the partner's key")
        return self

    def knows_partner(self):
        try:
            with self.exchange() as exchange:
                exchange.call("ListSubscriptions")
            return True
        except RPCError as error:
            if error.code != UNAUTHENTICATED:
                raise
            return False

    def __exit__(self, *_):
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
        shutil.rmtree(self.home)

    def vigie(self, version, *words, codes=(0,)):
        done = subprocess.run([f"{self.bins[version]}/vigie", *words], text=True, capture_output=True, check=False,
                              env={"VIGIE_HOME": self.home, "LANG": "C.UTF-8", "PATH": os.environ["PATH"]}, timeout=120)
        if done.returncode not in codes:
            raise SystemExit(f"vigie {' '.join(words)} ({version}): exit code {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def start(self, service):
        with open(f"{self.home}/{service}.log", "ab") as log:
            self.processes[service] = subprocess.Popen(
                [f"{self.bins[self.versions[service]]}/vigie-{service}", "--config", f"{self.home}/{service}.json"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def change(self, service, version):
        """Stops a service in order, and starts it in another version."""
        process = self.processes.pop(service)
        process.terminate()
        process.wait(30)
        self.versions[service] = version
        self.start(service)

    def stop(self):
        """Stops all services in order, so that their stores are whole and closed."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait(30)
        self.processes = {}

    def freeze(self, version, *words):
        """Freezes the report of the golden year, and returns its digest."""
        told = self.vigie(version, "report", "freeze", "--year", "2025", *words, "--lang", "en")
        # The version before says it in another sentence.
        return re.findall(r"(?:frozen|Digest): ([0-9a-f]{64})", told)[-1]

    def figures(self, version):
        return {(one["code"], one["scope"]): (one["numerator"], one["denominator"])
                for one in json.loads(self.vigie(version, *FIGURES))}

    def way(self, service, key):
        """Returns the address and keys for a service, in the form that the Python client takes."""
        with open(f"{self.home}/vigie.json") as file:
            address = json.load(file)["services"][service]
        with open(f"{self.home}/{key}") as file:
            return {"endpoint": address["endpoint"], "server_key": address["serverKey"], "secret_key": file.read().strip()}

    def exchange(self):
        return Exchange(**self.way("exchange", "partner.key"))

    def logged(self, name):
        """Returns the codes of answers in the exchange's log that begin with a name."""
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"{self.home}/log.jsonl")
        # First all submissions must be handed over, and every feed followed to its end.
        if not wait_for(lambda: not any(one["feedLag"] or one["waiting"] for one in json.loads(
                self.vigie("now", "status", "--wait", "30", "--format", "json"))), 60):
            raise SystemExit("rows still wait, or a feed is not followed to its end, after a minute")
        self.vigie("now", "exchange", "export", f"{self.home}/log.jsonl")
        with open(f"{self.home}/log.jsonl", encoding="utf-8") as file:
            codes = [json.loads(json.loads(line)["event"])["data"].get("submission_code", "") for line in file]
        return sorted(code for code in codes if code.startswith(name))


def pairs(bins, checks, right):
    """Checks each service alone in its version among the others."""
    for version, other in (("now", "before"), ("before", "now")):
        for alone in SERVICES:
            name = f"{alone} of {'this version among older ones' if version == 'now' else 'the version before among newer ones'}"
            with System(bins, {service: version if service == alone else other for service in SERVICES}) as system:
                checks.expect(f"{name}: the golden figures, from both gateways",
                              [system.figures(gateway) == right for gateway in ("before", "now")], [True, True])
                # Evaluation of this version asks the others for what it keeps in a report; services of the version
                # before tell it less.
                frozen = [system.freeze(gateway) for gateway in ("before", "now")]
                checks.expect(f"{name}: a report is frozen from both gateways, and made again",
                              [digest in system.vigie("now", "report", "verify", digest) for digest in frozen], [True, True])
                with system.exchange() as exchange:
                    exchange.subscribe("answers", types=[EVENT])
                    outcome = exchange.outcome(exchange.submit("submissions.csv", [row(f"pair-{alone}")],
                                                               fictitious=True)["submission"])
                    seen = [message.event["data"]["submission_code"]
                            for message in exchange.pull("answers", most=1000, wait=20)]
                checks.expect(f"{name}: a partner's row goes the whole way", (outcome["state"], f"pair-{alone}" in seen),
                              ("accepted", True))


class Load(threading.Thread):
    """A partner that brings one row at a time until it is told to end; it makes a call again that failed as UNAVAILABLE."""

    def __init__(self, system):
        super().__init__()
        self.system, self.brought, self.failures, self.is_ending = system, [], [], threading.Event()

    def run(self):
        with self.system.exchange() as exchange:
            while not self.is_ending.is_set():
                code = f"load-{len(self.brought):05d}"
                try:
                    while True:
                        try:
                            exchange.submit("submissions.csv", [row(code)], fictitious=True, key=code)
                            break
                        except RPCError as error:
                            if error.code != UNAVAILABLE:
                                raise
                    self.brought.append(code)
                except RPCError as error:
                    self.failures.append(f"{code}: {error}")
                    return


def rolling(bins, checks, right, order):
    """Upgrades a system from the version before, one service at a time, while a partner brings rows."""
    name = f"{order[0]} first"
    with System(bins, {service: "before" for service in SERVICES}) as system:
        frozen = system.freeze("before")
        load = Load(system)
        load.start()
        try:
            for service in order:
                system.change(service, "now")
                system.vigie("now", "status", "--wait", "60")
                checks.expect(f"{name}: {service} is brought to this version: every figure is right",
                              system.figures("now") == right, True)
        finally:
            load.is_ending.set()
            load.join(60)
        checks.expect(f"{name}: a report that the version before froze is made again with the same digest",
                      frozen in system.vigie("now", "report", "verify", frozen), True)
        checks.expect(f"{name}: what the version before kept to itself is told: no structure's federation is unknown",
                      wait_for(lambda: unknown_federations(system) == 0, 10), True)
        checks.expect(f"{name}: {len(load.brought)} rows brought meanwhile: no call was lost",
                      (load.failures, load.brought != []), ([], True))
        checks.expect(f"{name}: and each stands in the log once", system.logged("load-"), sorted(load.brought))
        if order == SERVICES:
            portal(system, checks)
            back(system, checks)


def free_ports(count):
    """Returns ports on which nobody listens."""
    with contextlib.ExitStack() as open_ones:
        sockets = [open_ones.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def portal(system, checks):
    """Adds the portal, which the version before has not, to an upgraded system, by the commands of deploy/README.md."""
    with open(f"{system.home}/vigie.json") as file:
        known = json.load(file)["services"]
    port, web = free_ports(2)
    line = system.vigie("now", "host", "init", "portal", "--home", system.home, "--at", f"127.0.0.1:{port}",
                        "--bind", f"tcp://127.0.0.1:{port}", "--state", f"{system.home}/data")
    for service, address in known.items():
        system.vigie("now", "host", "join", service, "--home", system.home, "--at", address["endpoint"],
                     f"--key={address['serverKey']}")
    system.vigie("now", *shlex.split(line)[1:], "--home", system.home)
    with open(f"{system.home}/portal.json") as file:
        options = json.load(file)
    with open(f"{system.home}/portal.json", "w") as file:
        json.dump({**options, "httpAddress": f"127.0.0.1:{web}"}, file)
    system.versions["portal"] = "now"
    system.start("portal")
    system.vigie("now", "status", "--wait", "60")
    portal_pages.wait_until_served(f"127.0.0.1:{web}")
    visitor = portal_pages.Visitor(f"127.0.0.1:{web}", "upgrade")
    visitor.sign_in(portal_pages.path_of(system.vigie("now", "portal", "link", "P03")))
    checks.expect("a portal is added to what was upgraded: who directs S01 comes in, and sees it",
                  "Centre social Exemple 01" in visitor.get("/")[2], True)
    # The version before knows no portal, so it is taken out again before the older programs come back.
    system.processes.pop("portal").terminate()
    with open(f"{system.home}/vigie.json") as file:
        options = json.load(file)
    del options["services"]["portal"]
    with open(f"{system.home}/vigie.json", "w") as file:
        json.dump(options, file)


def unknown_federations(system):
    rows = json.loads(system.vigie("now", "senacs", "trajectory", "--by", "federation", "--format", "json"))["rows"]
    return sum(row["expected"] for row in rows if row["scope"] == "federated:unknown")


def back(system, checks):
    """Starts the older programs on stores of this version: each serves, or says in one line that the store is newer than it
    is."""
    for service in SERVICES:
        process = system.processes.pop(service)
        process.terminate()
        process.wait(30)
        end = os.path.getsize(f"{system.home}/{service}.log")
        system.versions[service] = "before"
        system.start(service)

        def is_serving():
            rows = json.loads(system.vigie("now", "status", "--format", "json", codes=(0, 3)))
            return any(one["service"] == service and one["status"] == "SERVING" for one in rows)

        wait_for(lambda: system.processes[service].poll() is not None or is_serving(), 60)
        serves = system.processes[service].poll() is None and is_serving()
        with open(f"{system.home}/{service}.log", encoding="utf-8") as file:
            file.seek(end)
            said = file.read().strip()
        refused = "newer than this program" in said and len(said.splitlines()) == 1
        checks.expect(f"{service}: the older program on the newer store {'serves' if serves else 'is refused, with what to do'}",
                      serves or refused, True)
        if not serves:
            system.versions[service] = "now"
            system.start(service)
            system.vigie("now", "status", "--wait", "60")


# The calls that are recorded: what services and the gateway ask of each other.
QUERY = {"year": 2025, "campaign": "2025", "from": "2023-01-01", "to": "2025-12-31", "asOf": "2025-12-31"}
CALLS = [
    ("registry", "vigie.registry.v1/ComputeFigures", {"query": QUERY}),
    ("registry", "vigie.registry.v1/GetStructure", {"code": "S01", "asOf": "2025-12-31"}),
    ("registry", "vigie.registry.v1/ListStructures", {"asOf": "2025-12-31", "limit": 500}),
    ("training", "vigie.training.v1/ComputeFigures", {"query": QUERY}),
    ("senacs", "vigie.senacs.v1/ComputeFigures", {"query": QUERY}),
    ("senacs", "vigie.senacs.v1/GetParticipation", {"campaign": "2025", "asOf": "2025-12-31"}),
    ("evaluation", "vigie.evaluation.v1/ComputeFigures", {"query": QUERY}),
    ("registry", "vigie.registry.v1/GetTurnover", {"query": QUERY}),
    ("training", "vigie.training.v1/GetRetention", {"query": QUERY}),
    ("registry", "vigie.figures.v1/Explain", {"code": "I3a-director", "scope": "all", "query": QUERY}),
    ("senacs", "vigie.senacs.v1/ListExpected", {"campaign": "2025"}),
    ("senacs", "vigie.files.v1/SubmitRows", {
        "file": "submissions.csv", "rows": [row("recorded"), {"campaign": "1999"}], "fictitious": True, "cause": "recorded"}),
]


def record(bins, folder):
    """Records the version before: what it says of its methods, calls with its replies, its stores, and a report that it froze.

    The names of the files end in the middle number of that version, so that the records of several versions lie side by side.
    """
    version = subprocess.run([f"{bins['before']}/vigie", "--version"], text=True, capture_output=True, check=True).stdout
    number = version.split(".")[1]
    with System(bins, {service: "before" for service in SERVICES}) as system:
        methods = {service: json.loads(system.vigie("before", "describe", service, "--format", "json")) for service in SERVICES}
        with open(f"{folder}/methods-{number}.json", "w", encoding="utf-8") as file:
            json.dump(methods, file, ensure_ascii=False, indent=1, sort_keys=True)
            file.write("\n")
        with open(f"{folder}/calls-{number}.jsonl", "w", encoding="utf-8") as file:
            for service, method, request in CALLS:
                with contextlib.closing(Client(**system.way(service, "keys/operator.key"))) as client:
                    reply = client.call(method, request, metadata={"vigie-idempotency-key": f"recorded-{method}"})
                line = {"service": service, "method": method, "request": request, "reply": reply}
                file.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
        # The exchange's store gets a subscription that is partly read, and a submission with its outcome.
        with system.exchange() as exchange:
            exchange.subscribe("recorded", types=[EVENT])
            exchange.outcome(exchange.submit("submissions.csv", [row("recorded-2")], fictitious=True)["submission"])
            messages = list(exchange.pull("recorded", most=3, wait=20))
            messages[0].acknowledge()
        system.freeze("before", "--out", f"{folder}/report-{number}.json")
        system.stop()
        stores = f"{folder}/stores-{number}"
        shutil.rmtree(stores, ignore_errors=True)
        os.makedirs(stores)
        for service in SERVICES:
            with contextlib.closing(sqlite3.connect(f"{system.home}/data/{service}.sqlite")) as store:
                # The copy has the same rows, without the space that was freed meanwhile.
                store.execute("VACUUM INTO ?", (f"{stores}/{service}.sqlite",))


def main():
    end_in_order()
    parser = argparse.ArgumentParser(prog="deploy/upgrade")
    parser.add_argument("--before", required=True, help="the programs of the version before")
    parser.add_argument("--now", required=True, help="those of this one")
    parser.add_argument("--record", metavar="DIR", help="only record what the version before says, into a folder")
    options = parser.parse_args()
    bins = {"before": os.path.abspath(options.before), "now": os.path.abspath(options.now)}
    for name, folder in bins.items():
        version = subprocess.run([f"{folder}/vigie", "--version"], text=True, capture_output=True, check=True).stdout
        print(f"{name}: {version.strip()}", flush=True)
    if options.record:
        return record(bins, options.record)
    checks, right = Checks(), golden()
    pairs(bins, checks, right)
    for order in (SERVICES, SERVICES[::-1]):
        rolling(bins, checks, right, order)
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(checks.failed > 0)


if __name__ == "__main__":
    main()
