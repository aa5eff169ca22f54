"""Services in a fresh home folder, for benchmarks of whole calls."""

import json
import os
import shutil
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SERVICES = ("registry", "training", "senacs", "evaluation", "exchange")


class Network:
    """Running services, with the communes and a folder of invented facts loaded."""

    def __init__(self, options, services=SERVICES, facts=f"{ROOT}/deploy/sample/network",
                 files=("structures", "approvals", "people", "mandates", "sessions")):
        self.options, self.services, self.facts, self.files = options, services, facts, files
        self.home = tempfile.mkdtemp(prefix="vigie-benchmark.", dir=options.work)
        self.processes = []

    def vigie(self, *words, check=True):
        return subprocess.run([os.path.join(self.options.bin, "vigie"), *words], check=check, stdout=subprocess.PIPE, text=True,
                              env={**os.environ, "VIGIE_HOME": self.home}).stdout

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def run(self, name):
        return subprocess.Popen([os.path.join(self.options.bin, f"vigie-{name}"), "--config", f"{self.home}/{name}.json"],
                                stderr=subprocess.DEVNULL)

    def start(self):
        self.vigie("keys", "init", "--home", self.home, *(["--portal"] if "portal" in self.services else []))
        path = f"{self.home}/vigie.json"
        with open(path) as file:
            gateway = json.load(file)
        gateway["services"] = {name: gateway["services"][name] for name in self.services}
        with open(path, "w") as file:
            json.dump(gateway, file)
        for name in self.services:
            self.processes.append(self.run(name))
        self.vigie("status", "--wait", "60")
        for file in ("communes-69.csv", "mouvements-69.csv"):
            self.vigie("import", f"{ROOT}/deploy/sample/{file}")
        for file in self.files:
            self.vigie("import", f"{self.facts}/{file}.csv", "--fictitious")

    def pid(self, name):
        return self.processes[self.services.index(name)].pid

    @property
    def training(self):
        return self.pid("training")

    @property
    def exchange(self):
        return self.pid("exchange")

    def restart_exchange(self, change):
        """Stops the exchange, calls `change` to change its files, and starts it again."""
        place = self.services.index("exchange")
        self.processes[place].terminate()
        self.processes[place].wait(60)
        change()
        self.processes[place] = self.run("exchange")

    def stop_services(self):
        """Stops all other services, so that the exchange runs alone, as a broker."""
        for name, process in zip(self.services, self.processes):
            if name != "exchange":
                process.terminate()
                process.wait(60)

    def __exit__(self, *_):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(60)
        shutil.rmtree(self.home)
