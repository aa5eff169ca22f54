"""The system that deploy/hostile tries: the services and the portal with the golden network, and a key of each role."""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import time

from hostile_inputs import FILES, ROLES, documents, fact_file, fact_rows
from hosts import PROGRAMS, ROOT
from vigie_rpc import Client, RPCError


class System:
    """The services, the portal and a key of each role. When the context ends, the services are stopped and the folder is deleted."""

    def __init__(self, options):
        self.bin, self.keep = options.bin, options.keep
        self.home = tempfile.mkdtemp(prefix="vigie-hostile.")
        self.processes, self.ways = {}, {}

    def __enter__(self):
        self.vigie("keys", "init", "--home", self.home, "--portal")
        for service in PROGRAMS:
            self.start(service)
        self.vigie("status", "--wait", "60")
        for file in ("communes-69.csv", "mouvements-69.csv"):
            self.vigie("import", f"{ROOT}/deploy/sample/{file}")
        self.vigie("import", f"{ROOT}/Tests/Golden", "--fictitious")
        more = {"structure": ("--structure", "S01"), "partner": ("--territory", "69266")}
        for role in ("federation", "structure", "partner", "auditor"):
            public = self.vigie("keys", "make", f"{self.home}/keys/{role}.key").strip()
            self.vigie("keys", "allow", "--home", self.home, "--name", role, "--role", role, *more.get(role, ()), "--", public)
        with open(f"{self.home}/vigie.json") as file:
            addresses = json.load(file)["services"]
        for role in ROLES:
            with open(f"{self.home}/keys/{'exchange' if role == 'service' else role}.key") as file:
                secret = file.read().strip()
            for service in PROGRAMS:
                self.ways[service, role] = {"endpoint": addresses[service]["endpoint"], "secret_key": secret,
                                            "server_key": addresses[service]["serverKey"]}
        return self

    def __exit__(self, *_):
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
        if self.keep:
            print(f"all of it is kept in {self.home}")
        else:
            shutil.rmtree(self.home)

    def environment(self):
        return {"VIGIE_HOME": self.home, "LANG": "C.UTF-8", "PATH": os.environ["PATH"]}

    def vigie(self, *words, codes=(0,)):
        done = subprocess.run([f"{self.bin}/vigie", *words], text=True, capture_output=True, check=False, timeout=120,
                              env=self.environment())
        if done.returncode not in codes:
            raise RuntimeError(f"vigie {' '.join(words)}: exit code {done.returncode}\n{done.stdout}{done.stderr}"[:2_000])
        return done.stdout

    def start(self, service):
        with open(f"{self.home}/log/{service}.log", "ab") as log:
            self.processes[service] = subprocess.Popen(
                [f"{self.bin}/vigie-{service}", "--config", f"{self.home}/{service}.json"], stdin=subprocess.DEVNULL, stdout=log,
                stderr=log, env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})

    def serves(self, service, seconds=20):
        """Whether the service answers in time; False also if it has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.processes[service].poll() is None:
            with contextlib.closing(Client(**self.ways[service, "operator"])) as client, contextlib.suppress(RPCError):
                client.call("vigie.health.v1/Check", timeout=2, wait_for_ready=True)
                return True
        return False

    def size(self, service):
        """Returns the memory in MiB and the number of open files of a service."""
        pid = self.processes[service].pid
        with open(f"/proc/{pid}/statm") as file:
            pages = int(file.read().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20, len(os.listdir(f"/proc/{pid}/fd"))

    def copy_stores(self):
        """Copies the stores as they are, for a service that later does not start on what it was sent."""
        for service in PROGRAMS:
            self.restart(service, lambda: None)
        shutil.copytree(f"{self.home}/data", f"{self.home}/first")

    def put_back(self, service):
        for name in os.listdir(f"{self.home}/data"):
            if name.startswith(f"{service}."):
                os.unlink(f"{self.home}/data/{name}")
        shutil.copy(f"{self.home}/first/{service}.sqlite", f"{self.home}/data/{service}.sqlite")

    def restart(self, service, meanwhile):
        """Stops a service in order and starts it again; returns its exit code, and whether it serves."""
        process = self.processes[service]
        process.terminate()
        try:
            code = process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        meanwhile()
        self.start(service)
        return code, self.serves(service)


def reflection(system):
    """Returns the methods of each service that reflection shows to any role, each with the roles that see it."""
    told = {service: {} for service in PROGRAMS}
    for (service, role), way in system.ways.items():
        with contextlib.closing(Client(**way)) as client:
            # The services know a new key within a second.
            for one in client.call("vigie.reflection.v1/ListMethods", timeout=10, wait_for_ready=True)["methods"]:
                told[service].setdefault(one["name"], {**one, "roles": []})["roles"].append(role)
    return {service: list(methods.values()) for service, methods in told.items()}


def prepare(system):
    """Makes what requests refer to: codebooks, a series, a report, subscriptions, uploads. Returns the names and ids of these."""
    # A report is kept only if the services compute the same figures from their facts, so it is frozen first.
    facts = {"report": f"{system.home}/report.json"}
    system.vigie("report", "freeze", "--year", "2025", "--out", facts["report"])

    def call(service, role, method, request, what=""):
        with contextlib.closing(Client(**system.ways[service, role])) as client:
            key = {"vigie-idempotency-key": f"prepare {method} {what}"}
            return client.call(f"vigie.{method}", request, metadata=key, wait_for_ready=True)

    for (method, name), text in documents(facts["report"]).items():
        service = method.split(".")[0]
        for campaign in ("2024", "2025") if service == "senacs" else (None,):
            reply = call(service, "operator", method, {name: text, **({"campaign": campaign} if campaign else {})}, campaign)
            facts.update((key, value) for key, value in reply.items() if key == "digest" and "Report" in method)
    for role in ("operator", "federation", "structure", "partner", "auditor"):
        call("exchange", role, "exchange.v1/CreateSubscription", {
            "name": "hostile", "types": [], "territories": [], "ordered": False})
    for service, files in FILES.items():
        data = fact_file(files[0]).encode()
        facts[f"importID of {service}"] = call(service, "operator", "files.v1/BeginImport", {
            "file": files[0], "byteCount": len(data), "sha256": hashlib.sha256(data).hexdigest(), "fictitious": True})["importID"]
    call("senacs", "operator", "files.v1/SubmitRows", {"file": "senacs-answers", "rows": fact_rows("senacs-answers")[:1],
                                                       "fictitious": True, "cause": "hostile"})
    facts["submission"] = call("exchange", "partner", "exchange.v1/SubmitFacts", {
        "schema": "urn:vigie:file:submissions.csv:1", "rows": fact_rows("submissions.csv")[:1], "fictitious": True})["submission"]
    with contextlib.closing(Client(**system.ways["exchange", "operator"])) as client:
        facts["messages"] = next(client.stream("vigie.exchange.v1/ExportMessages", {"after": 0}))["messages"][:1]
    return facts
