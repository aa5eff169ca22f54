"""`deploy/benchmark instructions`: how many instructions a server needs for a call, by valgrind's callgrind. The count hardly depends on
how busy the machine is, so two versions can be compared where times cannot. With `--beside DIR` another version's programs, built for
release, are counted in the same run.

A server is counted for two runs of different length; the difference over the difference of calls leaves out its start and the warm-up."""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

from network import ROOT, Network

SAMPLE = f"{ROOT}/deploy/sample/network"


def counted(program, folder, arguments):
    """Returns the command that runs a program under callgrind, and the file of its count. Valgrind 3.19 cannot read Swift's debug
    information, so a copy without it runs."""
    copy = os.path.join(folder, os.path.basename(program))
    subprocess.run(["strip", "--strip-debug", "-o", copy, program], check=True)
    log = f"{copy}.log"
    return ["valgrind", "--tool=callgrind", f"--callgrind-out-file={copy}.out", f"--log-file={log}", copy, *arguments], log


def collected(log):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with open(log) as file:
            found = re.search(r"Collected : (\d+)", file.read())
        if found:
            return int(found[1])
        time.sleep(0.1)
    sys.exit(f"no count in {log}")


def run(program, *words):
    out = subprocess.run([program, *words], capture_output=True, text=True, timeout=600)
    if out.returncode or "thr=" not in out.stdout:
        sys.exit(f"{' '.join(words)}: {out.stdout}{out.stderr}")


def small(bin, in_flight):
    """Instructions of a small call: 64 bytes, CURVE. The client makes four times as many calls where several are in flight."""
    counts, program = [], f"{bin}/vigie-benchmark"
    for calls in (1000, 3000):
        with tempfile.TemporaryDirectory() as folder:
            command, log = counted(program, folder, ["echo-server"])
            server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            endpoint, key, pid = server.stdout.readline().split()
            run(program, "echo-client", "--server", endpoint, f"--server-key={key}", "--process", pid, "--on-loop", "--calls", str(calls),
                "--in-flight", str(in_flight))
            server.stdin.close()
            server.wait(60)
            counts.append(collected(log))
    return (counts[1] - counts[0]) / (2000 if in_flight == 1 else 8000)


class CountedNetwork(Network):
    """A network of which one service is counted from the moment when it is asked for."""

    def count(self, name, folder, change=lambda: None):
        place = self.services.index(name)
        self.processes[place].terminate()
        self.processes[place].wait(60)
        change()
        program = os.path.join(self.options.bin, f"vigie-{name}")
        command, self.log = counted(program, folder, ["--config", f"{self.home}/{name}.json"])
        self.processes[place] = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        self.vigie("status", "--wait", "60")

    def collect(self, name):
        process = self.processes[self.services.index(name)]
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        return collected(self.log)


def attendance(bin):
    counts = []
    for calls in (3200, 9600):
        with tempfile.TemporaryDirectory() as folder, \
                CountedNetwork(argparse.Namespace(bin=bin, work=folder), ("registry", "training")) as network:
            network.count("training", folder)
            run(f"{bin}/vigie-benchmark", "attendance", "--home", network.home, "--facts", SAMPLE, "--process", str(network.training), "--calls",
                str(calls))
            counts.append(network.collect("training"))
    return (counts[1] - counts[0]) / 6400


def publish(bin):
    counts = []
    for calls in (1000, 3000):
        with tempfile.TemporaryDirectory() as folder, CountedNetwork(argparse.Namespace(bin=bin, work=folder)) as network:
            def no_quotas():
                path = f"{network.home}/exchange.json"
                with open(path) as file:
                    options = json.load(file)
                options.update(quotaMessagesPerSecond=1000000, quotaBytesPerSecond=1 << 30, quotaSubmissions=1000000)
                with open(path, "w") as file:
                    json.dump(options, file)

            network.count("exchange", folder, no_quotas)
            network.stop_services()
            run(f"{bin}/vigie-benchmark", "publish", "--home", network.home, "--process", str(network.exchange), "--publishers", "20", "--calls",
                str(calls))
            counts.append(network.collect("exchange"))
    return (counts[1] - counts[0]) / 2000


def main():
    parser = argparse.ArgumentParser(prog="deploy/benchmark instructions", description=__doc__)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--beside", help="the folder of another version's programs")
    options = parser.parse_args()
    for label, measure in (("small call, 64 in flight", lambda bin: small(bin, 64)), ("small call, alone", lambda bin: small(bin, 1)),
                           ("RecordAttendance", attendance), ("publish", publish)):
        own = measure(options.bin)
        line = f"{label:26} {own:10,.0f}"
        if options.beside:
            other = measure(options.beside)
            line += f"   beside {other:10,.0f}   {own / other - 1:+.1%}"
        print(line, flush=True)


main()
